"""Agreed series of short breaks (legal status V3 and V4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import because, days, row, rule
from cstools_ssda903.care import SHORT_BREAKS, TEMPORARY

if TYPE_CHECKING:
    from cstools.rules import Flags, Return


@rule(
    "365",
    "One respite episode (V3) longer than 17 days",
    tables=["Episodes"],
    fields=["LS", "DECOM", "DEC"],
    fix="Correct the dates, or record a longer stay as V2.",
    differs=because(
        "Only this rule reads an open episode as ending on 31 March; the existing tool writes "
        "that day into the return, so that rules after it see no open episode.",
        row(missing=("DEC",)),
    ),
)
def long_break(ret: Return) -> Flags:
    """LS is V3 and DEC, or 31 March of the year where blank, is over 17 days after DECOM."""
    episodes = ret.Episodes
    ep = episodes.where(episodes.LS == "V3")
    end = np.where(ep.blank("DEC"), ret.end, ep.DEC)
    return ep.flag(end > ep.DECOM + days(17))


@rule(
    "366",
    "Respite episode (V3) starts for a reason other than S",
    tables=["Episodes"],
    fields=["RNE"],
    fix="Give the episode RNE S: each short break is a start of its own.",
)
def break_without_a_start(ret: Return) -> Flags:
    """LS is V3 and RNE is not S."""
    ep = ret.Episodes
    return ep.flag((ep.LS == "V3") & (ep.RNE != "S"))


@rule(
    "367",
    "Child's respite days (V3) in the year exceed 75",
    tables=["Episodes"],
    fields=["LS", "DECOM", "DEC"],
    fix="Correct the dates; a child with more than 75 days of short breaks is looked after as V2.",
)
def too_many_days(ret: Return) -> Flags:
    """V3 episodes of the child have more than 75 days within the collection year altogether.

    An open episode counts to 31 March. Episodes without a day in the year are not reported.
    """
    episodes = ret.Episodes
    ep = episodes.where(episodes.LS == "V3")
    runs_on = ep.blank("DEC") | (ret.end < ep.DEC)
    end = np.where(runs_on, ret.end, ep.DEC)
    in_year = end - np.maximum(ep.DECOM, ret.start)
    counts = in_year > days(0)
    total = ep.sum_of_child(np.where(counts, in_year, days(0)))
    return ep.flag(counts & (total > 75))


@rule(
    "382",
    "Short-break child is recorded in a temporary placement",
    tables=["Episodes"],
    fields=["LS", "PLACE"],
    fix="Correct the placement or the legal status.",
)
def break_in_temporary_placement(ret: Return) -> Flags:
    """LS is V3 or V4, and PLACE is T0 to T4."""
    ep = ret.Episodes
    return ep.flag(ep.LS.isin(*SHORT_BREAKS) & ep.PLACE.isin(*TEMPORARY))


@rule(
    "384",
    "Short-break child is recorded in long-term fostering",
    tables=["Episodes"],
    fields=["PLACE", "LS"],
    fix="Correct the placement or the legal status.",
)
def break_in_long_term_fostering(ret: Return) -> Flags:
    """LS is V3 or V4, and PLACE is U1 or U4."""
    ep = ret.Episodes
    return ep.flag(ep.LS.isin(*SHORT_BREAKS) & ep.PLACE.isin("U1", "U4"))


@rule(
    "398",
    "Postcodes given for a short-break episode",
    tables=["Episodes"],
    fields=["LS", "HOME_POST", "PL_POST"],
    fix="Leave both postcodes out for short breaks.",
)
def postcode_of_a_break(ret: Return) -> Flags:
    """LS is V3 or V4, and HOME_POST or PL_POST is filled in."""
    ep = ret.Episodes
    return ep.flag(ep.LS.isin(*SHORT_BREAKS) & (ep.HOME_POST.filled | ep.PL_POST.filled))


@rule(
    "426",
    "Child has both V3 and V4 short-break episodes in the year",
    tables=["Episodes"],
    fields=["LS"],
    fix="Record the child's short breaks one way: each of them as V3, or the agreement as V4.",
    differs=because(
        "Records without a child identifier are left out.", row("other", missing=("CHILD",))
    ),
)
def both_kinds_of_break(ret: Return) -> Flags:
    """LS is V3 or V4, and the child has an episode of either kind."""
    ep = ret.Episodes
    each, agreed = ep.LS == "V3", ep.LS == "V4"
    return ep.flag((each | agreed) & ep.any_of_child(each) & ep.any_of_child(agreed))
