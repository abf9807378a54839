from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from tests.export.conftest import VISITS, colour, everything, texts, written

from cstools.data.dataset import Dataset
from cstools.data.findings import Flagged, collect
from cstools.export import xlsx
from cstools.export.xlsx._limits import Limits
from cstools.export.xlsx._styles import FLAGGED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cstools.data.context import Context
    from cstools.data.result import Result
    from cstools.data.target import Target


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
