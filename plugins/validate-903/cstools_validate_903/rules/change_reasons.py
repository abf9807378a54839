"""Reasons for a new episode and for a placement change, against what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import add_years, because, flag, row, rule, unknown_code
from cstools_ssda903.care import TEMPORARY
from cstools_validate_903.blocks.differences import OTHER
from cstools_validate_903.blocks.episode_order import with_next, with_previous

if TYPE_CHECKING:
    from cstools.rules import Flags, Mask, Return, View

PLACEMENT = ("PLACE", "PL_POST", "URN", "PLACE_PROVIDER")


@rule(
    "1009",
    "Reason for change of placement has an unknown code",
    tables=["Episodes"],
    fields=["REASON_PLACE_CHANGE"],
    fix="Correct the reason, or leave it out where the placement did not change.",
)
def reason_code(ret: Return) -> Flags:
    """REASON_PLACE_CHANGE is filled in and is not an allowed code."""
    return unknown_code(ret, "Episodes", "REASON_PLACE_CHANGE")


@rule(
    "225",
    "No reason for a change of placement recorded",
    tables=["Episodes"],
    fields=["REASON_PLACE_CHANGE"],
    fix="Give the reason on the episode that ended with the change.",
)
def reason_missing(ret: Return) -> Flags:
    """REC is X1, the child's next episode has RNE P, B, T or U, and REASON_PLACE_CHANGE is blank.

    Not tested when PLACE of either episode is T0 to T4.
    """
    ep, after = with_next(ret)
    changed = (ep.REC == "X1") & after.RNE.isin("P", "B", "T", "U")
    temporary = ep.PLACE.isin(*TEMPORARY) | after.PLACE.isin(*TEMPORARY)
    return ep.flag(changed & ~temporary & ep.REASON_PLACE_CHANGE.blank)


@rule(
    "226",
    "Placement change reason given on or just before a temporary placement",
    tables=["Episodes"],
    fields=["REASON_PLACE_CHANGE", "PLACE"],
    fix="Take the reason out of the temporary episode and out of the one before it.",
)
def reason_of_temporary(ret: Return) -> Flags:
    """PLACE is T0 to T4, and REASON_PLACE_CHANGE is filled in there or on the episode before."""
    ep, before = with_previous(ret)
    has_reason = ep.REASON_PLACE_CHANGE.filled | before.REASON_PLACE_CHANGE.filled
    return ep.flag(ep.PLACE.isin(*TEMPORARY) & has_reason)


@rule(
    "233",
    "Open episode has a placement change reason",
    tables=["Episodes"],
    fields=["REASON_PLACE_CHANGE"],
    since=2026,
    fix="Take the reason out while the placement lasts, or give the episode's end.",
    differs=because(
        "The column is read under its name in the return, DEC; the existing tool asks for a "
        "column that no return has.",
        row("own", missing=("DEC",), filled=("REASON_PLACE_CHANGE",)),
    ),
)
def reason_while_open(ret: Return) -> Flags:
    """DEC is blank and REASON_PLACE_CHANGE is filled in."""
    ep = ret.Episodes
    return ep.flag(ep.blank("DEC") & ep.REASON_PLACE_CHANGE.filled)


@rule(
    "234",
    "Custody given as placement change reason for a child under ten",
    tables=["Episodes", "Header"],
    fields=["REASON_PLACE_CHANGE", "DOB"],
    since=2026,
    fix="Correct the reason, the dates or the date of birth: no child under ten goes to custody.",
    differs=because(
        "The child's age is taken on the day of the move, the start of the next episode; the "
        "existing tool takes it at the start of the placement left.",
        OTHER,
    ),
)
def custody_under_ten(ret: Return) -> Flags:
    """REASON_PLACE_CHANGE is CUSTOD, and the next episode begins before the 10th birthday."""
    ep, after = with_next(ret)
    custody = np.flatnonzero(after.exists & (ep.REASON_PLACE_CHANGE == "CUSTOD"))
    place, child = ep.take(custody).pairs(ret.Header)
    moved, header = custody[place], ret.Header.take(child)
    under_ten = add_years(header.DOB, 10) > after.take(moved).DECOM
    return flag(under_ten, ep.take(moved), header)


@rule(
    "434",
    "Legal-status-only change, but status unchanged or placement details changed",
    tables=["Episodes"],
    fields=["RNE", "LS", "PLACE", "PL_POST", "URN", "PLACE_PROVIDER"],
    fix="Give the RNE that says what changed, or correct what did not.",
)
def status_change_only(ret: Return) -> Flags:
    """RNE is L, and LS is as in the child's episode before, or the placement is not.

    The placement is PLACE, PL_POST, URN and PLACE_PROVIDER. Two blanks are no change; a blank LS
    is not held to be unchanged.
    """
    ep, before = _changes(ret, "L")
    return ep.flag((ep.LS == before.LS) | ~_same_placement(ep, before))


@rule(
    "435",
    "Placement-only change, but legal status changed or placement details unchanged",
    tables=["Episodes"],
    fields=["LS", "PLACE", "PL_POST", "URN", "PLACE_PROVIDER"],
    fix="Give the RNE that says what changed, or correct what did not.",
    differs=because(
        "Two blanks are the same, as in 434 and 436, so that an unchanged placement without a "
        "URN is found and a legal status missing twice is no change.",
        row("own", missing=("PLACE", "PL_POST", "URN", "PLACE_PROVIDER")),
        row("other", missing=("LS",)),
    ),
)
def placement_change_only(ret: Return) -> Flags:
    """RNE is P or T, and LS is not as in the child's episode before, or the placement is.

    The placement is PLACE, PL_POST, URN and PLACE_PROVIDER. Two blanks are no change.
    """
    ep, before = _changes(ret, "P", "T")
    return ep.flag(~ep.LS.same(before.LS) | _same_placement(ep, before))


@rule(
    "436",
    "Combined change reported, but status or placement details stayed the same",
    tables=["Episodes"],
    fields=["RNE", "LS", "PLACE", "PL_POST", "URN", "PLACE_PROVIDER"],
    fix="Give the RNE that says what changed, or correct what did not.",
)
def status_and_placement_change(ret: Return) -> Flags:
    """RNE is U or B, and LS or the whole placement is as in the child's episode before.

    The placement is PLACE, PL_POST, URN and PLACE_PROVIDER. Two blanks are no change.
    """
    ep, before = _changes(ret, "U", "B")
    return ep.flag(ep.LS.same(before.LS) | _same_placement(ep, before))


def _changes(ret: Return, *reasons: str) -> tuple[View, View]:
    """Episodes that follow another of the child, begun for these reasons, and those before."""
    ep, before = with_previous(ret)
    rows = np.flatnonzero(before.exists & ep.RNE.isin(*reasons))
    return ep.take(rows), before.take(rows)


def _same_placement(ep: View, before: View) -> Mask:
    same = [getattr(ep, column).same(getattr(before, column)) for column in PLACEMENT]
    unchanged: Mask = np.all(same, axis=0)
    return unchanged
