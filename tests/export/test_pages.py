"""Panels stand on the pages and under the headings they name, in every report."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from cstools import charts
from cstools.data.panel import Panel
from cstools.export import html
from cstools.export import json as json_format
from cstools.export._pages import by_page

from .conftest import texts, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cstools.data.context import Context
    from cstools.data.result import Result
    from cstools.data.target import Target

NASTY = "<b>Costs</b> & [2]"


def table(title: str, page: str = "", group: str = "") -> Panel:
    frame = pd.DataFrame({"a": [1]})
    return Panel(title, "Words.", table=frame, page=page, group=group)


def chart(title: str, **place: str) -> Panel:
    data = [
        {"kind": "a", "n": 1204},
        {"kind": "b", "n": 40},
        {"kind": "c", "n": None, "status": "suppressed"},
    ]
    return charts.bars(data, "kind", "n").panel(title, **place)  # type: ignore[arg-type]


PANELS = [
    table("One", "Visits", "By team"),
    table("Two", "Visits"),
    chart("Three", page=NASTY, group=NASTY),
    table("Four", "Visits", "By team"),
    table("Five"),
]


@pytest.fixture
def paged(result: Result) -> Result:
    return replace(result, panels=PANELS)


@pytest.fixture
def report(target: Callable[..., Target], context: Context) -> Callable[[Result], str]:
    return lambda run: html.cstools_export(run, target("html"), context)[0].read_text("utf-8")


def test_pages_and_headings_gather_their_panels() -> None:
    pages = by_page(PANELS)
    assert [
        (page, [(group, [panel.title for panel in members]) for group, members in groups.items()])
        for page, groups in pages.items()
    ] == [
        ("", [("", ["Five"])]),
        ("Visits", [("By team", ["One", "Four"]), ("", ["Two"])]),
        (NASTY, [(NASTY, ["Three"])]),
    ]
    assert by_page([]) == {}


def test_the_report_has_a_section_for_each_page(
    paged: Result, report: Callable[[Result], str]
) -> None:
    page = report(paged)
    links = re.findall(r'<li><a href="#(panels[^"]*)">([^<]*)</a>', page)
    name = "&lt;b&gt;Costs&lt;/b&gt; &amp; [2]"
    assert links == [("panels", "Charts and tables"), ("panels-2", "Visits"), ("panels-3", name)]
    headings = re.findall(r"<h([2-4])[^>]*>([^<]*)</h\1>", page.partition('id="panels"')[2])
    assert headings[:9] == [
        ("2", "Charts and tables"),
        ("3", "Five"),
        ("2", "Visits"),
        ("3", "By team"),
        ("4", "One"),
        ("4", "Four"),
        ("3", "Two"),
        ("2", name),
        ("3", name),
    ]
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert "<b>Costs" not in page


def test_a_report_of_one_page_is_as_before(
    with_panels: Result, report: Callable[[Result], str]
) -> None:
    page = report(with_panels)
    assert page.count('<li><a href="#panels') == 1
    assert '<section id="panels" aria-labelledby="panels-heading">' in page
    assert '<h2 id="panels-heading">Charts and tables</h2>' in page
    assert page.count('<h3 id="panel-') == 3
    assert 'class="group"' not in page
    assert '<div class="caveats"><h4>' in page


def test_a_chart_has_its_own_table_behind_it(
    paged: Result, report: Callable[[Result], str]
) -> None:
    behind = report(paged).partition("The figures behind this chart")[2].partition("</details>")[0]
    assert re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", behind) == [
        *("kind", "n", "a", "1,204", "b", "40", "c", "hidden")
    ]


def test_the_workbook_has_headings_and_the_data_below_each_chart(
    paged: Result, tmp_path: Path
) -> None:
    book, _ = written(paged, tmp_path)
    lines = [[cell for cell in line if cell is not None] for line in texts(book["Panels"])]
    words = [line for line in lines if line]
    assert [line[0] for line in words if line[0] not in {"Words.", "a", 1}][:7] == [
        *("Five", "Visits", "By team", "One", "Four", "Two", NASTY)
    ]
    assert words[-4:] == [["kind", "n"], ["a", 1204], ["b", 40], ["c", "hidden"]]
    with zipfile.ZipFile(tmp_path / "small.xlsx") as packed:
        drawing = packed.read("xl/drawings/drawing1.xml").decode()
    [bottom] = re.findall(r"<xdr:to>.*?<xdr:row>(\d+)</xdr:row>", drawing)
    assert lines.index(["kind", "n"]) > int(bottom)


def test_the_data_of_a_chart_stand_where_it_cannot_be_drawn(result: Result, tmp_path: Path) -> None:
    frame = pd.DataFrame({"kind": ["a"], "n": [7]})
    broken = Panel("Broken", "Words.", spec={"mark": "no such mark"}, data=frame)
    book, said = written(replace(result, panels=[broken]), tmp_path)
    assert said == ["The chart 'Broken' could not be drawn."]
    assert [line[:2] for line in texts(book["Panels"])][-2:] == [["kind", "n"], ["a", 7]]


def test_json_has_the_data_too(paged: Result, target: Callable[..., Target]) -> None:
    [path] = json_format.cstools_export(paged, target("json"))
    panels: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["panels"]
    assert [panel["title"] for panel in panels] == [panel.title for panel in PANELS]
    assert (panels[2]["page"], panels[2]["group"]) == (NASTY, NASTY)
    assert panels[2]["data"][2] == {"kind": "c", "n": "hidden"}
    assert panels[0]["data"] is None
    assert panels[0]["table"] == [{"a": 1}]
