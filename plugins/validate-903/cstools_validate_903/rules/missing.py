"""Periods missing or away from placement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools_validate_903.blocks.care import periods
from cstools_validate_903.engine import any_at, rule

if TYPE_CHECKING:
    from cstools_validate_903.engine import Flags, Return


@rule(
    "577",
    "Missing period does not fit within any period of care",
    tables=["Episodes", "Missing"],
    fields=["MIS_END"],
    fix="Give the missing period an end inside the period of care, or correct the episodes.",
)
def outside_care(ret: Return) -> Flags:
    """The missing period fits none of the child's periods of care.

    It fits one when its end lies inside it, first and last day included; an open missing period
    fits an open period of care that began no later. Rows without a start, and children without an
    episode, are not tested.
    """
    dated = ret.Missing.where(~np.isnat(ret.Missing.MIS_START))
    care = periods(ret)
    place, period = dated.pairs(care.first)
    missing, start, end = dated.take(place), care.start[period], care.end[period]
    running, ongoing = np.isnat(missing.MIS_END), np.isnat(end)
    fits_open = running & ongoing & (missing.MIS_START >= start)
    fits = ~running & (missing.MIS_END >= start) & (ongoing | (missing.MIS_END <= end))
    fitting = any_at(place, fits | fits_open, len(dated))
    return dated.flag(dated.among(care.first.children()) & ~fitting)
