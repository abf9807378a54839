"""Building blocks on records with a start and an end: missing periods, deprivation of liberty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools_validate_903.blocks.care import periods
from cstools_validate_903.engine import any_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools_validate_903.engine import Flags, Mask, Return, View


def outside_year(ret: Return, dates: NDArray[np.datetime64]) -> Mask:
    """Dates before 1 April that opens the collection year or after 31 March that closes it."""
    return (dates < ret.start) | (dates > ret.end)


def begins_too_soon(records: View, start: str, end: str) -> Flags:
    """Records that start before the one before them has ended, or while it is open.

    The one before is the neighbour when the child's records are put in the order of their ends, an
    open one standing where it starts (block PRIOR_ROW_BY_END).
    """
    starts, ends = getattr(records, start), getattr(records, end)
    ordered = records.ordered(np.where(np.isnat(ends), starts, ends), start)
    before = ordered.before
    ended = getattr(before, end)
    still_open = before.exists & np.isnat(ended)
    return ordered.flag(still_open | (getattr(ordered, start) < ended))


def outside_care(ret: Return, records: View, start: str, end: str) -> Flags:
    """Records that fit none of the child's periods of care.

    A record fits one when its end lies inside it, first and last day included; an open record fits
    an open period of care that began no later. Records without a start, and children without an
    episode, are not tested.
    """
    dated = records.where(~np.isnat(getattr(records, start)))
    care = periods(ret)
    place, period = dated.pairs(care.first)
    record, opens, closes = dated.take(place), care.start[period], care.end[period]
    starts, ends = getattr(record, start), getattr(record, end)
    running, ongoing = np.isnat(ends), np.isnat(closes)
    fits_open = running & ongoing & (starts >= opens)
    fits = ~running & (ends >= opens) & (ongoing | (ends <= closes))
    fitting = any_at(place, fits | fits_open, len(dated))
    return dated.flag(dated.among(care.first.children()) & ~fitting)
