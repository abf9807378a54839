"""Neighbouring episodes of a child: order, gaps, overlaps, what ended before and began after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import because, row, rule
from cstools_ssda903.care import ordered_episodes
from cstools_validate_903.blocks.differences import OTHER, TIES_IN_START, of_child
from cstools_validate_903.blocks.episode_order import first_episodes, with_previous

if TYPE_CHECKING:
    from cstools.rules import Flags, Return, View

LEFT_CARE = (
    *("E2", "E3", "E4A", "E4B", "E5", "E6", "E7", "E8", "E9"),
    *("E11", "E12", "E13", "E14", "E15", "E16", "E17"),
    *("E41", "E45", "E46", "E47", "E48"),
)
# Where an undated episode stands when another is matched with its start.
UNDATED = np.datetime64("1901-01-01", "D")


@rule(
    "142",
    "An earlier episode was left open although a later one exists",
    tables=["Episodes"],
    fields=["DEC", "REC"],
    fix="Give the earlier episode its end date and the reason it ended.",
    differs=[
        because(
            "Episodes without a readable start date are left out of the order, so none of them "
            "makes the child's current episode look like an earlier one.",
            of_child("Episodes", "other", missing=("DECOM",)),
        ),
        TIES_IN_START,
    ],
)
def left_open(ret: Return) -> Flags:
    """DEC is blank or no date, or REC is blank, and the child has a later episode.

    Episodes without a readable DECOM are left out.
    """
    ep = ordered_episodes(ret)
    dated = ep.where(~np.isnat(ep.DECOM))
    return dated.flag(~dated.is_last & (np.isnat(dated.DEC) | dated.REC.blank))


@rule(
    "357",
    "Child's first episode this year lacks reason code S",
    tables=["Episodes"],
    fields=["RNE"],
    fix="Give the episode RNE S, or add the episode that came before it.",
)
def first_is_no_start(ret: Return) -> Flags:
    """Earliest episode of the child began on or after 1 April of the year, and RNE is not S."""
    first = first_episodes(ret)
    return first.flag((ret.start <= first.DECOM) & (first.RNE != "S"))


@rule(
    "388",
    "End reason X1 and the next episode's start do not agree",
    tables=["Episodes"],
    fields=["REC"],
    fix="Use X1 only where the next episode starts on the day this one ends, and always there.",
)
def end_and_next_start(ret: Return) -> Flags:
    """REC is X1 and no episode of the child starts on DEC; or REC is another and the next does.

    The next episode is the child's next by DECOM, undated ones first. Without a DEC or REC an
    episode passes.
    """
    ep = _undated_first(ordered_episodes(ret))
    after = ep.after
    start = np.where(np.isnat(after.DECOM), UNDATED, after.DECOM)
    joins = after.exists & (start == ep.DEC)
    ended = ~np.isnat(ep.DEC) & ep.REC.filled
    return ep.flag(ended & ((ep.REC == "X1") != joins))


def _undated_first(ep: View) -> View:
    """Ordered episodes with those that lack a start put before the child's others."""
    dated = ~np.isnat(ep.DECOM)
    return ep.take(np.argsort(2 * ep.child + dated, kind="stable"))


@rule(
    "431",
    "New period of care starts on or before the previous episode's end",
    tables=["Episodes"],
    fields=["RNE", "DECOM"],
    fix="Use another RNE if the child stayed in care, or correct the dates.",
)
def restart_without_a_gap(ret: Return) -> Flags:
    """RNE is S, and DECOM is no later than DEC of the child's episode before."""
    ep, before = with_previous(ret)
    return ep.flag((ep.RNE == "S") & (ep.DECOM <= before.DEC))


@rule(
    "432",
    "Care had ended but the next episode is not a fresh start",
    tables=["Episodes"],
    fields=["RNE"],
    fix="Give the later episode RNE S, or the one before it REC X1 if the child stayed in care.",
)
def no_fresh_start(ret: Return) -> Flags:
    """RNE is not S, though the child's episode before ended care: its REC is known and not X1."""
    ep, before = with_previous(ret)
    return ep.flag(before.REC.isin(*LEFT_CARE) & (ep.RNE != "S"))


@rule(
    "433",
    "Continuation episode and the episode before it do not join up",
    tables=["Episodes"],
    fields=["RNE", "DECOM"],
    fix="Let the episode start on the day the one before it ended, or give it RNE S.",
    differs=because(
        "Dates are compared as dates: 2/6/2025 and 02/06/2025 are the same day, and an "
        "unreadable date counts as blank.",
        OTHER,
        of_child("Episodes", unreadable=("DECOM", "DEC")),
    ),
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
    differs=because("Two blank needs are no change.", row("other", missing=("CIN",))),
)
def need_changed(ret: Return) -> Flags:
    """CIN is not that of the child's episode before, which ended X1 on this DECOM."""
    ep, before = with_previous(ret)
    joined = (before.REC == "X1") & (before.DEC == ep.DECOM)
    return ep.flag(joined & ~ep.CIN.same(before.CIN))


@rule(
    "501",
    "Episode overlaps with the one preceding it",
    tables=["Episodes"],
    fields=["DECOM", "DEC"],
    fix="Correct the end of the earlier episode or the start of this one.",
)
def overlap(ret: Return) -> Flags:
    """DECOM is before DEC of the child's episode before; the same day is no overlap."""
    ep, before = with_previous(ret)
    return ep.flag(ep.DECOM < before.DEC)
