"""Neighbouring episodes of a child: order, gaps, overlaps, what changed from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools_validate_903.blocks.care import episodes
from cstools_validate_903.engine import rule

if TYPE_CHECKING:
    from cstools_validate_903.engine import Flags, Return


@rule(
    "433",
    "Continuation episode and the episode before it do not join up",
    tables=["Episodes"],
    fields=["RNE", "DECOM"],
    fix="Let the episode start on the day the one before it ended, or give it RNE S.",
    differs="Dates are compared as dates: 2/6/2025 and 02/06/2025 are the same day, and an "
    "unreadable date counts as blank.",
)
def continuation_joins_up(ret: Return) -> Flags:
    """RNE is P, L, T, U or B, and DEC of the child's episode before is not this DECOM.

    A blank date on either side does not join up. A child's first episode is not tested.
    """
    ep = ret.Episodes.ordered("DECOM", "DEC")
    before = ep.before
    continues = before.exists & ep.RNE.isin("P", "L", "T", "U", "B")
    return ep.flag(continues & (before.DEC != ep.DECOM))


@rule(
    "504",
    "Category of need changed within one period of care",
    tables=["Episodes"],
    fields=["CIN"],
    fix="Keep the need recorded when the period of care began.",
    differs="Two blank needs are no change.",
)
def need_changed(ret: Return) -> Flags:
    """The episode before ended X1 on this DECOM, and its CIN is another one."""
    ep = episodes(ret)
    before = ep.before
    joined = (before.REC == "X1") & (before.DEC == ep.DECOM)
    return ep.flag(joined & ~ep.CIN.same(before.CIN))
