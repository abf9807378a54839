"""Every format writes the figures of a run; a run without any writes nothing of them."""

from __future__ import annotations

import csv
import json
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

from cstools.data import figures
from cstools.data.figures import COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.data.result import Result

FORMATS = ["csv", "json", "parquet", "sql", "xlsx", "html"]


@pytest.fixture
def counted(result: Result) -> Result:
    frame = pd.DataFrame(
        [
            line("V1", "=Visits", "", 412, None, None, "count", ""),
            line("V2", "Seen", "2026", 100 / 3, 1, 3, "percent", ""),
            line("V2", "Seen", "2025", None, None, 9, "percent", "suppressed"),
        ]
    )
    return replace(result, figures=figures.check(frame, "t"))


def line(measure: str, title: str, period: str, *rest: object) -> dict[str, object]:
    names = ("value", "numerator", "denominator", "unit", "status")
    texts = {"measure": measure, "title": title, "period": period}
    return {**dict.fromkeys(COLUMNS, ""), **texts, **dict(zip(names, rest, strict=True))}


@pytest.mark.parametrize("form", FORMATS)
def test_a_run_without_figures_writes_none(result: Result, tmp_path: Path, form: str) -> None:
    result.export(tmp_path / "out", [form])
    assert not list((tmp_path / "out").glob("figures*"))


def test_csv_has_one_line_a_figure(counted: Result, tmp_path: Path) -> None:
    counted.export(tmp_path / "out", ["csv"])
    with (tmp_path / "out" / "figures.csv").open(encoding="utf-8-sig", newline="") as file:
        heading, first, second, third = csv.reader(file, strict=True)
    assert tuple(heading) == COLUMNS
    assert first == ["V1", "'=Visits", *[""] * 5, "412", "count", *[""] * 4]
    assert second[6:12] == ["2026", repr(100 / 3), "percent", "1", "3", ""]
    assert third[6:12] == ["2025", "", "percent", "", "9", "suppressed"]


def test_json_has_them_as_objects(counted: Result, tmp_path: Path) -> None:
    counted.export(tmp_path / "out", ["json"])
    body = json.loads((tmp_path / "out" / "findings.json").read_text(encoding="utf-8"))
    assert [line["value"] for line in body["figures"]] == [412, pytest.approx(100 / 3), None]
    assert list(body["figures"][0]) == list(COLUMNS)


def test_json_without_any_says_nothing_of_them(result: Result, tmp_path: Path) -> None:
    result.export(tmp_path / "out", ["json"])
    body = json.loads((tmp_path / "out" / "findings.json").read_text(encoding="utf-8"))
    assert "figures" not in body


def test_parquet_keeps_them_exactly(counted: Result, tmp_path: Path) -> None:
    counted.export(tmp_path / "out", ["parquet"])
    back = pd.read_parquet(tmp_path / "out" / "figures.parquet")
    pd.testing.assert_frame_equal(back, counted.figures)


def test_a_database_has_them_by_run(counted: Result, tmp_path: Path) -> None:
    counted.export(tmp_path / "out", ["sql"])
    connection = sqlite3.connect(tmp_path / "out" / "findings.sqlite")
    lines = connection.execute("select run_id, measure, value, status from figures").fetchall()
    (run,) = connection.execute("select run_id from runs").fetchone()
    connection.close()
    assert lines == [
        (run, "V1", 412.0, ""),
        (run, "V2", pytest.approx(100 / 3), ""),
        (run, "V2", None, "suppressed"),
    ]


def test_a_database_without_any_has_no_table_of_them(result: Result, tmp_path: Path) -> None:
    result.export(tmp_path / "out", ["sql"])
    connection = sqlite3.connect(tmp_path / "out" / "findings.sqlite")
    names = {name for (name,) in connection.execute("select name from sqlite_master")}
    connection.close()
    assert "findings" in names
    assert "figures" not in names


def test_a_wrangled_table_of_that_name_stands_beside_them(counted: Result, tmp_path: Path) -> None:
    table = pd.DataFrame({"n": [1]})
    dataset = replace(counted.dataset, tables={"figures": table})
    tool = replace(counted.tool, produces=("tables",))
    replace(counted, dataset=dataset, tool=tool).export(tmp_path / "out", ["sql"])
    connection = sqlite3.connect(tmp_path / "out" / "findings.sqlite")
    counts = [
        connection.execute(f'select count(*) from "{name}"').fetchone()
        for name in ("figures", "figures-2")
    ]
    connection.close()
    assert counts == [(3,), (1,)]


def test_a_workbook_has_a_sheet_of_them(counted: Result, tmp_path: Path) -> None:
    counted.export(tmp_path / "out", ["xlsx"])
    book = openpyxl.load_workbook(tmp_path / "out" / "report.xlsx")
    heading, first, *_ = book["Figures"].iter_rows(values_only=True)
    assert heading == COLUMNS
    assert first[:2] == ("V1", "=Visits")
    assert first[7] == 412


def test_a_workbook_without_any_has_no_such_sheet(result: Result, tmp_path: Path) -> None:
    result.export(tmp_path / "out", ["xlsx"])
    book = openpyxl.load_workbook(tmp_path / "out" / "report.xlsx")
    assert "Figures" not in book.sheetnames


def test_a_page_has_them_beside_it_and_says_so(counted: Result, tmp_path: Path) -> None:
    files = counted.export(tmp_path / "out", ["html"])
    assert [file.name for file in files] == ["report.html", "figures.csv", "run.json"]
    assert "figures.csv" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_an_earlier_run_s_figures_are_replaced(
    counted: Result, result: Result, tmp_path: Path
) -> None:
    counted.export(tmp_path / "out", ["csv", "parquet"])
    result.export(tmp_path / "out", ["csv", "parquet"], overwrite=True)
    assert not list((tmp_path / "out").glob("figures*"))
