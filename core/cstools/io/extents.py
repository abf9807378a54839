"""How far the sheets of a workbook reach, told from its XML before anything lays them out.

Every way of writing a cell that a lenient reader takes is seen here too, since the XML is parsed:
prefixes, either quotation mark, blanks, cells without an address, sheets under any name.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any
from xml.sax.handler import ContentHandler

from defusedxml.ElementTree import iterparse
from defusedxml.sax import make_parser

from cstools.errors import InputError
from cstools.io.files import check_members
from cstools.io.markup import check_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_BINARY = "xl/workbook.bin"
_OPEN = "content.xml"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OPEN_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def extents(content: bytes, name: str) -> Iterator[tuple[int, int]]:
    """The last row and the last column with a value, of each sheet that is kept as XML.

    Args:
        content: the bytes of a workbook; one in the old form (.xls) gives nothing.
        name: what to call it in messages.

    Raises:
        InputError: it is a binary workbook (.xlsb), or unpacks to far more than a return.
        ValueError, xml.sax.SAXException: a sheet is not what it should be.
    """
    if not content.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        check_members(members, name)
        for member in members:
            path = member.filename.replace("\\", "/").lower()
            if path == _BINARY:
                raise InputError(
                    f"{name} is a binary workbook (.xlsb), whatever its name ends in.",
                    "Open it in Excel and save it as an 'Excel Workbook (*.xlsx)'.",
                )
            # A workbook may name any of its parts as a sheet.
            xml = archive.read(member)
            if path == _OPEN:
                check_pieces(xml, name)
                yield from _open_extents(xml)
            elif b"sheetData" in xml:
                check_pieces(xml, name)
                yield _extent(xml)


def _extent(xml: bytes) -> tuple[int, int]:
    cells = _Cells()
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(cells)
    parser.feed(xml)
    parser.close()
    return cells.rows, cells.columns


class _Cells(ContentHandler):
    """Follows the cells of a sheet; one without an address stands behind the one before it."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = self.columns = 0
        self._row = self._column = 0
        self._in_cell = False

    def startElement(self, name: str, attributes: Any) -> None:  # noqa: N802
        """Move to the row or cell; what lies in a cell makes it count."""
        tag = name.rpartition(":")[2]
        if tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
        elif tag == "c":
            self._in_cell = True
            self._column += 1
            if "r" in attributes:
                self._row, self._column = _place(attributes["r"])
        elif self._in_cell:
            self.rows = max(self.rows, self._row)
            self.columns = max(self.columns, self._column)

    def endElement(self, name: str) -> None:  # noqa: N802
        """Leave a cell."""
        if name.rpartition(":")[2] == "c":
            self._in_cell = False


def _place(address: str) -> tuple[int, int]:
    parts = _ADDRESS.fullmatch(address.upper())
    if parts is None:
        raise ValueError("a cell has an address that no sheet has")
    column = 0
    for letter in parts[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(parts[2]), column


def _open_extents(xml: bytes) -> Iterator[tuple[int, int]]:
    """The same of an .ods workbook, where blank rows and cells are counted, not written."""
    rows = columns = at_row = at_column = 0
    for _, element in iterparse(io.BytesIO(xml), events=("end",), forbid_dtd=True):
        if element.tag in _OPEN_CELLS:
            at_column += int(element.get(f"{_TABLE}number-columns-repeated", 1))
            if len(element) or _has_value(element.attrib):
                columns = max(columns, at_column)
                rows = at_row + 1
        elif element.tag == f"{_TABLE}table-row":
            repeated = int(element.get(f"{_TABLE}number-rows-repeated", 1))
            rows = at_row + repeated if rows > at_row else rows
            at_row, at_column = at_row + repeated, 0
            element.clear()
        elif element.tag == f"{_TABLE}table":
            yield rows, columns
            rows = columns = at_row = at_column = 0


def _has_value(attributes: Mapping[str, str]) -> bool:
    return any(name.startswith(_OFFICE) or name == f"{_TABLE}formula" for name in attributes)
