"""Read delimited text (CSV) as text, strictly, and say exactly where a file is broken.

A well-formed file goes through Arrow's fast reader. Anything unusual (blank lines, a row of the
wrong length) is read again with Python's own reader, which knows the row.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cstools.errors import InputError
from cstools.io.heading import NAMES, WITHIN, heading_in
from cstools.io.quotes import row_of, stray_mark
from cstools.io.records import read_carefully, read_quickly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cstools.io.heading import Fits, Heading
    from cstools.io.records import Records

MOST_COLUMNS = 2_000
_START = 1 << 20
_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Delimited:
    """A delimited file as read.

    Attributes:
        headings: as they stand in the file, blanks around them removed.
        table: one text column per heading, in order; an empty cell is an empty text. Records
            without any content are left out.
        rows: the row a spreadsheet shows for each record; the first of the file is row 1.
        encoding: how the bytes were read.
        separator: what separates the cells.
        remarks: what was unusual about the file, each to go on after its name: ``was read as
            cp1252, not UTF-8``.
    """

    headings: tuple[str, ...]
    table: pa.Table
    rows: NDArray[np.int64]
    encoding: str
    separator: str = ","
    remarks: tuple[str, ...] = ()


def find_heading(content: bytes, fits: Fits | None = None) -> Heading | None:
    """Find the headings of a file, leniently: None where it is no text or has no content.

    Args:
        content: the file's bytes.
        fits: how well some cells fit as headings, 0 to 1; see `cstools.io.heading.heading_in`.
    """
    if content.startswith(_WORKBOOK):
        return None
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = content[:_START].decode(encoding, "ignore")
    return None if "\x00" in text else heading_in(text, fits)


def read_delimited(content: bytes, name: str, fits: Fits | None = None) -> Delimited:
    """Read CSV content.

    The cells may be separated by commas, semicolons, tabs or upright strokes, and lines may stand
    above the headings.

    Args:
        content: the file's bytes: UTF-8, UTF-16 with a byte-order mark, or Windows-1252.
        name: what to call the file in messages.
        fits: how well some cells fit as headings; see `cstools.io.heading.heading_in`.

    Raises:
        InputError: the content is empty, is not text, has too many columns, rows of the wrong
            length, or a quotation mark that is out of place or never closed; names the rows.
    """
    if content.startswith(_WORKBOOK):
        raise InputError(
            f"{name} is an Excel workbook, but a CSV file is expected.",
            "Open it in Excel and save each sheet as 'CSV UTF-8 (comma delimited)'.",
        )
    text, encoding = _as_utf8(content, name)
    start = text[:_START].decode("utf-8", "ignore")
    heading = heading_in(start, fits)
    if heading is None:
        raise _empty(name, whole=not text.strip())
    if len(heading.cells) > MOST_COLUMNS:
        raise InputError(
            f"{name} has more than {MOST_COLUMNS:,} columns.",
            "No return has so many: export the file again, without empty columns.",
        )
    above = len(start[: heading.start].encode())
    _check_quotes(text[above:] if above else text, start[: heading.start], heading, name)
    below = text[len(start[: heading.end].encode()) :]
    records = read_quickly(below, heading) or read_carefully(below, heading, name)
    return _delimited(records, heading, encoding)


def _delimited(records: Records, heading: Heading, encoding: str) -> Delimited:
    table, rows = records.table, records.rows
    remarks = [*_of_form(encoding, heading), *records.remarks]
    blank = _blank(table)
    if blank is not None:
        remarks.append(f"has {_count(int(blank.sum()), 'record')} without any content: passed over")
        table, rows = table.filter(pa.array(~blank)), rows[~blank]
    return Delimited(heading.cells, table, rows, encoding, heading.separator, tuple(remarks))


def _of_form(encoding: str, heading: Heading) -> Iterator[str]:
    if encoding in {"cp1252", "utf-16"}:
        yield f"was read as {encoding}, not UTF-8"
    if heading.separator != ",":
        yield f"has its columns separated by {NAMES[heading.separator]}, not by commas"
    if heading.above:
        lines = _count(heading.above, "line")
        yield f"has {lines} above the headings, which are in row {heading.row}: passed over"


def _blank(table: pa.Table) -> NDArray[np.bool_] | None:
    """Which records have no content in any cell; None when all have some."""
    blank: NDArray[np.bool_] | None = None
    for column in table.columns:
        of_column = _blank_cells(column)
        blank = of_column if blank is None else blank & of_column
        if not blank.any():
            return None
    return blank


def _blank_cells(column: pa.ChunkedArray) -> NDArray[np.bool_]:
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    parts = [
        _is_blank(chunk.dictionary)[chunk.indices.to_numpy(zero_copy_only=False)]
        for chunk in column.chunks
        if len(chunk)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=bool)


def _is_blank(texts: pa.Array) -> NDArray[np.bool_]:
    blank: NDArray[np.bool_] = pc.equal(pc.utf8_trim_whitespace(texts), "").to_numpy(
        zero_copy_only=False
    )
    return blank


def _check_quotes(text: bytes, above: str, heading: Heading, name: str) -> None:
    """Raise InputError for a quotation mark out of place in or below the headings.

    Above them a title may have any: no cell is read from there.
    """
    position = stray_mark(text, heading.separator)
    if position is not None:
        row, line = row_of(text, position)
        line += len(above.splitlines())
        raise InputError(
            f"{name}: the record at row {heading.row + row - 1} (line {line} of the file) has a "
            "quotation mark that is out of place or never closed.",
            "A value that holds a quotation mark has to stand in quotation marks, with the one "
            "inside doubled. Export the file again, or put it right in that row.",
        )


def _as_utf8(content: bytes, name: str) -> tuple[bytes, str]:
    if content.startswith(codecs.BOM_UTF8):
        content, label = content[len(codecs.BOM_UTF8) :], "utf-8-sig"
    elif content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(content, "utf-16", name).encode(), "utf-16"
    else:
        label = "utf-8"
    if b"\x00" in content:
        raise InputError(
            f"{name} is not text: it holds zero bytes.",
            "Export it again as 'CSV UTF-8 (comma delimited)'.",
        )
    if content.isascii():
        return content, label
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(content, "cp1252", name).encode(), "cp1252"
    return content, label


def _decoded(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InputError(
            f"{name} cannot be read as text: row {line} holds a byte that is neither UTF-8 nor "
            "Windows-1252.",
            "Open it in Excel and save it as 'CSV UTF-8 (comma delimited)'.",
        ) from None


def _empty(name: str, *, whole: bool) -> InputError:
    problem = "is empty" if whole else f"has no headings: its first {WITHIN} rows hold nothing"
    return InputError(f"{name} {problem}.", "Export it again, or leave it out.")


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'s' if number > 1 else ''}"
