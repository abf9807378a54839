"""Say how the records of delimited text differ in length from the headings, and why they may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.errors import InputError
from cstools.io.heading import NAMES, SEPARATORS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.io.heading import Heading

    Record = tuple[int, list[str]]

_SHOWN = 5


def ragged(name: str, heading: Heading, records: Sequence[Record]) -> InputError:
    """The error for records that do not all have as many cells as there are headings.

    Args:
        name: the file, for the message.
        heading: the headings.
        records: the spreadsheet row and cells of each record.
    """
    width = len(heading.cells)
    short = [row for row, record in records if len(record) < width]
    long = [row for row, record in records if len(record) > width]
    if short == [records[-1][0]] and not long:
        return InputError(
            f"{name} seems cut off: row {short[0]}, the last one, has fewer cells than the {width} "
            "headings.",
            "Export the file again and check that it was copied whole.",
        )
    other = _other_separator(records, heading)
    if other:
        return InputError(
            f"{name} has its headings separated by {NAMES[heading.separator]}, but the records "
            f"below by {NAMES[other]}.",
            "Export the file again as 'CSV UTF-8 (comma delimited)'.",
        )
    parts = []
    if long:
        parts.append(f"more cells than the {width} headings in {_rows(long)}")
    if short:
        parts.append(f"fewer cells than the {width} headings in {_rows(short)}")
    causes = {
        (True, False): f"a value with {NAMES[heading.separator]} in it needs quotation marks round "
        "it, and each column needs a heading",
        (False, True): "a value with a line break in it needs quotation marks round it",
    }
    both = "a value with a line break or separator in it needs quotation marks round it"
    return InputError(
        f"{name} has {' and '.join(parts)}.",
        f"Export the file again; {causes.get((bool(long), bool(short)), both)}.",
    )


def _other_separator(records: Sequence[Record], heading: Heading) -> str:
    """What separates the records' cells, where it is not what separates the headings; or empty."""
    if any(len(record) > 1 for _, record in records):
        return ""
    others = [separator for separator in SEPARATORS if separator != heading.separator]
    fitting = [
        separator
        for separator in others
        if all(record[0].count(separator) >= len(heading.cells) - 1 for _, record in records)
    ]
    return fitting[0] if fitting else ""


def _rows(numbers: list[int]) -> str:
    lines = ", ".join(str(number) for number in numbers[:_SHOWN])
    more = len(numbers) - _SHOWN
    return f"row{'s' if len(numbers) > 1 else ''} {lines}" + (
        f" and {more} more" if more > 0 else ""
    )
