"""Periods missing or away from placement, against the child's care and last year's return."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import add_years, any_at, because, row, rule
from cstools_ssda903.care import periods
from cstools_validate_903.blocks.spans import outside_care

if TYPE_CHECKING:
    from cstools.rules import Flags, Return

_FIT_CARE = "Correct the missing period, or the dates of the child's episodes."

# A period may begin on the day care ended; np.greater_equal would mark that day too.
_BEGINS_AFTER = np.greater

# Where a period without a readable start stands among the child's others.
_LONG_AFTER = np.datetime64("2099-01-01", "D")


@rule(
    "575",
    "Placement ended but the missing period begun in it has no end",
    tables=["Episodes", "Missing"],
    fields=["MIS_END"],
    fix="End the missing period no later than the episode; begin another one if it went on.",
)
def open_after_episode(ret: Return) -> Flags:
    """MIS_END is blank and the period began within an episode that has ended.

    The first and the last day of the episode count.
    """
    missing, ep = ret.Missing.where(ret.Missing.blank("MIS_END")).join(ret.Episodes)
    return missing.flag((ep.DECOM <= missing.MIS_START) & (missing.MIS_START <= ep.DEC))


@rule(
    "576",
    "Period open last year is not carried on at this year's start",
    tables=["Missing"],
    fields=["CHILD"],
    last_year=["Missing"],
    fix="Begin this year's missing periods with the one still open last year, with its start.",
)
def open_period_dropped(ret: Return) -> Flags:
    """A period of last year has no end, and the child's first period this year began another day.

    A period without a readable start stands after the child's others.
    """
    start = ret.Missing.MIS_START
    ordered = ret.Missing.ordered(np.where(np.isnat(start), _LONG_AFTER, start))
    before = ret.last.Missing
    left_open = before.where(before.blank("MIS_END") & ~np.isnat(before.MIS_START))
    now, then = ordered.where(ordered.is_first).join(left_open)
    return now.flag(now.MIS_START != then.MIS_START)


@rule(
    "577",
    "Missing period does not fit within any period of care",
    tables=["Episodes", "Missing"],
    fields=["MIS_END"],
    fix="Give the missing period an end inside the period of care, or correct the episodes.",
)
def ends_outside_care(ret: Return) -> Flags:
    """The missing period fits none of the child's periods of care.

    It fits one when its end lies inside it, first and last day included; an open missing period
    fits an open period of care that began no later. Rows without a start, and children without an
    episode, are not tested.
    """
    return outside_care(ret, ret.Missing, "MIS_START", "MIS_END")


@rule(
    "578",
    "Missing period starts outside every period of care",
    tables=["Episodes", "Missing"],
    fields=["MIS_START"],
    fix=_FIT_CARE,
)
def starts_outside_care(ret: Return) -> Flags:
    """MIS_START is before or after each of the child's periods of care.

    The day a period of care began and the day it ended are inside. Children without an episode are
    not tested.
    """
    dated = ret.Missing.where(~np.isnat(ret.Missing.MIS_START))
    care = periods(ret)
    place, period = dated.pairs(care.first)
    start = dated.take(place).MIS_START
    outside = (start < care.start[period]) | _BEGINS_AFTER(start, care.end[period])
    within = any_at(place, ~outside, len(dated))
    return dated.flag(dated.among(care.first.children()) & ~within)


@rule(
    "580",
    "Missing up to 18th birthday when care ended, yet REC not E8",
    tables=["Episodes", "Missing"],
    fields=["REC"],
    fix="Give E8 as the reason the episode ended, or correct the dates.",
)
def missing_until_eighteen(ret: Return) -> Flags:
    """The episode and a missing period of the child both ended on the 18th birthday.

    The reason the episode ended is not E8. The birthday is that of the DOB in Missing.
    """
    missing = ret.Missing
    until_18 = missing.where(missing.MIS_END == add_years(missing.DOB, 18))
    ended, ep = until_18.join(ret.Episodes)
    return ep.flag((ended.MIS_END == ep.DEC) & (ep.REC != "E8"))


@rule(
    "581",
    "Missing period begins when no episode is running",
    tables=["Episodes", "Missing"],
    fields=["MIS_START"],
    fix=_FIT_CARE,
    differs=because(
        "A period without a readable start is left to rules 564 and 1004; the existing tool "
        "marks it here as well.",
        row("other", missing=("MIS_START",)),
    ),
)
def begins_without_episode(ret: Return) -> Flags:
    """MIS_START lies in none of the child's episodes, first and last day included.

    Children without an episode are not tested.
    """
    dated = ret.Missing.where(~np.isnat(ret.Missing.MIS_START))
    place, episode = dated.pairs(ret.Episodes)
    start, ep = dated.take(place).MIS_START, ret.Episodes.take(episode)
    running = (start >= ep.DECOM) & ((start <= ep.DEC) | np.isnat(ep.DEC))
    covered = any_at(place, running, len(dated))
    return dated.flag(dated.among(ret.Episodes.children()) & ~covered)
