"""A sheet as it stands: its cells, which of them are merged, and what of it is hidden."""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from defusedxml.ElementTree import iterparse

from cstools.errors import InputError
from cstools.io.workbook import check_extents, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineWorkbook

Cell = str | float | bool | dt.date | dt.time | dt.timedelta | None


@dataclass(frozen=True)
class Merged:
    """Cells that are merged into one, whose content stands in the first; rows from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class Grid:
    """One sheet of a workbook.

    Attributes:
        name: the sheet's.
        cells: by row and column from the first of the sheet, as they stand: text, numbers, dates,
            yes or no; None where empty. All rows are equally long.
        merged: ranges of merged cells.
        hidden: whether the sheet is hidden.
        hidden_rows: numbers of hidden rows, from 1.
        hidden_columns: numbers of hidden columns, from 1.
    """

    name: str
    cells: tuple[tuple[Cell, ...], ...]
    merged: tuple[Merged, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.cells[0]) if self.cells else 0

    def filled(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells with the content of merged ones in each of the cells they cover."""
        rows = [list(row) for row in self.cells]
        for area in self.merged:
            value = rows[area.first_row - 1][area.first_column - 1]
            for row in rows[area.first_row - 1 : area.last_row]:
                places = range(area.first_column - 1, min(area.last_column, len(row)))
                for place in places:
                    row[place] = value
        return tuple(map(tuple, rows))


def read_grids(content: bytes, name: str) -> list[Grid]:
    """Every sheet of a workbook as it stands, in its order.

    What is hidden is known of workbooks of the XML form of Excel (.xlsx, .xlsm), merged cells also
    of the older one (.xls).

    Args:
        content: the bytes of an .xlsx, .xlsm, .xls or .ods file.
        name: what to call it in messages.

    Raises:
        InputError: it cannot be read, or is laid out far larger than any workbook of a return.
    """
    from python_calamine import CalamineWorkbook

    try:
        check_extents(content, name)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        hidden = dict(_hidden(content))
        return [_grid(book, place, hidden) for place in range(len(book.sheet_names))]
    except InputError:
        raise
    # The reader has errors of its own, and of the zip and the XML inside; all say it is broken.
    except Exception as error:
        raise unreadable(name) from error


def _grid(
    book: CalamineWorkbook, place: int, hidden: dict[str, tuple[frozenset[int], frozenset[int]]]
) -> Grid:
    from python_calamine import SheetVisibleEnum

    about = book.sheets_metadata[place]
    sheet = book.get_sheet_by_index(place)
    cells = tuple(
        tuple(_cell(value) for value in row) for row in sheet.to_python(skip_empty_area=False)
    )
    merged = tuple(
        Merged(first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
        for first, last in sheet.merged_cell_ranges or ()
        if first[0] < len(cells)
    )
    rows, columns = hidden.get(about.name, (frozenset(), frozenset()))
    visible = about.visible == SheetVisibleEnum.Visible
    return Grid(about.name, cells, merged, not visible, rows, columns)


def _cell(value: Any) -> Cell:
    if value == "":
        return None
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    cell: Cell = value
    return cell


def _hidden(content: bytes) -> Iterator[tuple[str, tuple[frozenset[int], frozenset[int]]]]:
    """The hidden rows and columns of each sheet that is kept as XML, by its name."""
    if not content.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return
        for name, path in _sheets(archive):
            if path in archive.namelist():
                yield name, _hidden_in(archive.read(path))


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name and the path of each sheet."""
    targets = {
        element.get("Id"): element.get("Target", "")
        for element in _elements(archive.read("xl/_rels/workbook.xml.rels"))
    }
    for element in _elements(archive.read("xl/workbook.xml")):
        if _tag(element) == "sheet":
            key = next((text for at, text in element.items() if at.endswith("}id")), None)
            target = targets.get(key, "")
            yield element.get("name", ""), posixpath.join("xl", target).lstrip("/")


def _hidden_in(xml: bytes) -> tuple[frozenset[int], frozenset[int]]:
    rows: set[int] = set()
    columns: set[int] = set()
    at = 0
    for element in _elements(xml):
        tag = _tag(element)
        if tag == "row":
            at = int(element.get("r", at + 1))
            if element.get("hidden") in ("1", "true"):
                rows.add(at)
            element.clear()
        elif tag == "col" and element.get("hidden") in ("1", "true"):
            columns |= set(range(int(element.get("min", 1)), int(element.get("max", 1)) + 1))
    return frozenset(rows), frozenset(columns)


def _elements(xml: bytes) -> Iterator[Any]:
    for _, element in iterparse(io.BytesIO(xml), events=("end",), forbid_dtd=True):
        yield element


def _tag(element: Any) -> str:
    name: str = element.tag
    return name.rpartition("}")[2]
