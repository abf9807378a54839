"""From one social worker of a child to the next (SWEpisodes): gaps, overlaps, the last one open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import Return, any_at, because, both, days, row, rule, shared
from cstools_validate_903.blocks.differences import OWN, loose_dates, of_child

if TYPE_CHECKING:
    from cstools.rules import Flags, Mask, View


@shared
def _in_order(ret: Return) -> View:
    """All records by child, start and end (block SW_ORDER)."""
    return ret.SWEpisodes.ordered("SW_DECOM", "SW_DEC")


@shared
def _dated(ret: Return) -> View:
    """The records with a readable start, by child and start; of equal starts the lower is later."""
    workers = ret.SWEpisodes
    return workers.where(~np.isnat(workers.SW_DECOM)).ordered("SW_DECOM")


@rule(
    "SW08STG2",
    "Earlier social worker episode left open when a newer one began",
    tables=["SWEpisodes"],
    fields=["SW_DEC"],
    since=2024,
    fix="Give the date on which the earlier social worker handed over.",
    differs=because(
        "A record without a readable start does not count as the child's last; of two that "
        "start on one day the lower one is the last, where the existing tool picks either.",
        of_child("SWEpisodes", missing=("SW_DECOM",)),
        of_child("SWEpisodes", repeated=("CHILD", "SW_DECOM")),
    ),
)
def earlier_left_open(ret: Return) -> Flags:
    """SW_DEC is blank or no date, and another record of the child began later.

    Records without a readable start are left aside.
    """
    dated = _dated(ret)
    return dated.flag(np.isnat(dated.SW_DEC) & ~dated.is_last)


_NO_BLANKS = because(
    "A blank start, or a blank end of the record before, is left to other rules.",
    of_child("SWEpisodes", "other", missing=("SW_DECOM", "SW_DEC")),
)


@rule(
    "SW10STG2",
    "Next social worker episode does not start close to the previous end",
    tables=["SWEpisodes"],
    fields=["SW_DECOM"],
    since=2024,
    severity="query",
    fix="Check the start, and the end of the record before; one should follow the other.",
    differs=_NO_BLANKS,
)
def apart(ret: Return) -> Flags:
    """SW_DECOM is more than seven days before or after the SW_DEC of the child's record before."""
    in_order = _in_order(ret)
    return in_order.flag(_over_a_week_apart(in_order))


@apart.version(2025)
def apart_2025(ret: Return) -> Flags:
    """SW_DECOM is more than seven days before or after the SW_DEC of the child's record before.

    Records with reason FCONTA (first contact) are left aside.
    """
    return _apart_but_for_first_contacts(ret)


@rule(
    "SW10aSTG2",
    "Gap or overlap of over a week between social worker episodes",
    tables=["SWEpisodes"],
    fields=["SW_DECOM"],
    since=2026,
    severity="query",
    fix="Check the start, and the end of the record before; one should follow the other.",
    differs=_NO_BLANKS,
)
def gap_or_overlap(ret: Return) -> Flags:
    """SW_DECOM is more than seven days before or after the SW_DEC of the child's record before.

    Records with reason FCONTA (first contact) are left aside.
    """
    return _apart_but_for_first_contacts(ret)


def _apart_but_for_first_contacts(ret: Return) -> Flags:
    in_order = _in_order(ret)
    return in_order.flag((in_order.SW_REASON != "FCONTA") & _over_a_week_apart(in_order))


def _over_a_week_apart(in_order: View) -> Mask:
    start, end = in_order.SW_DECOM, in_order.before.SW_DEC
    apart_: Mask = (start < end - days(7)) | (start > end + days(7))
    return apart_


@rule(
    "SW10bSTG2",
    "First-contact social worker episode begins before the previous one is over",
    tables=["SWEpisodes"],
    fields=["SW_DECOM", "SW_REASON"],
    since=2026,
    fix="Correct the start, the end of the record before, or the reason.",
)
def first_contact_too_early(ret: Return) -> Flags:
    """The reason is FCONTA and SW_DECOM is not after the SW_DEC of the child's record before."""
    in_order = _in_order(ret)
    early = in_order.SW_DECOM <= in_order.before.SW_DEC
    return in_order.flag((in_order.SW_REASON == "FCONTA") & early)


