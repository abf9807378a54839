"""Find the record of headings in delimited text, and what separates its cells.

Exports put lines above the headings (``sep=;``, a title, the date of the run, a row of bare
commas), and spreadsheets of other countries save with semicolons. Both are told from the first
records.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Fits = Callable[[Sequence[str]], float]

SEPARATORS = (",", ";", "\t", "|")
NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}
WITHIN = 30
_LOOKED_AT = 1 << 18


@dataclass(frozen=True)
class Heading:
    """The record of headings.

    Attributes:
        cells: the headings as they stand, blanks around them removed.
        row: the row a spreadsheet shows for it; empty lines above it count.
        start: where it begins in the text, in characters.
        end: where the text below it begins.
        separator: what separates its cells.
        above: records with content that stand above it, a ``sep=`` line not counted.
    """

    cells: tuple[str, ...]
    row: int
    start: int
    end: int
    separator: str
    above: int


def heading_in(text: str, fits: Fits | None = None) -> Heading | None:
    """Find the headings among the first records of a text.

    Args:
        text: the text, or its beginning.
        fits: how well some cells fit as headings, 0 to 1. Without it, or where nothing fits, the
            headings are the first record with content that is not a title.

    Returns:
        The record that fits best, the first of equals; None where there is none with content.
    """
    start = text[:_LOOKED_AT]
    named = _named_separator(start)
    headings = [
        heading
        for separator in ([named] if named else SEPARATORS)
        for heading in _candidates(start, separator)
    ]
    if fits is not None:
        best = max(headings, key=lambda heading: fits(heading.cells), default=None)
        if best is not None and fits(best.cells) > 0:
            return best
    separator = named or _likely_separator(start)
    of_it = [heading for heading in headings if heading.separator == separator]
    width = max((len(heading.cells) for heading in of_it), default=0)
    for heading in of_it:
        if not _is_title(heading.cells, width):
            return heading
        for other in headings:
            # No title, but headings separated in another way than the records below.
            if other.row == heading.row and len(other.cells) == width and all(other.cells):
                return other
    return next(iter(of_it), None)


def _named_separator(text: str) -> str:
    """The separator that a first line such as ``sep=;`` names; empty where there is none."""
    first = text.lstrip("\ufeff").split("\n", 1)[0].rstrip("\r").strip('"')
    return first[4:] if first[:4].lower() == "sep=" and first[4:] in SEPARATORS else ""


def _candidates(text: str, separator: str) -> Iterator[Heading]:
    above = 0
    for row, start, end, record in islice(_records(text, separator), WITHIN):
        if row == 1 and _named_separator(text):
            continue
        cells = tuple(cell.strip() for cell in record)
        if any(cells):
            yield Heading(cells, row, start, end, separator, above)
            above += 1


def _records(text: str, separator: str) -> Iterator[tuple[int, int, int, list[str]]]:
    """Yield (row, where it begins, where it ends, cells) of each record; leniently."""
    lines = _Lines(text)
    start = 0
    try:
        for row, record in enumerate(csv.reader(lines, delimiter=separator), start=1):
            yield row, start, lines.end, record
            start = lines.end
    except csv.Error:
        return


class _Lines:
    """The lines of a text, for `csv.reader`, which takes one when it needs one.

    Attributes:
        end: how many characters the lines that were taken have.
    """

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.end = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.end += len(line)
        return line


def _filled(cells: Sequence[str]) -> int:
    return sum(map(bool, cells))


def _is_title(cells: Sequence[str], width: int) -> bool:
    """Whether a record is a line of text above a table of some width, not its headings."""
    return width > 1 and bool(cells[0]) and _filled(cells) == 1 and len(cells) != 2


def _likely_separator(text: str) -> str:
    """The separator by which most of the first records have more than one cell, and equally many.

    A comma where none does: then there is one column only.
    """

    def evenness(separator: str) -> int:
        widths = Counter(len(record) for *_, record in islice(_records(text, separator), WITHIN))
        return max((number for width, number in widths.items() if width > 1), default=0)

    return max(SEPARATORS, key=evenness)
