"""Building blocks on comparing a column with last year's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools_validate_903.engine import Codes

if TYPE_CHECKING:
    from cstools_validate_903.engine import Mask


def same_ignoring_case(now: Codes, then: Codes) -> Mask:
    """Rows where both texts are equal but for capitals, or both are blank."""
    return _capitals(now).same(_capitals(then))


def _capitals(column: Codes) -> Codes:
    upper = [word.upper() for word in column.words]
    if upper == column.words:
        return column
    words = list(dict.fromkeys(upper))
    place = {word: number for number, word in enumerate(words)}
    return Codes(column.map(lambda word: place[word.upper()], -1, np.int32), words)
