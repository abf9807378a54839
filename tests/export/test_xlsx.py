from __future__ import annotations

import tempfile
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from tests.export.conftest import CHART
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from cstools import findings
from cstools.dataset import Dataset
from cstools.export import xlsx
from cstools.export._names import sheet_names
from cstools.export.xlsx._book import opened
from cstools.export.xlsx._layout import named
from cstools.export.xlsx._limits import Limits, Spent
from cstools.export.xlsx._styles import FLAGGED
from cstools.findings import Flagged, collect
from cstools.panels import Panel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from openpyxl.worksheet.worksheet import Worksheet

    from cstools.context import Context
    from cstools.export import Target
    from cstools.runner.result import Result

VISITS = "Visits_ 2025_26"


@pytest.fixture
def book(
    result: Result, target: Callable[..., Target], context: Context
) -> Iterator[openpyxl.Workbook]:
    [path] = xlsx.cstools_export(result, target("xlsx"), context)
    assert path.name == "report.xlsx"
    assert context.notes == []
    with closing(openpyxl.load_workbook(path)) as opened:
        yield opened


def written(result: Result, folder: Path, **limits: int) -> tuple[openpyxl.Workbook, list[str]]:
    path = folder / "small.xlsx"
    said = xlsx.write_workbook(result, path, Limits(**limits))
    return openpyxl.load_workbook(path), said


def texts(sheet: Worksheet) -> list[list[Any]]:
    return [list(line) for line in sheet.iter_rows(values_only=True)]


def everything(sheet: Worksheet) -> str:
    return "\n".join(str(value) for line in texts(sheet) for value in line if value is not None)


def colour(sheet: Worksheet, cell: str) -> str | None:
    fill = sheet[cell].fill
    return "#" + fill.fgColor.rgb[2:] if fill.fill_type else None


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
    assert lines["300"][5:] == ["skipped", "last year's return is not given"]
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
    [picture] = book["Panels"]._images
    line = [cell.value for cell in book["Panels"]["A"]].index("After")
    assert line - 5 < picture.anchor.to.row < line


def test_a_chart_that_cannot_be_drawn_is_said(result: Result, tmp_path: Path) -> None:
    broken = Panel("Broken", "It is.", spec={"mark": "no such mark", "data": {"url": "x.csv"}})
    book, said = written(replace(result, panels=[broken]), tmp_path)
    assert said == ["The chart 'Broken' could not be drawn."]
    assert said[0] in everything(book["Panels"])


def test_findings_go_on_to_further_sheets(result: Result, tmp_path: Path) -> None:
    book, said = written(result, tmp_path, rows=4)
    assert book.sheetnames[:4] == ["Summary", "Findings", "Findings 2", "By child"]
    assert [line[0] for line in texts(book["Findings 2"])] == ["Rule", "200", "201"]
    links = {cell.value: cell.hyperlink.location for cell in book["Summary"]["A"] if cell.hyperlink}
    assert links["201"] == "'Findings 2'!A3"
    assert said == ["2 records of Children stand below row 4, the last one of an Excel sheet, and "
                    "are left out of its sheet."]  # fmt: skip


