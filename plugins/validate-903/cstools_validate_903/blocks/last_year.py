"""Building blocks on comparing a column with last year's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools_validate_903.engine import Codes

if TYPE_CHECKING:
    from cstools_validate_903.engine import Mask, View


def same_ignoring_case(now: Codes, then: Codes) -> Mask:
    """Rows where both texts are equal but for capitals, or both are blank."""
    return _capitals(now).same(_capitals(then))


def same_date(now: View, then: View, column: str) -> Mask:
    """Rows where both cells hold the same day, the same unreadable text, or nothing."""
    one, other = getattr(now, column), getattr(then, column)
    same: Mask = (one == other) | (now.blank(column) & then.blank(column))
    unreadable = now.unreadable(column) & then.unreadable(column)
    if unreadable.any():
        same = same | (unreadable & now.typed(column).same(then.typed(column)))
    return same


def _capitals(column: Codes) -> Codes:
    upper = [word.upper() for word in column.words]
    if upper == column.words:
        return column
    words = list(dict.fromkeys(upper))
    place = {word: number for number, word in enumerate(words)}
    return Codes(column.map(lambda word: place[word.upper()], -1, np.int32), words)
