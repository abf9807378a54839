"""A column of a table as the values and the kinds of its cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
from pandas.api import types

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cstools.export.xlsx._book import Value
    from cstools.export.xlsx._styles import Kind

_DAY_ONE = pd.Timestamp("1899-12-30")
# Excel takes 1900 for a leap year and knows no day before it, so earlier dates are text.
_FIRST_DATE = pd.Timestamp("1900-03-01")
_EXACT = 10**15  # Excel keeps 15 digits of a number


@dataclass(frozen=True)
class Cells:
    """The cells of one column.

    Attributes:
        values: one per record, in the order of the table; None where missing.
        kind: how values of the column look.
        text_kind: how text among them looks, e.g. a date that cannot be read.

    """

    values: list[Value]
    kind: Kind
    text_kind: Kind = "text"

    def at(self, number: int) -> tuple[Value, Kind]:
        """Give one value and how it looks."""
        value = self.values[number]
        return value, self.text_kind if isinstance(value, str) else self.kind


def cells(column: pd.Series, unread: Mapping[int, str] | None = None) -> Cells:
    """Give the cells of a column.

    Args:
        column: of any dtype.
        unread: for a column of dates or numbers, by position, what was typed where it cannot be
            read.

    """
    if types.is_datetime64_any_dtype(column.dtype):
        return _dates(column, unread or {})
    if types.is_bool_dtype(column.dtype) or types.is_numeric_dtype(column.dtype):
        numbers = [_number(value) for value in column.tolist()]
        for position, typed in (unread or {}).items():
            numbers[position] = typed
        return Cells(numbers, "number", "unread")
    missing = column.isna().tolist()
    values = column.tolist()
    return Cells(
        [None if gone else _mixed(value) for gone, value in zip(missing, values, strict=True)],
        "text",
    )


def _dates(column: pd.Series, unread: Mapping[int, str]) -> Cells:
    if column.dt.tz is not None:
        column = column.dt.tz_localize(None)
    days = ((column - _DAY_ONE) / pd.Timedelta(days=1)).tolist()
    early = (column < _FIRST_DATE).tolist()
    missing = column.isna().tolist()
    written = column.dt.strftime("%d/%m/%Y").tolist() if any(early) else days
    values: list[Value] = [
        None if gone else (text if old else day)
        for gone, old, day, text in zip(missing, early, days, written, strict=True)
    ]
    for position, typed in unread.items():
        values[position] = typed
    timed = any(day % 1 for day, gone in zip(days, missing, strict=True) if not gone)
    return Cells(values, "moment" if timed else "date", "unread")


def _number(value: Any) -> Value:
    if pd.isna(value):
        return None
    if isinstance(value, bool):
        return value
    if value in (float("inf"), float("-inf")) or abs(value) >= _EXACT:
        return str(value)
    return float(value) if not isinstance(value, int) else value


def _mixed(value: Any) -> Value:
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, int, float)):
        return _number(value)
    return str(value)