def test_findings_beyond_the_last_sheet_are_in_a_file(
    result: Result,
    target: Callable[..., Target],
    context: Context,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(xlsx, "Limits", lambda: Limits(rows=4, findings_sheets=1))
    files = xlsx.cstools_export(result, target("xlsx"), context)
    assert [file.name for file in files] == ["report.xlsx", "findings.csv"]
    assert len(pd.read_csv(files[1])) == 5
    sentence = (
        "There are 5 findings. The workbook lists the first 3; findings.csv beside it holds all "
        "of them."
    )
    assert sentence in context.notes
    with closing(openpyxl.load_workbook(files[0])) as book:
        assert sentence in everything(book["Summary"])
        assert "Findings 2" not in book.sheetnames


def test_links_and_comments_stop_at_their_limits(result: Result, tmp_path: Path) -> None:
    book, said = written(result, tmp_path, links=4, comments=3)
    assert sum(cell.hyperlink is not None for cell in book["Findings"]["D"]) == 4
    commented = [cell for sheet in book for line in sheet for cell in line if cell.comment]
    assert len(commented) == 3
    assert colour(book[VISITS], "B3") == FLAGGED["query"]["bg_color"]
    assert len(said) == 2
    assert "Only the first 4 lines of the sheet Findings" in said[0]
    assert "4 further cells are coloured without one" in said[1]
    assert all(sentence in everything(book["Summary"]) for sentence in said)


def test_a_long_table_shows_its_flagged_records_in_their_rows(
    result: Result, tmp_path: Path
) -> None:
    book, said = written(result, tmp_path, table_rows=3)
    assert [line[0] for line in texts(book["Children"])] == [
        "CHILD", None, "=1+1", None, "child 9",
    ]  # fmt: skip
    assert texts(book["Children"])[2][1] == "31/02/2011"
    assert len(texts(book[VISITS])) == 4
    assert "2 flagged records" in said[0]


def test_a_workbook_too_large_for_memory_is_the_same(result: Result, tmp_path: Path) -> None:
    kept, _ = written(result, tmp_path)
    passed, _ = written(result, tmp_path, cells_in_memory=0)
    assert passed.sheetnames == kept.sheetnames
    for sheet in kept:
        for line, other in zip(sheet, passed[sheet.title], strict=True):
            for cell, twin in zip(line, other, strict=True):
                assert (cell.value, cell.number_format) == (twin.value, twin.number_format)
                assert cell.fill.fgColor.rgb == twin.fill.fgColor.rgb
                assert (cell.comment and cell.comment.text) == (twin.comment and twin.comment.text)


def test_a_wide_table_is_cut_and_said(result: Result, tmp_path: Path) -> None:
    book, said = written(result, tmp_path, columns=2)
    assert texts(book["Children"])[0] == ["CHILD", "DOB"]
    assert "Children has 3 columns; its sheet shows the first 2, as many as Excel holds." in said


def test_text_too_long_for_a_cell_is_cut_and_said(result: Result, tmp_path: Path) -> None:
    result.dataset["Children"].loc[0, "CHILD"] = "😀" * 20_000
    book, said = written(result, tmp_path)
    shown = book["Children"]["A2"].value
    assert shown == "😀" * 16_383 + "…"
    assert said == [
        "1 cells hold more than the 32,767 characters Excel allows; their text is cut and ends in "
        "'…'."
    ]


def test_records_without_numbers_of_their_own_follow_one_another(
    result: Result, tmp_path: Path
) -> None:
    result.dataset["Children"]["row"] = [2, 3, 3, 6]
    book, said = written(result, tmp_path)
    assert texts(book["Children"])[0] == ["CHILD", "DOB", "SEX", "row"]
    assert [line[3] for line in texts(book["Children"])[1:]] == [2, 3, 3, 6]
    assert "The records of Children do not carry row numbers of their own" in said[0]
    assert book["Children"]["B3"].comment is not None
    assert book["Children"]["B4"].comment is None


def test_a_table_without_row_numbers_is_shown(result: Result, tmp_path: Path) -> None:
    result.dataset.tables["Children"] = result.dataset["Children"].drop(columns="row")
    book, said = written(result, tmp_path)
    assert len(texts(book["Children"])) == 5
    assert said == []


def test_a_table_without_records_or_columns_is_shown(result: Result, tmp_path: Path) -> None:
    result.dataset.tables["Bare"] = pd.DataFrame()
    result.dataset.tables["None"] = result.dataset["Children"].iloc[:0]
    book, said = written(result, tmp_path)
    assert texts(book["None"]) == [["CHILD", "DOB", "SEX"]]
    assert said == []


def test_a_comment_lists_the_first_rules_only(result: Result, tmp_path: Path) -> None:
    many = [
        Flagged(f"{n}", "query", "Children", np.array([2]), ["007"], ("SEX",), "x" * 300)
        for n in range(100, 120)
    ]
    book, _ = written(replace(result, findings=collect(many)), tmp_path)
    lines = book["Children"]["C2"].comment.text.split("\n")
    assert len(lines) == 9
    assert lines[-1] == "and 12 more, see the findings"
    assert max(map(len, lines)) == 200


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (10**16, "10000000000000000"),
        (float("inf"), "inf"),
        (datetime(2025, 4, 1, 12, 0), datetime(2025, 4, 1, 12, 0)),
        (datetime(1900, 2, 28), "28/02/1900"),
        (datetime(1900, 3, 1), datetime(1900, 3, 1)),
    ],
)
def test_values_excel_cannot_hold_are_text(
    value: Any, shown: Any, result: Result, tmp_path: Path
) -> None:
    tables = {"T": pd.DataFrame({"value": [value], "row": [2]})}
    book, _ = written(replace(result, dataset=Dataset(tables)), tmp_path)
    assert book["T"]["A2"].value == shown


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
