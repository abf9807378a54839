"""Keeping text that a spreadsheet would take for a formula as text, in files that hold no types.

Such text stands behind one apostrophe more than it has, so that it can be had back as it was.
"""

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
_RISKY = re.compile(f"'*[{re.escape(''.join(FIRST))}]")


def as_text(value: str) -> str:
    """Give the value, with an apostrophe before it if a spreadsheet would run it.

    A negative number is no formula and stays as it is.
    """
    if _RISKY.match(value) and not re.fullmatch(_NEGATIVE, value):
        return "'" + value
    return value


def as_typed(value: str) -> str:
    """The value that `as_text` was given."""
    return value[1:] if value.startswith("'") and _RISKY.match(value) else value


def guarded(column: pd.Series) -> pd.Series:
    """Give a column with each text that looks like a formula marked by an apostrophe."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.rename_categories([*map(_guarded_value, column.cat.categories)])
    if isinstance(column.dtype, pd.StringDtype):
        risky = column.str.match(_RISKY).fillna(False).astype(bool)
        risky &= ~column.str.fullmatch(_NEGATIVE).fillna(False).astype(bool)
        return column.where(~risky, "'" + column)
    if pd.api.types.is_object_dtype(column.dtype):
        # Not by map: it would make floats of whole numbers beside missing ones.
        values = [_guarded_value(value) for value in column]
        return pd.Series(values, index=column.index, dtype=object)
    return column


def _guarded_value(value: Hashable) -> Hashable:
    return as_text(value) if isinstance(value, str) else value
