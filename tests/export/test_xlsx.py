from __future__ import annotations

import gc
import re
import tempfile
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.export.conftest import CHART, VISITS, colour, everything, texts, written
from xlsxwriter import Workbook

from cstools.data import findings
from cstools.data.listing import Listing
from cstools.data.panel import Panel
from cstools.export import xlsx
from cstools.export.xlsx._book import opened
from cstools.export.xlsx._layout import named
from cstools.export.xlsx._limits import Limits, Spent
from cstools.export.xlsx._styles import FLAGGED
from cstools.io.names import sheet_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cstools.data.context import Context
    from cstools.data.result import Result
    from cstools.data.target import Target


@pytest.fixture
def book(
    result: Result, target: Callable[..., Target], context: Context
) -> Iterator[openpyxl.Workbook]:
    [path] = xlsx.cstools_export(result, target("xlsx"), context)
    assert path.name == "report.xlsx"
    assert context.notes == []
    with closing(openpyxl.load_workbook(path)) as opened:
        yield opened


def test_sheets_stand_in_reading_order(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["Summary", "Findings", "By child", "Not run", "Children", VISITS]


def test_findings_have_filters_and_frozen_headings(book: openpyxl.Workbook, result: Result) -> None:
    sheet = book["Findings"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:G{len(result.findings) + 1}"
    heading, *lines = texts(sheet)
    assert heading == ["Rule", "Severity", "Table", "Row", "Child", "Fields", "Title"]
    assert lines[0] == ["101", "error", "Children", 3, "=1+1", "DOB", "DOB cannot be read"]
    assert [line[3] for line in lines] == result.findings["row"].tolist()
    assert sheet["E2"].data_type == "s"


def test_a_finding_leads_to_its_cell(book: openpyxl.Workbook) -> None:
    links = [cell.hyperlink.location for cell in book["Findings"]["D"][1:]]
    assert links == [
        "'Children'!B3",
        "'Children'!B3",
        "'Children'!B5",
        f"'{VISITS}'!A3",
        f"'{VISITS}'!B3",
    ]


def test_records_stand_in_their_own_rows(book: openpyxl.Workbook) -> None:
    sheet = book["Children"]
    assert texts(sheet) == [
        ["CHILD", "DOB", "SEX"],
        ["007", datetime(2010, 5, 1), "M"],
        ["=1+1", "31/02/2011", "F"],
        [None, None, None],
        ["child 9", "31/12/1899", None],
        ["-12", datetime(2012, 2, 29), "F"],
    ]
    assert sheet["B2"].number_format == "dd/mm/yyyy"
    assert {sheet[cell].data_type for cell in ("A2", "A3", "A6")} == {"s"}
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C6"


def test_text_stays_text_when_somebody_edits_it(book: openpyxl.Workbook) -> None:
    assert {cell.number_format for cell in book["Children"]["A"]} >= {"@"}
    assert book["Children"]["B3"].quotePrefix


def test_numbers_and_truths_keep_their_types(book: openpyxl.Workbook) -> None:
    assert texts(book[VISITS])[2:] == [
        ["007", datetime(2025, 4, 2), None, False],
        ["-12", datetime(2025, 4, 3), 2, True],
    ]


def test_flagged_cells_have_the_worst_colour_and_say_why(book: openpyxl.Workbook) -> None:
    sheet = book["Children"]
    assert colour(sheet, "B3") == FLAGGED["error"]["bg_color"]
    assert sheet["B3"].comment.text == "101 (error): DOB cannot be read\n102 (query): Odd"
    assert colour(sheet, "C5") == FLAGGED["query"]["bg_color"]
    assert sheet["C5"].comment.text == "102 (query): Odd"
    assert [cell.coordinate for cell in sheet["A"] if cell.comment] == []
    assert colour(sheet, "A3") is None


def test_a_finding_on_absent_fields_colours_the_child(book: openpyxl.Workbook) -> None:
    sheet = book[VISITS]
    assert colour(sheet, "A3") == FLAGGED["info"]["bg_color"]
    assert sheet["A3"].comment.text == "200 (info): No town"
    assert colour(sheet, "C3") == FLAGGED["query"]["bg_color"]


def test_the_summary_says_what_was_run_and_found(book: openpyxl.Workbook) -> None:
    shown = everything(book["Summary"])
    for part in (
        "Check of invented visits",
        "check-visits 1.2.0",
        "2026-02-03T09:30:00+00:00",
        "North, South",
        "4 records",
        "5 ran, 2 did not: see the sheet Not run",
        "bold on orange: breaks a rule",
        "The file of visits was read as UTF-8.",
        "It knows nothing of weekends.",
    ):
        assert part in shown
    assert "leaves out" not in shown


def test_the_summary_lists_rules_with_links(book: openpyxl.Workbook) -> None:
    sheet = book["Summary"]
    lines = {line[0]: line for line in texts(sheet)}
    assert lines["102"][:6] == ["102", "Odd", "query", 2, 1, "done"]
    assert lines["103"][3:6] == [0, 0, "done"]
    assert lines["300"][5:7] == ["skipped", "last year's return is not given"]
    links = {cell.value: cell.hyperlink.location for cell in sheet["A"] if cell.hyperlink}
    assert links == {
        "101": "'Findings'!A2", "102": "'Findings'!A3", "200": "'Findings'!A5",
        "201": "'Findings'!A6",
    }  # fmt: skip


def test_children_with_most_findings_come_first(book: openpyxl.Workbook) -> None:
    _, *lines = texts(book["By child"])
    assert lines == [
        ["007", 0, 1, 1, "200, 201", "Visits: 2025/26"],
        ["=1+1", 1, 1, 0, "101, 102", "Children"],
        ["(no child named)", 0, 1, 0, "102", "Children"],
    ]


def test_rules_that_did_not_run_say_why(book: openpyxl.Workbook) -> None:
    _, *lines = texts(book["Not run"])
    assert [line[0] for line in lines] == ["300", "301"]
    assert lines[1][3:] == ["failed", "KeyError in rules.py, line 9."]


def test_properties_name_the_tool_and_nobody(book: openpyxl.Workbook) -> None:
    assert book.properties.title == "Check of invented visits"
    assert "check-visits 1.2.0" in book.properties.description
    assert not book.properties.creator
    assert book.properties.created == datetime(2026, 2, 3, 9, 30)


def test_the_same_result_gives_the_same_bytes(with_panels: Result, tmp_path: Path) -> None:
    once, again = tmp_path / "once.xlsx", tmp_path / "again.xlsx"
    xlsx.write_workbook(with_panels, once, Limits())
    xlsx.write_workbook(with_panels, again, Limits())
    assert once.read_bytes() == again.read_bytes()


class Stop:
    """A value at which somebody presses Ctrl+C."""

    def __str__(self) -> str:
        raise KeyboardInterrupt


@pytest.mark.parametrize("cells", [0, 10**9])
def test_stopping_leaves_no_file_open(cells: int, result: Result, tmp_path: Path) -> None:
    result.dataset.tables["Last"] = pd.DataFrame({"value": [Stop()], "row": [2]})
    with pytest.raises(KeyboardInterrupt):
        written(result, tmp_path, cells_in_memory=cells)
    gc.collect()  # what is left open would be told of now
    assert not (tmp_path / "small.xlsx").exists()


def test_nothing_is_left_beside_the_workbook(
    result: Result, target: Callable[..., Target], context: Context
) -> None:
    place = target("xlsx")
    files = xlsx.cstools_export(result, place, context)
    assert list(place.folder.iterdir()) == files


def test_a_tool_without_findings_gives_tables_only(wrangled: Result, tmp_path: Path) -> None:
    plain = replace(wrangled, findings=findings.empty(), checks=[])
    book, _ = written(plain, tmp_path)
    assert book.sheetnames == ["Summary", "Children", VISITS]


def test_no_findings_are_said(result: Result, tmp_path: Path) -> None:
    book, _ = written(replace(result, findings=findings.empty()), tmp_path)
    assert "Nothing was found." in everything(book["Summary"])
    assert book["Findings"].auto_filter.ref == "A1:G1"


def test_panels_are_tables_and_described_pictures(with_panels: Result, tmp_path: Path) -> None:
    book, _ = written(with_panels, tmp_path)
    shown = everything(book["Panels"])
    assert "Visits by team" in shown
    assert "=South" in shown
    assert "Invented." in shown
    with zipfile.ZipFile(tmp_path / "small.xlsx") as packed:
        assert "xl/media/image1.png" in packed.namelist()
        assert b'descr="Kinds of visit. Most are b."' in packed.read("xl/drawings/drawing1.xml")


def test_a_tall_picture_covers_nothing(result: Result, tmp_path: Path) -> None:
    tall = Panel("Tall", "It is.", spec={**CHART, "height": 700})
    after = Panel("After", "It is.", table=pd.DataFrame({"a": [1]}))
    book, _ = written(replace(result, panels=[tall, after]), tmp_path)
    with zipfile.ZipFile(tmp_path / "small.xlsx") as packed:
        drawing = packed.read("xl/drawings/drawing1.xml").decode()
    [bottom] = re.findall(r"<xdr:to>.*?<xdr:row>(\d+)</xdr:row>", drawing)
    line = [cell.value for cell in book["Panels"]["A"]].index("After")
    assert line - 5 < int(bottom) < line


def test_a_chart_that_cannot_be_drawn_is_said(result: Result, tmp_path: Path) -> None:
    broken = Panel("Broken", "It is.", spec={"mark": "no such mark", "data": {"url": "x.csv"}})
    book, said = written(replace(result, panels=[broken]), tmp_path)
    assert said == ["The chart 'Broken' could not be drawn."]
    assert said[0] in everything(book["Panels"])


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("B", (1,)),
        ("C B", (3, 1)),
        ("Date of birth", (2,)),
        ("B Date of birth C", (1, 2, 3)),
        ("Date of", ()),
        ("", ()),
        ("B B", (1,)),
    ],
)
def test_headings_with_spaces_are_found(fields: str, found: tuple[int, ...]) -> None:
    assert named(fields, ("A", "B", "Date of birth", "C")) == found


