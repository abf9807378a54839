"""Temporary placements (T0 to T4): how long, how many, how they begin and end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import because, days, rule
from cstools_ssda903.care import TEMPORARY
from cstools_validate_903.blocks.differences import loose_dates, of_child
from cstools_validate_903.blocks.episode_order import with_previous

if TYPE_CHECKING:
    from cstools.rules import Flags, Mask, Return, View


def _too_long(code: str, title: str, place: str, limit: int) -> None:
    def too_long(ret: Return) -> Flags:
        ep = ret.Episodes
        return ep.flag((ep.PLACE == place) & (ep.DEC > ep.DECOM + days(limit)))

    too_long.__doc__ = f"PLACE is {place}, and DEC is more than {limit} days after DECOM."
    rule(
        code,
        title,
        tables=["Episodes"],
        fields=["DECOM", "PLACE"],
        fix="Correct the dates, or report the longer stay as a placement of its own.",
        differs=because(
            "Header is not needed; the existing tool leaves out children without a date of birth "
            "there.",
            of_child("Header", "own", missing=("DOB",)),
            of_child("Header", "own", absent=True),
        ),
    )(too_long)


for _rule in (
    ("375", "Temporary hospital stay (T1) longer than 42 days", "T1", 42),
    ("376", "Carer-holiday temporary placement (T3) longer than 21 days", "T3", 21),
    (
        "379",
        "Temporary placement for an unspecified reason (T4) longer than seven days",
        "T4",
        7,
    ),
):
    _too_long(*_rule)


@rule(
    "377",
    "More than two carer-holiday placements (T3) for one child",
    tables=["Episodes"],
    fields=["PLACE"],
    severity="query",
    fix="Check whether each of them is a holiday of the carer of its own.",
)
def many_holidays(ret: Return) -> Flags:
    """PLACE is T3, and the child has three such episodes or more in the return."""
    ep = ret.Episodes
    holiday = ep.PLACE == "T3"
    return ep.flag(holiday & (ep.count_of_child(holiday) > 2))


@rule(
    "380",
    "Temporary placement on an episode whose start reason is not P or B",
    tables=["Episodes"],
    fields=["PLACE", "RNE"],
    fix="Give RNE P or B, or correct the placement type.",
)
def wrong_start(ret: Return) -> Flags:
    """PLACE is T0 to T4, and RNE is not P or B."""
    ep = ret.Episodes
    return ep.flag(ep.PLACE.isin(*TEMPORARY) & ~ep.RNE.isin("P", "B"))


@rule(
    "381",
    "Temporary placement is where the child's period of care ended",
    tables=["Episodes"],
    fields=["PLACE", "REC"],
    fix="Add the episode in the usual placement, or correct the reason the episode ended.",
)
def care_ended(ret: Return) -> Flags:
    """PLACE is T0 to T4, and REC is filled in and is not X1."""
    ep = ret.Episodes
    return ep.flag(ep.PLACE.isin(*TEMPORARY) & ep.REC.filled & (ep.REC != "X1"))


@rule(
    "383",
    "Child did not go back to the usual placement after a temporary one",
    tables=["Episodes"],
    fields=["PLACE", "RNE", "PL_POST"],
    fix="Correct the placement after the temporary one, or the temporary placement type.",
    differs=loose_dates("Episodes", "DECOM"),
)
def no_return(ret: Return) -> Flags:
    """PLACE of the episode before is T0 to T4, and RNE is not P or PLACE not that of two before.

    Tested on a child's third and later episodes. A blank PLACE is like no other.
    """
    ep, usual = _after_temporary(ret)
    return ep.flag(_elsewhere(ep, usual))


@no_return.version(2026)
def no_return_2026(ret: Return) -> Flags:
    """PLACE of the episode before is T0 to T4, and this one is no return to the one before that.

    That is so when RNE is not P, or PLACE or PL_POST differs. Tested on a child's third and later
    episodes. A blank PLACE or PL_POST is like no other.
    """
    ep, usual = _after_temporary(ret)
    return ep.flag(_elsewhere(ep, usual) | (ep.PL_POST != usual.PL_POST))


def _after_temporary(ret: Return) -> tuple[View, View]:
    """Episodes that follow a temporary one, and those before the temporary one."""
    ep, before = with_previous(ret)
    usual = before.before
    rows = np.flatnonzero(usual.exists & before.PLACE.isin(*TEMPORARY))
    return ep.take(rows), usual.take(rows)


def _elsewhere(ep: View, usual: View) -> Mask:
    elsewhere: Mask = (ep.RNE != "P") | (ep.PLACE != usual.PLACE)
    return elsewhere
