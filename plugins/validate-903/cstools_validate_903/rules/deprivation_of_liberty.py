"""Deprivation of liberty orders (DoLo): their dates, and what care the child was in meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import any_at, because, begins_too_soon, flag, flag_last_year, rule, shared
from cstools_validate_903.blocks.differences import OTHER, OWN
from cstools_validate_903.blocks.spans import outside_care

if TYPE_CHECKING:
    from cstools.rules import Flags, Return, View

_SINCE = 2027
_CLOSED_ORDERS = because(
    "The placement is read from PLACE; the existing tool asks for a column PLACEMENT that the "
    "return does not have, and so never reports.",
    OWN,
)


@rule(
    "700",
    "DoLO start date absent or unreadable",
    tables=["DoLo"],
    fields=["DOLO_START"],
    since=_SINCE,
    fix="Give the day the order began as dd/mm/yyyy.",
)
def start_date(ret: Return) -> Flags:
    """DOLO_START is blank or no date."""
    return ret.DoLo.flag(np.isnat(ret.DoLo.DOLO_START))


@rule(
    "701",
    "DoLO end date unreadable",
    tables=["DoLo"],
    fields=["DOLO_END"],
    since=_SINCE,
    fix="Give the day the order ended as dd/mm/yyyy, or leave it blank while it lasts.",
)
def end_date(ret: Return) -> Flags:
    """DOLO_END is filled in and is no date."""
    return ret.DoLo.flag(ret.DoLo.unreadable("DOLO_END"))


@rule(
    "702",
    "DoLO ends on or earlier than its start day",
    tables=["DoLo"],
    fields=["DOLO_START", "DOLO_END"],
    since=_SINCE,
    fix="Correct the start or the end of the order.",
)
def ends_by_start(ret: Return) -> Flags:
    """DOLO_END is not after DOLO_START; both on one day are marked."""
    return ret.DoLo.flag(ret.DoLo.DOLO_END <= ret.DoLo.DOLO_START)


@rule(
    "703",
    "DoLO starts after 31 March",
    tables=["DoLo"],
    fields=["DOLO_START"],
    since=_SINCE,
    fix="Correct the start, or leave the order for next year's return.",
)
def starts_after_the_year(ret: Return) -> Flags:
    """DOLO_START is after 31 March that closes the collection year."""
    return ret.DoLo.flag(ret.DoLo.DOLO_START > ret.end)


@rule(
    "704",
    "DoLO ends outside the collection year",
    tables=["DoLo"],
    fields=["DOLO_END"],
    since=_SINCE,
    fix="Correct the end, or take out an order of another year.",
)
def ends_outside_the_year(ret: Return) -> Flags:
    """DOLO_END is before 1 April that opens the year or after 31 March that closes it."""
    return ret.DoLo.flag(ret.outside(ret.DoLo.DOLO_END))


@rule(
    "705",
    "DoLO begins while the one before is open or overlaps",
    tables=["DoLo"],
    fields=["DOLO_START", "DOLO_END"],
    since=_SINCE,
    fix="End the earlier order, or correct the dates of the two.",
)
def begins_in_order_before(ret: Return) -> Flags:
    """The child's order before this one has no readable end, or ends after DOLO_START.

    Orders stand by their ends, open ones by their start. Starting on the day the one before ended
    passes.
    """
    return begins_too_soon(ret.DoLo, "DOLO_START", "DOLO_END")


@rule(
    "706",
    "DoLO open last year has no match this year",
    tables=["DoLo"],
    fields=["DOLO_START"],
    last_year=["DoLo"],
    since=_SINCE,
    fix="Give last year's open order again, with the same start and, if it ended, its end.",
    differs=because(
        "An order without a start is left out; 2/6/2026 "
        "and 02/06/2026 are one day; and without last year's table the rule is skipped.",
        OTHER,
    ),
)
def open_order_dropped(ret: Return) -> Flags:
    """An order of last year has a start and no end, and this year none of the child starts then.

    The row number is that of last year's table, because this year there is none. Unreadable starts
    match as typed.
    """
    before = ret.last.DoLo
    place, order = before.pairs(ret.DoLo)
    start, other = before.typed("DOLO_START"), ret.DoLo.typed("DOLO_START")
    carried_on = any_at(place, start.take(place) == other.take(order), len(before))
    left_open = before.filled("DOLO_START") & before.blank("DOLO_END") & (before.child >= 0)
    return flag_last_year(left_open & ~carried_on, before)


@rule(
    "707",
    "DoLO does not fit within any period of care",
    tables=["DoLo", "Episodes"],
    fields=["DOLO_END"],
    since=_SINCE,
    fix="Give the order an end inside the period of care, or correct the episodes.",
)
def ends_outside_care(ret: Return) -> Flags:
    """The order fits none of the child's periods of care.

    It fits one when its end lies inside it, first and last day included; an open order fits an open
    period of care that began no later. Rows without a start, and children without an episode, are
    not tested.
    """
    return outside_care(ret, ret.DoLo, "DOLO_START", "DOLO_END")


@rule(
    "708",
    "Deprivation of liberty order starts on or before the birth date",
    tables=["DoLo"],
    fields=["DOLO_START", "DOB"],
    since=_SINCE,
    fix="Correct the start or the date of birth.",
)
def starts_by_birth(ret: Return) -> Flags:
    """DOLO_START is not after the DOB of the same row; the day of birth itself is marked."""
    return ret.DoLo.flag(ret.DoLo.DOLO_START <= ret.DoLo.DOB)


@rule(
    "709",
    "Placement during a deprivation of liberty order is of an unexpected type",
    tables=["DoLo", "Episodes"],
    fields=["DOLO_START", "DOLO_END", "DECOM", "DEC", "PLACE"],
    severity="query",
    since=_SINCE,
    fix="Check the placement type and the dates of the order.",
    differs=_CLOSED_ORDERS,
)
def unexpected_placement(ret: Return) -> Flags:
    """An order with both dates overlaps an episode, and PLACE is not K2, Z12 or Z13.

    Touching on one day is an overlap, an open episode never ends, and a blank PLACE is marked. The
    order and the episode are marked.
    """
    order, ep = _overlaps(ret)
    return flag(~ep.PLACE.isin("K2", "Z12", "Z13"), order, ep)


@rule(
    "710",
    "Placement type not allowed while a deprivation of liberty order is in force",
    tables=["DoLo", "Episodes"],
    fields=["DOLO_START", "DOLO_END", "DECOM", "DEC", "PLACE"],
    since=_SINCE,
    fix="Correct the placement type or the dates of the order.",
    differs=_CLOSED_ORDERS,
)
def forbidden_placement(ret: Return) -> Flags:
    """An order with both dates overlaps an episode, and PLACE is K1, P1, R5 or K3.

    Touching on one day is an overlap, and an open episode never ends. The order and the episode are
    marked.
    """
    order, ep = _overlaps(ret)
    return flag(ep.PLACE.isin("K1", "P1", "R5", "K3"), order, ep)


@shared
def _overlaps(ret: Return) -> tuple[View, View]:
    """Orders with a readable start and end, beside the episodes they share a day with."""
    dated = ~np.isnat(ret.DoLo.DOLO_START) & ~np.isnat(ret.DoLo.DOLO_END)
    order, ep = ret.DoLo.where(dated).join(ret.Episodes)
    begun = (order.DOLO_START <= ep.DEC) | np.isnat(ep.DEC)
    meet = begun & (order.DOLO_END >= ep.DECOM)
    return order.where(meet), ep.where(meet)
