"""Legal status: where it does not belong, and orders that lasted longer than the law allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import because, days, rule
from cstools_validate_903.blocks.differences import of_child
from cstools_validate_903.blocks.legal_status_runs import exact_runs, touching_runs

if TYPE_CHECKING:
    from cstools.rules import Flags, Return

FREEING_ORDERS_ENDED = np.datetime64("2005-12-31", "D")
PLACEMENT_ORDERS_BEGAN = np.datetime64("2005-12-01", "D")

_ADJOINING = because(
    "Only episodes that adjoin are counted together; the existing tool can join ones far apart.",
    of_child("Episodes", repeated=("CHILD", "LS")),
)
_BY_DATE = because(
    "Episodes are taken by date; the existing tool takes them as they stand in the file.",
    of_child("Episodes", repeated=("CHILD", "LS")),
)
_NEVER_NEGATIVE = because(
    "An episode that ends before it starts adds no days; the existing tool takes its days off.",
    of_child("Episodes", "own", repeated=("CHILD", "LS"), filled=("DEC",)),
)


def _too_long(code: str, title: str, status: str, most: int) -> None:
    adjoining = status in ("L1", "L2")
    runs = exact_runs if adjoining else touching_runs

    @rule(
        code,
        title,
        tables=["Episodes"],
        fields=["DECOM", "LS", "DEC"] if adjoining else ["LS", "DECOM", "DEC"],
        fix="Correct the dates, or change the legal status on the day the order ended.",
        differs=_ADJOINING if adjoining else (_BY_DATE, _NEVER_NEGATIVE),
    )
    def too_long(ret: Return) -> Flags:
        """LS lasts longer than it may, over episodes of the child that follow each other.

        An open episode counts to 31 March of the collection year. Every episode of such a run is
        reported.
        """
        episodes, lasted = runs(ret, status)
        return episodes.flag(lasted > days(most))


_too_long("361", "Police protection status (L1) ran for more than three days", "L1", 3)
_too_long("362", "Emergency protection order (L2) ran for more than 21 days", "L2", 21)
_too_long("363", "Child assessment order (L3) ran for more than seven days", "L3", 7)
_too_long("364", "Detention in LA accommodation (J2) ran for more than 21 days", "J2", 21)


@rule(
    "378",
    "Child placed with parents (P1) while under legal status V2",
    tables=["Episodes"],
    fields=["PLACE", "LS"],
    fix="Correct the placement or the legal status: a child accommodated under V2 is not at home.",
)
def at_home_while_accommodated(ret: Return) -> Flags:
    """PLACE is P1 and LS is V2."""
    ep = ret.Episodes
    return ep.flag((ep.PLACE == "P1") & (ep.LS == "V2"))


@rule(
    "445",
    "Legal status D1 on an episode that began after 2005",
    tables=["Episodes"],
    fields=["LS", "DECOM"],
    until=2024,
    fix="Correct the legal status or the start of the episode.",
)
def freed_after_2005(ret: Return) -> Flags:
    """LS is D1 and DECOM is later than 31 December 2005."""
    ep = ret.Episodes
    return ep.flag((ep.LS == "D1") & (ep.DECOM > FREEING_ORDERS_ENDED))


@rule(
    "446",
    "Legal status E1 on an episode begun before December 2005",
    tables=["Episodes"],
    fields=["LS", "DECOM"],
    fix="Correct the legal status or the start of the episode.",
)
def placement_order_too_early(ret: Return) -> Flags:
    """LS is E1 and DECOM is earlier than 1 December 2005."""
    ep = ret.Episodes
    return ep.flag((ep.LS == "E1") & (ep.DECOM < PLACEMENT_ORDERS_BEGAN))


@rule(
    "451",
    "Open episode still has the abolished freeing-order status D1",
    tables=["Episodes"],
    fields=["DEC", "REC", "LS"],
    until=2024,
    fix="Correct the legal status, or give the end of the episode.",
)
def still_freed(ret: Return) -> Flags:
    """LS is D1, and DEC and REC are both blank."""
    ep = ret.Episodes
    return ep.flag((ep.LS == "D1") & ep.blank("DEC") & ep.REC.blank)