# Calamine leaves Excel's escapes of control characters as they are, so they are tried apart.
CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"]), max_size=20)
RISKY = st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "<r>", "http://", "0"]), CELL)


@settings(max_examples=60, deadline=None)
@given(st.lists(CELL | RISKY, min_size=1, max_size=5), st.sampled_from([0, 10**9]))
@example(["<r>a</r>", "<r><t>x</t></r>"], 0)
@example(
    ["<r><t>x</t></r>", "<r></r>", "  a ", "internal:A1", "{=1}", "#N/A", "TRUE", "1e5"], 10**9
)
def test_any_text_is_text_in_the_workbook(values: list[str], cells: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.xlsx"
        with opened(path, Spent(Limits()), cells) as book:
            sheet = book.add("T")
            for line, value in enumerate(values):
                sheet.put(line, 0, value)
                sheet.put(line, 1, 1)
        shown = CalamineWorkbook.from_path(path).get_sheet_by_name("T").to_python()
    assert [line[0] for line in shown] == values


def test_control_characters_do_not_break_the_workbook(result: Result, tmp_path: Path) -> None:
    result.dataset["Children"].loc[0, "CHILD"] = "a\x00\x0b\r\n\ufffe_x0041_"
    book, _ = written(result, tmp_path)
    assert book["Children"]["A2"].value.startswith("a")


SHEET = st.text(max_size=40) | st.sampled_from(
    ["Summary", "HISTORY", "'a'", "", "a" * 31, "A" * 31]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(SHEET, max_size=6))
def test_excel_accepts_any_sheet_name(names: list[str]) -> None:
    made = sheet_names(names, ["Summary"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "n.xlsx"
        with Workbook(path) as book:
            for name in ["Summary", *made]:
                book.add_worksheet(name)
        assert CalamineWorkbook.from_path(path).sheet_names == ["Summary", *made]
    assert "history" not in {name.casefold() for name in made}


@pytest.mark.parametrize(("column", "coloured"), [("CHILD", False), ("SEX", True)])
def test_a_finding_about_another_childs_record_colours_nothing(
    column, coloured, result, tmp_path, child_in
):
    """A finding can carry last year's row; this year's record there is someone else's."""
    child_in(result.dataset.standard, Children=column)
    result.dataset.tables["Children"].loc[1, "SEX"] = "nobody"
    stranger = findings.Flagged("706", "error", "Children", np.array([3]), ["nobody"], ("DOB",), "")
    result.findings = findings.collect([stranger])
    result.export(tmp_path / "out", formats=["xlsx"])
    sheet = openpyxl.load_workbook(tmp_path / "out" / "report.xlsx")["Children"]
    assert any(cell.comment for row in sheet.iter_rows() for cell in row) == coloured


def test_each_team_gets_a_workbook_in_which_identifiers_keep_their_zeros(
    result: Result, target: Callable[..., Target], context: Context
) -> None:
    table = pd.DataFrame(
        {"Team": ["North", "A/B", "North"], "child": ["0457125", "=1+1", "7"], "row": [2, 3, 4]}
    )
    listing = Listing("fix-list", "Fix list", "What to do.", table, split_by="Team")
    place = target("xlsx")
    files = xlsx.cstools_export(replace(result, listings=[listing]), place, context)
    assert [path.relative_to(place.folder).as_posix() for path in files] == [
        "report.xlsx",
        "fix-list/North.xlsx",
        "fix-list/A_B.xlsx",
    ]
    with closing(openpyxl.load_workbook(files[1])) as team:
        cells = list(team["Fix list"].iter_rows(min_row=2))
    assert [[cell.value for cell in line] for line in cells] == [
        ["North", "0457125", 2],
        ["North", "7", 4],
    ]
    assert {line[1].number_format for line in cells} == {"@"}


def test_numbers_that_stand_as_text_in_a_panel_are_numbers(
    result: Result, target: Callable[..., Target], context: Context
) -> None:
    words = ["107", "5%", "12.5%", "1,234", "-3", "not known", "007", "up 33 pts", "0", "1,23"]
    panel = Panel("Headline", "Text.", table=pd.DataFrame({"A long heading of a column": words}))
    path, *_ = xlsx.cstools_export(replace(result, panels=[panel]), target("xlsx"), context)
    with closing(openpyxl.load_workbook(path)) as book:
        sheet = book["Panels"]
        cells = [sheet.cell(line, 1) for line in range(5, 5 + len(words))]
        values = [cell.value for cell in cells]
        assert values == [107, 0.05, 0.125, 1234, -3, "not known", "007", "up 33 pts", 0, "1,23"]
        assert [cell.number_format for cell in cells[:4]] == ["#,##0", "0%", "0.0%", "#,##0"]
        assert sheet.column_dimensions["A"].width >= len("A long heading of a column")


def test_a_date_that_is_flagged_has_room(book: openpyxl.Workbook) -> None:
    assert book["Children"].column_dimensions["B"].width >= 13
