"""Sheets as they stand: cells, merged ones, and what is hidden."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from cstools.errors import InputError
from cstools.io.grid import Grid, Merged, read_grids


@pytest.fixture
def content():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "First"
    sheet.append(["A title", None, None])
    sheet.merge_cells("A1:C1")
    sheet.append(["Name", "Day", "Number"])
    sheet.append([" x ", dt.datetime(2026, 3, 31), 2.5])
    sheet.append([True, dt.datetime(2026, 3, 31, 9, 30), 7])
    sheet.merge_cells("A3:A4")
    sheet.row_dimensions[3].hidden = True
    for letter in "BC":
        sheet.column_dimensions[letter].hidden = True
    away = book.create_sheet("Away")
    away.sheet_state = "hidden"
    away["B2"] = "far"
    book.create_sheet("Empty")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_cells_stand_where_they_are(content):
    first, away, empty = read_grids(content, "f.xlsx")
    assert (first.name, first.width, first.hidden) == ("First", 3, False)
    assert first.cells[0] == ("A title", None, None)
    assert first.cells[2] == (" x ", dt.date(2026, 3, 31), 2.5)
    assert first.cells[3][1:] == (dt.datetime(2026, 3, 31, 9, 30), 7)
    assert (away.cells, away.hidden) == (((None, None), (None, "far")), True)
    assert (empty.cells, empty.width) == ((), 0)


def test_merged_and_hidden_are_known(content):
    first, away, _ = read_grids(content, "f.xlsx")
    assert sorted(first.merged, key=lambda area: area.first_row) == [
        Merged(1, 1, 1, 3), Merged(3, 1, 4, 1),
    ]  # fmt: skip
    assert first.filled()[0] == ("A title",) * 3
    assert [row[0] for row in first.filled()[2:]] == [" x ", " x "]
    assert (first.hidden_rows, first.hidden_columns) == ({3}, {2, 3})
    assert (away.merged, away.hidden_rows, away.hidden_columns) == ((), set(), set())
    assert Grid("none", ()).filled() == ()


def test_what_is_no_workbook_is_refused(content):
    for broken in (b"no workbook", content[: len(content) // 2], b"PK\x05\x06" + bytes(18)):
        with pytest.raises(InputError, match=r"f\.xlsx"):
            read_grids(broken, "f.xlsx")


def test_a_sheet_with_a_document_type_is_refused(content):
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            xml = old.read(name)
            if name.endswith("sheet1.xml"):
                xml = b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml
            new.writestr(name, xml)
    with pytest.raises(InputError, match="damaged or cut off"):
        read_grids(file.getvalue(), "f.xlsx")
