"""Records with a start and an end, against the child's periods of care."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import any_at
from cstools_ssda903.care import periods

if TYPE_CHECKING:
    from cstools.rules import Flags, Return, View


def outside_care(ret: Return, records: View, start: str, end: str) -> Flags:
    """Records that fit none of the child's periods of care.

    A record fits one when its end lies inside it, first and last day included; an open record fits
    an open period of care that began no later. Records without a start, and children without an
    episode, are not tested.
    """
    dated = records.where(~np.isnat(records[start]))
    care = periods(ret)
    place, period = dated.pairs(care.first)
    record, opens, closes = dated.take(place), care.start[period], care.end[period]
    starts, ends = record[start], record[end]
    running, ongoing = np.isnat(ends), np.isnat(closes)
    fits_open = running & ongoing & (starts >= opens)
    fits = ~running & (ends >= opens) & (ongoing | (ends <= closes))
    fitting = any_at(place, fits | fits_open, len(dated))
    return dated.flag(dated.among(care.first.children()) & ~fitting)
