"""Keeping text that a spreadsheet would take for a formula as text, in files that hold no types."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Hashable

# Tab and line ends are skipped by spreadsheets, so that what follows them counts as first;
# the wide forms are turned into the narrow ones under some East Asian settings.
FIRST = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NEGATIVE = r"-(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"


def as_text(value: str) -> str:
    """Give the value, with an apostrophe before it if a spreadsheet would run it.

    A negative number is no formula and stays as it is.
    """
    if value.startswith(FIRST) and not re.fullmatch(_NEGATIVE, value):
        return "'" + value
    return value


def guarded(column: pd.Series) -> pd.Series:
    """Give a column with each text that looks like a formula marked by an apostrophe."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _guarded_categories(column)
    if isinstance(column.dtype, pd.StringDtype):
        risky = column.str.startswith(FIRST).fillna(False).astype(bool)
        risky &= ~column.str.fullmatch(_NEGATIVE).fillna(False).astype(bool)
        return column.where(~risky, "'" + column)
    if pd.api.types.is_object_dtype(column.dtype):
        return column.map(_guarded_value)
    return column


def _guarded_categories(column: pd.Series) -> pd.Series:
    # Marking may make two categories alike, so the column is built anew from its codes.
    names = pd.Series([*map(_guarded_value, column.cat.categories), None], dtype=object)
    return pd.Series(names.to_numpy()[column.cat.codes.to_numpy()], index=column.index)


def _guarded_value(value: Hashable) -> Hashable:
    return as_text(value) if isinstance(value, str) else value
