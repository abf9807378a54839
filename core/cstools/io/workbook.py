"""Read the sheets of a workbook: the one place that does, within what a workbook of a return holds.

A reader lays every sheet out as a full rectangle, so a value that got into a far corner by
accident, or was put there to harm, would fill the memory. The corners are looked for first.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from cstools.errors import InputError
from cstools.io.files import check_members

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
MOST_CELLS = 20_000_000
_SAVE_AGAIN = "Open it in Excel, save it as .xlsx without a password, and try again."
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_COLUMN = re.compile(rb'<c [^>]*?\br="([A-Z]{1,3})\d')
_ROW = re.compile(rb'<row [^>]*?\br="(\d{1,9})"')
_OPEN_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_PIECE = 1 << 20


def read_sheets(content: bytes, name: str, **how: Any) -> dict[str, pd.DataFrame]:
    """Read every sheet of a workbook.

    Args:
        content: the bytes of an .xlsx, .xlsm, .xls or .ods file.
        name: what to call it in messages.
        **how: as `pandas.read_excel` takes it, e.g. ``header=None`` for the cells as they stand.

    Raises:
        InputError: it cannot be read, or is laid out far larger than any workbook of a return.
    """
    import pandas as pd

    try:
        for rows, columns in _extents(content, name):
            if rows * columns > MOST_CELLS:
                raise _too_far(name, rows, columns)
        sheets: dict[Any, pd.DataFrame] = pd.read_excel(
            io.BytesIO(content), sheet_name=None, engine="calamine", **how
        )
    except InputError:
        raise
    # The reader has errors of its own, and of the zip and the XML inside; all say it is broken.
    except Exception as error:
        raise InputError(
            f"{name} cannot be read as a workbook: it is damaged or cut off.", _SAVE_AGAIN
        ) from error
    return {str(title): sheet for title, sheet in sheets.items()}


def _extents(content: bytes, name: str) -> Iterator[tuple[int, int]]:
    """The last row and column of each sheet that is kept as XML; an .xls sheet is never large."""
    if not content.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        check_members(members, name)
        for member in members:
            if _SHEET.fullmatch(member.filename):
                with archive.open(member) as sheet:
                    yield _extent(sheet)
            elif member.filename == "content.xml":
                with archive.open(member) as sheet:
                    yield from _open_extents(sheet)


def _extent(sheet: Any) -> tuple[int, int]:
    """The last row and column of a sheet as Excel keeps it."""
    columns: set[bytes] = set()
    last, rest = 0, b""
    while piece := sheet.read(_PIECE):
        text = rest + piece
        columns.update(_COLUMN.findall(text))
        last = max([last, *map(int, _ROW.findall(text))])
        rest = text[-200:]
    return last, max(map(_number, columns), default=0)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _open_extents(sheet: Any) -> Iterator[tuple[int, int]]:
    """The last row and column with content of each sheet of an .ods workbook."""
    try:
        rows = columns = at_row = at_column = 0
        for _, element in iterparse(sheet, events=("end",), forbid_dtd=True):
            if element.tag == f"{_OPEN_TABLE}table-cell":
                at_column += int(element.get(f"{_OPEN_TABLE}number-columns-repeated", 1))
                if len(element):
                    columns = max(columns, at_column)
                    rows = at_row + 1
            elif element.tag == f"{_OPEN_TABLE}table-row":
                repeated = int(element.get(f"{_OPEN_TABLE}number-rows-repeated", 1))
                rows = at_row + repeated if rows > at_row else rows
                at_row, at_column = at_row + repeated, 0
                element.clear()
            elif element.tag == f"{_OPEN_TABLE}table":
                yield rows, columns
                rows = columns = at_row = at_column = 0
    except (ParseError, DefusedXmlException, ValueError):
        # The reader says so in its own words.
        return


def _too_far(name: str, rows: int, columns: int) -> InputError:
    return InputError(
        f"{name} has a sheet of {rows:,} rows and {columns:,} columns, far more than a return "
        "or list "
        "has: there is a value in a cell far away from the others.",
        "Press Ctrl+End in Excel to find it, delete its row and column, and save the workbook.",
    )
