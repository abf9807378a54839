"""The records below the headings of delimited text: quickly, or with the row of what is wrong."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from cstools.errors import InputError
from cstools.io.ragged import ragged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from cstools.io.heading import Heading

    Record = tuple[int, list[str]]

_CELL_LIMIT = 1_000_000


@dataclass(frozen=True)
class Records:
    """The records below the headings, those without content included.

    Attributes:
        table: a text column for each heading.
        rows: the spreadsheet row of each record.
        remarks: what was unusual about them.
    """

    table: pa.Table
    rows: NDArray[np.int64]
    remarks: tuple[str, ...] = ()


def read_quickly(text: bytes, heading: Heading) -> Records | None:
    """The records as Arrow reads them; None where it cannot, or would count rows otherwise.

    The quotation marks have to stand where they may: Arrow makes cells of its own of others.
    """
    if not text or text[:1] in b"\r\n":
        return None
    names = _names(heading)
    try:
        table = pacsv.read_csv(
            io.BytesIO(text),
            read_options=pacsv.ReadOptions(column_names=names, block_size=1 << 22),
            parse_options=pacsv.ParseOptions(
                delimiter=heading.separator, newlines_in_values=b'"' in text
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.dictionary(pa.int32(), pa.string())),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if _empty_lines(text, table.num_rows):
        return None
    rows = np.arange(table.num_rows, dtype=np.int64) + heading.row + 1
    return Records(table, rows)


def _empty_lines(text: bytes, rows: int) -> bool:
    """Whether there are empty lines, which the fast reader passes over, besides the `rows` read."""
    body = text.rstrip(b"\r\n")
    # Counting is much quicker than searching; only with line breaks in quotes does it not tell.
    if _lines(body) == rows:
        return False
    return b"\n\n" in body or b"\n\r\n" in body or b"\r\r" in body


def _lines(body: bytes) -> int | None:
    """How many lines there are; None when they end in different ways."""
    ends = body.count(b"\n")
    mixed = b"\r" in body and not ends == body.count(b"\r") == body.count(b"\r\n")
    return None if mixed else ends + 1


def read_carefully(text: bytes, heading: Heading, name: str) -> Records:
    """The records as Python's reader has them, brought to the width of the headings.

    Raises:
        InputError: a record is shorter or longer than the headings; names the rows.
    """
    records = list(_records(text.decode("utf-8"), heading, name))
    footers = _footers(records, len(heading.cells))
    records = records[: len(records) - footers]
    surplus = _surplus([record for _, record in records], heading)
    width = len(heading.cells) + surplus
    if any(len(record) != width for _, record in records):
        raise ragged(name, heading, records)
    remarks = []
    if surplus > 0:
        remarks.append("has an empty cell too many at the end of each record: passed over")
    if footers:
        lines = "a line" if footers == 1 else f"{footers} lines"
        remarks.append(f"ends with {lines} of words that are no record: passed over")
    columns = list(zip(*(record for _, record in records), strict=True)) or [()] * width
    columns += [("",) * len(records)] * -surplus
    table = pa.table(
        [pa.array(column, pa.string()) for column in columns[: len(heading.cells)]],
        names=_names(heading),
    )
    return Records(table, np.array([row for row, _ in records], dtype=np.int64), tuple(remarks))


def _surplus(records: Sequence[list[str]], heading: Heading) -> int:
    """How many empty cells each record has at its end that the headings lack; below 0 the reverse.

    In one record alone an empty cell at the end may come from a separator too many within it, which
    has moved the cells after it. In all of them nothing can have moved.
    """
    width = len(heading.cells)
    lengths = {len(record) for record in records}
    if len(lengths) != 1:
        return 0
    [length] = lengths
    if length < width and not any(heading.cells[length:]):
        return length - width
    surplus = (cell for record in records for cell in record[width:])
    return length - width if length > width and not any(map(str.strip, surplus)) else 0


def _footers(records: Sequence[Record], width: int) -> int:
    """How many of the last records are lines of words, such as ``(38 rows affected)``.

    One cell of a single word might be what is left of a record that was cut off.
    """
    number = 0
    for _, record in reversed(records if width > 2 else ()):
        if len(record) > 1 or len(record[0].split()) < 2:
            break
        number += 1
    return number


def _records(text: str, heading: Heading, name: str) -> Iterator[Record]:
    """Yield (spreadsheet row, cells) of every record that is not an empty line."""
    csv.field_size_limit(_CELL_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=heading.separator)
    row = heading.row
    try:
        for record in reader:
            row += 1
            if record and (len(record) > 1 or record[0].strip()):
                yield row, record
    except csv.Error:
        raise InputError(
            f"{name}: the record at row {row + 1} has a cell of over {_CELL_LIMIT:,} characters.",
            "Export the file again; a quotation mark may be missing there.",
        ) from None


def _names(heading: Heading) -> list[str]:
    return [f"c{number}" for number in range(len(heading.cells))]
