"""Read delimited text (CSV) as text, strictly, and say exactly where a file is broken.

A well-formed file goes through Arrow's fast reader. Anything unusual (blank lines, an odd number of
quotes, a row of the wrong length) is read again with Python's own reader, which knows the row.
"""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from cstools.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_SHOWN = 5
_CELL_LIMIT = 1_000_000


@dataclass(frozen=True)
class Delimited:
    """A delimited file as read.

    Attributes:
        headings: as they stand in the file, blanks around them removed.
        table: one text column per heading, in order; an empty cell is an empty text.
        rows: the row a spreadsheet shows for each record; the headings are row 1.
        encoding: how the bytes were read.
    """

    headings: tuple[str, ...]
    table: pa.Table
    rows: NDArray[np.int64]
    encoding: str


def read_delimited(content: bytes, name: str) -> Delimited:
    """Read CSV content.

    Args:
        content: the file's bytes: UTF-8, UTF-16 with a byte-order mark, or Windows-1252.
        name: what to call the file in messages.

    Raises:
        InputError: the content is empty, is not text, or has rows of the wrong length or a quote
            that is never closed; names the rows.
    """
    if not content or content.isspace():
        raise _empty(name)
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise InputError(
            f"{name} is an Excel workbook, but a CSV file is expected.",
            "Open it in Excel and save each sheet as 'CSV UTF-8 (comma delimited)'.",
        )
    text, encoding = _as_utf8(content, name)
    if text.count(b'"') % 2 == 0 and text[:1] not in b"\r\n":
        try:
            read = _fast(text, encoding)
            if not _empty_lines(text, len(read.rows)):
                return read
        except pa.ArrowInvalid:
            pass  # read again below, to say where it is broken
    return _careful(text, name, encoding)


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


def _empty_lines(text: bytes, rows: int) -> bool:
    """Whether there are empty lines, which the fast reader passes over, besides the `rows` read."""
    body = text.rstrip(b"\r\n")
    # Counting is much quicker than searching; only with line breaks in quotes does it not tell.
    if _lines(body) == rows + 1:
        return False
    return b"\n\n" in body or b"\n\r\n" in body or b"\r\r" in body


def _lines(body: bytes) -> int | None:
    """How many lines there are; None when they end in different ways."""
    ends = body.count(b"\n")
    mixed = b"\r" in body and not ends == body.count(b"\r") == body.count(b"\r\n")
    return None if mixed else ends + 1


def _fast(text: bytes, encoding: str) -> Delimited:
    first = next(csv.reader(io.StringIO(text[:65536].decode("utf-8", "ignore"), newline="")))
    names = [f"c{number}" for number in range(len(first))]
    table = pacsv.read_csv(
        io.BytesIO(text),
        read_options=pacsv.ReadOptions(column_names=names, skip_rows=1, block_size=1 << 22),
        parse_options=pacsv.ParseOptions(newlines_in_values=True),
        convert_options=pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.dictionary(pa.int32(), pa.string())),
            strings_can_be_null=False,
        ),
    )
    rows = np.arange(2, table.num_rows + 2, dtype=np.int64)
    return Delimited(tuple(name.strip() for name in first), table, rows, encoding)


def _careful(text: bytes, name: str, encoding: str) -> Delimited:
    records = _records(text.decode("utf-8"), name)
    number, headings = next(records, (0, []))
    if not headings:
        raise _empty(name)
    width = len(headings)
    rows: list[int] = []
    cells: list[list[str]] = []
    short: list[int] = []
    long: list[int] = []
    for number, record in records:
        if len(record) > width:
            # Even when the surplus cells are empty: a stray comma has moved the others.
            long.append(number)
        elif len(record) < width:
            short.append(number)
        else:
            rows.append(number)
            cells.append(record)
    if short or long:
        raise _ragged(name, width, short, long, last=number)
    columns = list(zip(*cells, strict=True)) if cells else [()] * width
    table = pa.table(
        [pa.array(column, pa.string()) for column in columns],
        names=[f"c{number}" for number in range(width)],
    )
    trimmed = tuple(heading.strip() for heading in headings)
    return Delimited(trimmed, table, np.array(rows, dtype=np.int64), encoding)


def _records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (spreadsheet row, cells) of every record that is not an empty line."""
    csv.field_size_limit(_CELL_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    started = 1
    try:
        for record in reader:
            number += 1
            if record and (len(record) > 1 or record[0].strip()):
                yield number, record
            started = reader.line_num + 1
    except csv.Error:
        raise InputError(
            f"{name}: the record at row {number + 1} (line {started} of the file) has a quotation "
            "mark that is out of place or never closed.",
            "Export the file again; if you typed the quotation mark, remove it or double it.",
        ) from None


def _empty(name: str) -> InputError:
    return InputError(f"{name} is empty.", "Export it again, or leave it out.")


def _ragged(name: str, width: int, short: list[int], long: list[int], last: int) -> InputError:
    if short == [last] and not long:
        return InputError(
            f"{name} seems cut off: row {last}, the last one, has fewer cells than the {width} "
            "headings.",
            "Export the file again and check that it was copied whole.",
        )
    parts = []
    if long:
        parts.append(f"more cells than the {width} headings in {_rows(long)}")
    if short:
        parts.append(f"fewer cells than the {width} headings in {_rows(short)}")
    return InputError(
        f"{name} has {' and '.join(parts)}.",
        "Export the file again; a comma inside a value needs quotation marks round the value.",
    )


def _rows(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:_SHOWN])
    more = len(numbers) - _SHOWN
    return f"row{'s' if len(numbers) > 1 else ''} {shown}" + (
        f" and {more} more" if more > 0 else ""
    )
