"""Building blocks on what stands in a cell: dates as typed, dates with unknown parts, codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.standard import NO_DATE, read_date

if TYPE_CHECKING:
    import numpy as np

    from cstools_validate_903.engine import Flags, Mask, Return, View

_UNKNOWN_PARTS = ("ZZ", "ZZ", "ZZZZ")
_STAND_INS = ("01", "01", "2000")


def with_child(rows: View) -> View:
    """The rows whose CHILD is filled in; no rule on several tables can judge the others."""
    return rows.where(rows.child >= 0)


def unreadable_date(ret: Return, table: str, column: str) -> Flags:
    """Rows whose date is filled in but is no date."""
    rows = getattr(ret, table)
    flags: Flags = rows.flag(rows.unreadable(column))
    return flags


def unknown_code(ret: Return, table: str, column: str) -> Flags:
    """Rows whose code is filled in but not in the year's code list."""
    rows = getattr(ret, table)
    values = getattr(rows, column)
    flags: Flags = rows.flag(values.filled & ~values.isin(*ret.allowed(table, column)))
    return flags


def same_entry(left: View, left_column: str, right: View, right_column: str) -> Mask:
    """Rows where two date cells hold the same day or, both unreadable, the same text."""
    same: Mask = getattr(left, left_column) == getattr(right, right_column)
    odd = left.unreadable(left_column) & right.unreadable(right_column)
    # The typed text is made only when it decides something: it is far slower than the dates.
    if odd.any():
        same = same | (odd & (left.typed(left_column) == right.typed(right_column)))
    return same


def read_partial_date(text: str) -> np.datetime64:
    """The earliest day that dd/mm/yyyy text can mean when day, month or year is ZZ, ZZ, ZZZZ.

    An unknown year is read as 2000. Blank when the text is no such date.
    """
    parts = text.split("/")
    if len(parts) != len(_UNKNOWN_PARTS):
        return NO_DATE
    known = (
        stand_in if part == unknown else part
        for part, unknown, stand_in in zip(parts, _UNKNOWN_PARTS, _STAND_INS, strict=True)
    )
    return read_date("/".join(known))
