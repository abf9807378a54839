"""What the report says, without opening it in a browser."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstools.call import schema_of
from cstools.data.context import Check, Context
from cstools.data.dataset import Dataset
from cstools.data.findings import COLUMNS, Flagged, collect
from cstools.data.target import Target
from cstools.export import html
from cstools.export.html import _embedded, _svg
from cstools.export.html._heading import children
from cstools.export.html._panels import shown

if TYPE_CHECKING:
    from tests.export.html.conftest import Report

    from cstools.data.result import Result

Run = Callable[..., "Result"]
Flag = Callable[..., Flagged]
Export = Callable[["Result"], "Report"]


def test_first_screen_says_what_was_read_and_found(whole: Result, export: Export) -> None:
    text = export(whole).text
    assert "returns · Collection year 2026 · Local authority E09000027" in text
    assert "Return checker read 302 rows in 2 tables, about 300 children." in text
    assert "120 errors, 30 queries and 1 point of information" in text
    assert ", in 150 rows about 120 children." in text
    assert (
        "2 of 6 rules ran; 3 could not run because something they need was absent; 1 broke" in text
    )


def test_singular_is_singular(run: Run, flagged: Flag, export: Export) -> None:
    tables = Dataset({"Header": pd.DataFrame({"row": [2], "CHILD": ["C1"]})}, "returns")
    check = Check("1", "One", "error", "done", found=1)
    text = export(run(flagged("1", 1), dataset=tables, checks=[check])).text
    assert "read 1 row in 1 table, about 1 child." in text
    assert "1 error , in 1 row about 1 child." in text
    assert "The one rule ran." in text


def test_nothing_found_is_said_with_what_could_not_run(run: Run, export: Export) -> None:
    skipped = [Check(str(n), "Looks back", "error", "skipped", "No last year.") for n in range(12)]
    text = export(run(checks=[Check("a", "A", "error", "done"), *skipped])).text
    assert "No rule found anything; 12 rules could not run." in text
    assert "What those rules look for is unchecked" in text


def test_nothing_found_by_all_rules(run: Run, export: Export) -> None:
    report = export(run(checks=[Check(str(n), "A", "error", "done") for n in range(2)]))
    assert "No rule found anything." in report.text
    assert "All 2 rules ran." in report.text
    assert "<script" not in report.html


def test_every_part_is_there_without_script(whole: Result, export: Export) -> None:
    report = export(whole)
    for words in (
        "What rule 101 says is wrong",
        "No last year.",
        "(3 rules)",
        "KeyError in rules.py, line 3.",
        "Finds nothing",
        "Two rows had no child.",
        "It does not replace the official check.",
        "reads child-level records; outputs name child identifiers.",
        "31 March 2026, 14:05",
        "4,300",
        "2.3 seconds",
        "1,200.5",
        "Few rows.",
        "The chart ‘Not a chart’ could not be drawn.",
    ):
        assert words in report.text
    (without_script,) = re.findall(r"<noscript>(.*?)</noscript>", report.html)
    assert "findings.csv" in without_script


def test_child_identifiers_stand_in_the_data_only(whole: Result, export: Export) -> None:
    report = export(whole)
    assert "C00007" in report.data["children"]
    assert "C00007" not in report.text


def test_nothing_is_fetched_and_only_our_script_runs(whole: Result, export: Export) -> None:
    page = export(whole).html
    (policy,) = map(unescape, re.findall(r'Content-Security-Policy" content="([^"]+)"', page))
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        (body,) = re.findall(rf"(?s)<{tag}>(.*?)</{tag}>", page)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not re.search(r"<(link|iframe|object|embed|base)\b", page)
    assert not re.search(r"""(src|href)=["'](?!#)""", page)
    assert not re.search(r"\s(style|on\w+)=", page)


def test_charts_on_one_page_share_no_identifier(whole: Result, export: Export) -> None:
    page = export(whole).html
    names = re.findall(r'\sid="([^"]+)"', page)
    assert len(names) == len(set(names))
    assert {"panel-1-1", "panel-2-1"} <= set(names)
    assert "url(#panel-1-1)" in page


def test_drawing_keeps_no_outside_picture() -> None:
    spec = {
        "data": {"values": [{"u": "https://example.org/x.png"}]},
        "mark": {"type": "image", "width": 9, "height": 9},
        "encoding": {"url": {"field": "u"}},
    }
    assert "example.org" not in _svg.draw(spec, "a")


def test_drawing_fetches_no_data() -> None:
    spec = {"data": {"url": "https://example.org/x.csv"}, "mark": "bar"}
    with pytest.raises(ValueError, match="not allowed"):
        _svg.draw(spec, "a")


def test_markup_in_names_is_text(run: Run, flagged: Flag, export: Export) -> None:
    nasty = "</script><b onclick=x>&"
    part = flagged(nasty, 2, title=nasty, table=nasty, fields=(nasty,), children=[nasty, None])
    note = Check(nasty, nasty, "error", "skipped", nasty)
    report = export(run(part, checks=[note], notes=[nasty], params={"local_authority": nasty}))
    assert "<b " not in report.html
    assert report.data["children"] == [nasty]
    assert report.data["kinds"] == [[nasty, "error", nasty]]