@rule(
    "SW11aSTG2",
    "Social worker episode ended early and no other followed promptly",
    tables=["SWEpisodes"],
    fields=["SW_DEC", "SW_DECOM"],
    since=2024,
    until=2024,
    severity="query",
    fix="Add the social worker who took over, or correct the dates.",
    differs=because(
        "A child's last record that ended early is marked too; the existing tool marks only a "
        "record that follows.",
        OWN,
    ),
)
def nobody_followed(ret: Return) -> Flags:
    """A record ended by 26 March and none of the child began within five days of that.

    The record that comes next is marked when it began earlier or later, or has no start. The
    child's last record is marked itself, unless another began later than five days before its end.
    """
    workers = ret.SWEpisodes.ordered("SW_DECOM")
    before, early = workers.before, ret.end - days(5)
    start, gap = workers.SW_DECOM, days(5)
    in_time = (start >= before.SW_DEC - gap) & (start <= before.SW_DEC + gap)
    follows_late = (before.SW_DEC <= early) & ~in_time
    ended = workers.is_last & ~np.isnat(start) & (workers.SW_DEC <= early)
    return workers.flag(follows_late | (ended & ~(before.SW_DECOM > workers.SW_DEC - gap)))


@rule(
    "SW11bSTG2",
    "Social worker episode ended in the year's last days with no successor",
    tables=["SWEpisodes"],
    fields=["SW_DEC", "SW_DECOM"],
    since=2024,
    severity="query",
    fix="Add the social worker who took over, or correct the dates.",
    differs=because(
        "Only the child's newest record is looked at, so a record that was followed by another "
        "is not marked.",
        of_child("SWEpisodes", "other", repeated=("CHILD",)),
    ),
)
def ended_in_last_days(ret: Return) -> Flags:
    """The child's newest record ended from 26 to 31 March and no other began on that day or later.

    The newest is the one with the latest SW_DECOM, of equal ones the first in the file. Where the
    child has a record without a readable start, the first of these is marked in any case, and the
    newest is not.
    """
    workers = ret.SWEpisodes
    ended = workers.latest("SW_DECOM")
    ended = ended.where((ended.SW_DEC >= ret.end - days(5)) & (ended.SW_DEC <= ret.end))
    undated = workers.where(np.isnat(workers.SW_DECOM)).ordered()
    alone = _without_successor(ret, ended.where(~ended.among(undated.children())))
    at_fault = undated.is_first & undated.among(ended.children())
    return both(alone.flag(alone.exists), undated.flag(at_fault))


def _without_successor(ret: Return, newest: View) -> View:
    """Those of the records after whose end no other of the child begins, that day included."""
    place, partner = newest.pairs(_dated(ret))
    ended, other = newest.take(place), _dated(ret).take(partner)
    follows = (other.index != ended.index) & (other.SW_DECOM >= ended.SW_DEC)
    return newest.where(~any_at(place, follows, len(newest)))


@rule(
    "SW14STG2",
    "End date is absent on an earlier social worker episode",
    tables=["SWEpisodes"],
    fields=["SW_DEC"],
    since=2024,
    until=2024,
    fix="Give the date on which the earlier social worker handed over.",
)
def earlier_without_end(ret: Return) -> Flags:
    """SW_DEC is blank or no date, and the record is not the child's last by SW_DECOM.

    Records without a readable start come last.
    """
    workers = ret.SWEpisodes.ordered("SW_DECOM")
    return workers.flag(np.isnat(workers.SW_DEC) & ~workers.is_last)


@rule(
    "SW17STG2",
    "Child's last social worker episode is already closed",
    tables=["SWEpisodes"],
    fields=["SW_DEC", "SW_DECOM"],
    since=2026,
    severity="query",
    fix="Take the end date out, or add the social worker who took over.",
    differs=[
        because("Records without CHILD are left out.", row("other", missing=("CHILD",))),
        because(
            "Of records that start on one day the lower one is the last; the existing tool "
            "picks either.",
            of_child("SWEpisodes", repeated=("CHILD", "SW_DECOM")),
        ),
        loose_dates("SWEpisodes", "SW_DECOM"),
    ],
)
def last_one_closed(ret: Return) -> Flags:
    """The child's record with the latest SW_DECOM has anything in SW_DEC."""
    workers = ret.SWEpisodes
    # Records without a readable start come first: they count only where there is no other.
    last = workers.ordered(~np.isnat(workers.SW_DECOM), "SW_DECOM")
    return last.flag(last.is_last & last.filled("SW_DEC"))
