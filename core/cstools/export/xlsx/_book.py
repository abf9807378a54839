"""A workbook being written: opened and closed whatever happens, and the writing of single cells."""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager, suppress
from io import BytesIO
from traceback import clear_frames
from typing import TYPE_CHECKING, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import xl_rowcol_to_cell

from cstools.export.xlsx._limits import CELL_LENGTH, Spent
from cstools.export.xlsx._marks import Mark, comment
from cstools.export.xlsx._styles import Kind, Styles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from xlsxwriter.worksheet import Worksheet

Value: TypeAlias = "str | int | float | bool | None"

_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_A4 = 9
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Sheet:
    """One sheet; lines and columns count from 0, and lines are written from the top down."""

    def __init__(self, sheet: Worksheet, book: Book) -> None:
        self.sheet = sheet
        self.name: str = sheet.get_name()
        self.links = 0
        self._spent = book.spent
        self._styles = book.styles

    def put(
        self, line: int, column: int, value: Value, kind: Kind = "text", severity: str | None = None
    ) -> None:
        """Write a value; a missing one only when it has to be coloured."""
        look = self._styles[kind, severity]
        if isinstance(value, str):
            if len(value) <= CELL_LENGTH and value.isascii() and not value.startswith("<r>"):
                self.sheet.write_string(line, column, value, look)
            else:
                self._put_odd_text(line, column, value, look)
        elif isinstance(value, bool):
            self.sheet.write_boolean(line, column, value, look)
        elif value is not None:
            self.sheet.write_number(line, column, value, look)
        elif severity is not None:
            self.sheet.write_blank(line, column, None, look)

    def headings(self, line: int, headings: Sequence[str], widths: Sequence[float]) -> None:
        """Write headings and set the widths of their columns, in characters."""
        for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            self.put(line, column, heading, "heading")
            self.sheet.set_column(column, column, width)

    def filtered(self, headings: int, last: int, columns: int) -> None:
        """Freeze everything down to the headings, and give each of them a filter."""
        self.sheet.freeze_panes(headings + 1, 0)
        self.sheet.repeat_rows(headings)
        self.sheet.autofilter(headings, 0, max(last, headings), max(columns - 1, 0))

    def link(self, line: int, column: int, value: Value, place: str | None) -> None:
        """Write a value that leads to a cell, as long as the sheet can hold more links."""
        room = self.links < self._spent.limits.links
        if place is None or not room:
            if place is not None:
                self._spent.say(
                    f"Only the first {self._spent.limits.links:,} lines of the sheet {self.name} "
                    "lead to the cell they are about: Excel holds no more links."
                )
            self.put(line, column, value, "text" if isinstance(value, str) else "row")
            return
        self.links += 1
        self.sheet.write_url(line, column, f"internal:{place}", string="")
        self.put(line, column, value, "link")

    def comment(self, line: int, column: int, mark: Mark) -> None:
        """Say in a comment what a cell is flagged for, as long as the workbook can hold more."""
        if self._spent.take_comment():
            text, look = comment(mark, self._spent.limits.rules_in_comment)
            self.sheet.write_comment(line, column, self._fitting(text), look)

    def _put_odd_text(self, line: int, column: int, text: str, look: object) -> None:
        whole = self._fitting(text)
        if whole.startswith("<r>") and whole.endswith("</r>"):
            # XlsxWriter takes such text for its own markup; in two fragments it is escaped.
            self.sheet.write_rich_string(line, column, whole[:1], whole[1:-1], whole[-1:], look)
        else:
            self.sheet.write_string(line, column, whole, look)

    def _fitting(self, text: str) -> str:
        if text.isascii():
            units = len(text)
        else:
            text = _LONE_SURROGATE.sub("\ufffd", text)
            units = len(text.encode("utf-16-le")) // 2
        if units <= CELL_LENGTH:
            return text
        self._spent.cut += 1
        encoded = text.encode("utf-16-le")[: 2 * (CELL_LENGTH - 1)]
        return encoded.decode("utf-16-le", "ignore") + "…"


class Book:
    """A workbook being written."""

    def __init__(self, book: Workbook, spent: Spent) -> None:
        self.book = book
        self.spent = spent
        self.styles = Styles(book)

    def add(self, name: str) -> Sheet:
        """Add a sheet after the others; `name` is one that Excel accepts."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        return Sheet(sheet, self)


@contextmanager
def opened(path: Path, spent: Spent, cells: int) -> Iterator[Book]:
    """Open a new workbook, closed in the end and with no file left open when writing it fails.

    Args:
        path: the file to write.
        spent: the limits to keep within.
        cells: about how many cells there will be; many are written to the disk as they come, which
            is slower but keeps memory small.

    Raises:
        OSError: it cannot be written.

    """
    packed = BytesIO()
    # What is put down meanwhile is part of the data and stays inside the output folder.
    kept_small = {"constant_memory": cells > spent.limits.cells_in_memory}
    book = Workbook(packed, {**_OPTIONS, **kept_small, "tmpdir": str(path.parent)})
    book.use_zip64()
    try:
        with _no_collecting():
            yield Book(book, spent)
            book.close()
    except FileCreateError as error:
        raise _let_go(error.args[0]) from None
    except BaseException as error:
        _let_go(error)
        raise
    finally:
        _close_files(book)
    path.write_bytes(packed.getbuffer())


@contextmanager
def _no_collecting() -> Iterator[None]:
    # Cells are millions of small objects without cycles; looking through them again and again for
    # garbage takes a fifth of the time.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _let_go(error: BaseException) -> BaseException:
    # XlsxWriter leaves its archive open in the frame that failed. It has to be dropped now, as
    # long as what it writes to is there.
    clear_frames(error.__traceback__)
    return error


def _close_files(book: Workbook) -> None:
    for sheet in book.worksheets():
        for file in (sheet.row_data_fh, sheet.fh):
            # On a full disk closing fails too; the first error is the one to tell.
            with suppress(OSError):
                if file is not None:
                    file.close()


def reference(sheet: str, line: int, column: int) -> str:
    """Name a cell as Excel does in a link, e.g. ``'By child'!A1``; counting from 0."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{xl_rowcol_to_cell(line, column)}"


def describe(book: Book, title: str, comments: str, created: datetime | None) -> None:
    """Set the document's properties; nobody's name is among them."""
    properties: dict[str, object] = {"title": title, "comments": comments}
    if created is not None:
        properties["created"] = created
    book.book.set_properties(properties)