def test_more_findings_than_the_page_holds(
    run: Run,
    flagged: Flag,
    export: Export,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(html, "LIMIT", 10)
    report = export(run(flagged("101", 200), flagged("102", 3)))
    assert [path.name for path in report.files] == ["report.html", "findings.csv"]
    assert "This page lists 10 of the 203 findings" in report.text
    assert "203 errors" in report.text
    assert report.data["total"] == 203
    kinds = [report.data["kinds"][kind][0] for kind in report.data["kind"]]
    assert (kinds.count("101"), kinds.count("102")) == (7, 3)
    assert len(report.files[1].read_text("utf-8-sig").splitlines()) == 204


def test_list_written_by_another_exporter_is_left(
    run: Run,
    flagged: Flag,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(html, "LIMIT", 10)
    (tmp_path / "findings.csv").write_text("there already", encoding="utf-8")
    files = html.cstools_export(
        result=run(flagged("101", 20)), target=Target(tmp_path, "html"), context=Context()
    )
    assert [path.name for path in files] == ["report.html"]
    assert (tmp_path / "findings.csv").read_text("utf-8") == "there already"
    assert "<li>findings.csv</li>" in files[0].read_text("utf-8")


def test_same_run_gives_the_same_page(whole: Result, export: Export) -> None:
    assert export(whole).html == export(whole).html


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 30)), st.integers(1, 60))
def test_rules_share_the_page_fairly(sizes: dict[str, int], limit: int) -> None:
    findings = collect(
        Flagged(rule, "error", "T", pd.RangeIndex(2, size + 2).to_numpy(), [None] * size, (), rule)
        for rule, size in sizes.items()
    )
    held = _embedded.fair_share(findings, limit)
    taken = {rule: int((held["rule"] == rule).sum()) for rule in sizes}
    assert len(held) == min(limit, len(findings))
    for one, other in itertools.permutations(sizes, 2):
        assert taken[one] == sizes[one] or taken[other] <= taken[one] + 1
    keys = list(held[["table", "row", "rule"]].itertuples(index=False, name=None))
    assert keys == sorted(keys)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.one_of(st.none(), st.text(max_size=4)))))
def test_columns_hold_every_finding(pairs: list[tuple[str, str | None]]) -> None:
    findings = collect(
        Flagged(rule, "query", "T", pd.Index([row]).to_numpy(), [child], ("A", "B"), "Wrong")
        for row, (rule, child) in enumerate(pairs, 2)
    )
    data = json.loads(_embedded.script_json(_embedded.columns(findings)))
    back = [
        [
            *data["kinds"][kind][:2],
            data["tables"][table],
            row,
            None if child < 0 else data["children"][child],
            data["fields"][field],
            data["kinds"][kind][2],
        ]
        for kind, table, field, child, row in zip(
            *(data[key] for key in ("kind", "table", "field", "child", "row")), strict=True
        )
    ]
    plain = findings.astype(object).where(findings.notna(), None)
    assert back == plain[list(COLUMNS)].to_numpy().tolist()


@given(st.text())
def test_no_text_leaves_its_script_element(text: str) -> None:
    written = _embedded.script_json([text])
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == [text]


@pytest.mark.parametrize(
    ("columns", "count"),
    [
        ({"Who": ["a", "b", None]}, 2),
        ({"Who": ["a", "a"], "CHILD": ["c", "d"]}, 1),
        ({"CHILD": ["a"]}, None),
    ],
)
def test_children_are_counted_by_the_column_that_the_standard_names(
    columns: dict[str, list[str | None]], count: int | None, child_in: Callable[..., str]
) -> None:
    schema = schema_of(child_in("visits", T="Who"))
    tables = {"T": pd.DataFrame(columns), "Other": pd.DataFrame()}
    assert children(Dataset(tables), schema) == count
    assert children(Dataset(tables), None) is None


def test_table_cells_read_as_a_person_writes_them() -> None:
    table = pd.DataFrame(
        {
            "year": [2025, 2026],
            "rate": [71.5, None],
            "count": [1200, 3],
            "seen": [pd.Timestamp(2026, 3, 31), pd.NaT],
            "open": [True, False],
            "name": ["a", None],
        }
    )
    assert shown(table, 5).rows == [
        ["2025", "71.5", "1,200", "31 March 2026", "yes", "a"],
        ["2026", "–", "3", "–", "no", "–"],
    ]
    assert shown(table, 1).total == 2


PAIRS = [
    *(
        (ink, ground, 4.5)
        for ink in ("ink", "quiet", "link")
        for ground in ("paper", "ground", "stripe")
    ),
    *((f"{kind}-ink", f"{kind}-ground", 4.5) for kind in ("error", "query", "info")),
    *(
        (f"{kind}-bar", ground, 3)
        for kind in ("error", "query", "info")
        for ground in ("paper", "stripe")
    ),
    *((line, ground, 3) for line in ("edge", "focus") for ground in ("paper", "ground", "stripe")),
    ("band-ink", "band", 4.5),
    ("band-quiet", "band", 4.5),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_colours_contrast(scheme: str, ink: str, ground: str, least: float) -> None:
    style = Path(html.__file__).with_name("report.css").read_text(encoding="utf-8")
    light, dark = re.findall(r"(?s):root \{(.*?)\}", style)
    colours = dict(re.findall(r"--([\w-]+): (#\w{6});", light))
    if scheme == "dark":
        colours |= dict(re.findall(r"--([\w-]+): (#\w{6});", dark))
    one, other = sorted((_luminance(colours[ink]), _luminance(colours[ground])))
    assert (other + 0.05) / (one + 0.05) >= least


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
