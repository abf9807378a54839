"""Workbooks: read within bounds, whatever lies in their far corners."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest

from cstools.errors import InputError
from cstools.io import workbook
from cstools.io.workbook import read_sheets


def book(cells):
    """A workbook with these cells, by address, on its second sheet."""
    file = io.BytesIO()
    whole = openpyxl.Workbook()
    sheet = whole.create_sheet("list")
    for address, value in cells.items():
        sheet[address] = value
    whole.save(file)
    return file.getvalue()


def test_sheets_by_name():
    sheets = read_sheets(book({"A1": "CHILD", "B1": "DAY", "A2": "007"}), "f.xlsx", header=None)
    assert list(sheets) == ["Sheet", "list"]
    assert sheets["list"].iloc[1, 0] == "007"


@pytest.mark.parametrize("address", ["XFD1048576", "CZ1048576", "XFD20000"])
def test_a_value_in_a_far_cell_is_refused_at_once(address):
    content = book({"A1": "URN", "A2": 1, address: "x"})
    assert len(content) < 20_000
    with pytest.raises(InputError, match="a value in a cell far away from the others") as caught:
        read_sheets(content, "f.xlsx")
    assert "Ctrl+End" in caught.value.advice


def test_a_long_list_and_a_wide_one_are_read():
    assert len(read_sheets(book({"A1": 1, "C100000": 2}), "f.xlsx", header=None)["list"]) == 100_000
    wide = read_sheets(book({"A1": 1, "XFD1": 2}), "f.xlsx", header=None)["list"]
    assert wide.shape == (1, 16_384)


def test_an_open_document_and_its_far_cell():
    rows = "".join(
        f"<table:table-row{repeat}><table:table-cell{columns}/>"
        f'<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
        "</table:table-row>"
        for repeat, columns in (("", ""), (' table:number-rows-repeated="{rows}"', "{columns}"))
    )
    body = (
        '<?xml version="1.0"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="s">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    far = io.BytesIO()
    with zipfile.ZipFile(far, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            body.replace("{rows}", "1048575").replace(
                "{columns}", ' table:number-columns-repeated="16000"'
            ),
        )
    with pytest.raises(InputError, match="far away from the others"):
        read_sheets(far.getvalue(), "f.ods")


def test_a_bomb_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 20_000_000)
    with pytest.raises(InputError, match="unpacks to far more"):
        read_sheets(file.getvalue(), "f.xlsx")


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 cut", b"text", b"\xd0\xcf\x11\xe0" + b"x" * 99]
)
def test_what_is_no_workbook(content):
    with pytest.raises(InputError, match="cannot be read as a workbook"):
        read_sheets(content, "f.xlsx")


def rewritten(content, change, rename=lambda path: path):
    """A workbook with the XML of its second sheet changed, its parts renamed."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for path in before.namelist():
            xml = before.read(path)
            after.writestr(rename(path), change(xml) if path.endswith("sheet2.xml") else xml)
    return file.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(b'"', b"'"),
        lambda xml: re.sub(rb"<(c|row) ", rb"<\1\n", xml),
        lambda xml: xml.replace(b' r="', b' r = "'),
        lambda xml: re.sub(rb'<row r="\d+"', b"<row", xml),
        lambda xml: xml.replace(b"XFD1048576", b"xfd1048576"),
        lambda xml: re.sub(rb"<(c|row) ", rb'<\1 spans=">" ', xml),
        lambda xml: xml.replace(b'r="XFD', b'r="&#88;FD'),
        lambda xml: re.sub(rb"<(/?)(\w)", rb"<\1x:\2", xml).replace(b"xmlns=", b"xmlns:x="),
    ],
    ids=["quotes", "lines", "blanks", "rows", "letters", "sign", "reference", "prefix"],
)
def test_a_far_cell_is_seen_however_it_is_written(change):
    content = rewritten(book({"A1": "URN", "XFD1048576": 1}), change)
    with pytest.raises(InputError, match="far away from the others"):
        read_sheets(content, "f.xlsx")


def test_a_far_cell_is_seen_in_a_part_under_any_name():
    content = rewritten(
        book({"A1": "URN", "XFD1048576": 1}),
        lambda xml: xml,
        lambda path: path.replace("worksheets/sheet2.xml", "other/part.dat"),
    )
    with pytest.raises(InputError, match="far away from the others"):
        read_sheets(content, "f.xlsx")


def test_the_cells_of_all_sheets_count_together(monkeypatch):
    content = book({"A1": 1, "J10": 2})
    monkeypatch.setattr(workbook, "MOST_CELLS", 100)
    assert read_sheets(content, "f.xlsx", header=None)["list"].shape == (10, 10)
    whole = openpyxl.Workbook()
    for title in ("one", "two"):
        whole.create_sheet(title)["J10"] = 2
    file = io.BytesIO()
    whole.save(file)
    with pytest.raises(InputError, match="far away"):
        read_sheets(file.getvalue(), "f.xlsx")


def test_a_far_cell_with_a_format_and_no_value_is_no_value():
    whole = openpyxl.Workbook()
    whole.active["A1"] = "URN"
    whole.active["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    file = io.BytesIO()
    whole.save(file)
    assert read_sheets(file.getvalue(), "f.xlsx", header=None)["Sheet"].shape == (1, 1)


def test_a_binary_workbook_under_another_name():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.bin", b"x")
    with pytest.raises(InputError, match=r"binary workbook \(\.xlsb\)"):
        read_sheets(file.getvalue(), "f.xlsx")
