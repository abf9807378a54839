"""Care leavers (OC3): who was in care on the 17th or 18th birthday, or left care after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import NO_DATE, add_years, any_at, any_filled, anywhere, because, row, rule
from cstools_validate_903.blocks.differences import of_child
from cstools_validate_903.blocks.items import LEAVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools.rules import Flags, Return

_CHECK_EPISODES = "Take the care leaver details out, or correct the child's episodes."


@rule(
    "1007",
    "Care leaver details for someone still in care on 17th or 18th birthday",
    tables=["Episodes", "OC3"],
    fields=LEAVER,
    fix=_CHECK_EPISODES,
    differs=because(
        "An open episode counts as care on the birthday, unreadable dates are left out, and a "
        "birthday of 29 February falls on the 28th; the existing tool misses the first and "
        "stops at "
        "the others.",
        of_child("Episodes", "own", missing=("DEC",)),
        anywhere("Episodes", "own", unreadable=("DECOM", "DEC")),
        anywhere("OC3", "own", unreadable=("DOB",)),
        anywhere("OC3", "own", matches={"DOB": ".*-02-29.*"}),
    ),
)
def in_care_on_birthday(ret: Return) -> Flags:
    """A care leaver detail is given for someone aged 17 or 18 on 31 March that closes the year.

    One of the episodes began by the latest birthday and ended after it or is still open.
    """
    place, episode = ret.OC3.pairs(ret.Episodes)
    birthday, ep = _latest_birthday(ret)[place], ret.Episodes.take(episode)
    in_care = (ep.DECOM <= birthday) & ((ep.DEC > birthday) | ep.blank("DEC"))
    return ret.OC3.flag(any_at(place, in_care, len(ret.OC3)) & any_filled(ret.OC3, LEAVER))


@rule(
    "1016",
    "Care leaver details for someone who left care after that birthday",
    tables=["Episodes", "OC3"],
    fields=LEAVER,
    since=2024,
    fix=_CHECK_EPISODES,
    differs=because(
        "Age is told by the birthday, which matters to those born on 31 March, and an "
        "unreadable birth date counts as blank; the existing tool counts average years and stops.",
        row(matches={"DOB": ".*-0(3-31|4-01).*"}),
        anywhere("OC3", "own", unreadable=("DOB",)),
    ),
)
def left_after_birthday(ret: Return) -> Flags:
    """A care leaver detail is given for someone aged 17 or 18 on 31 March that closes the year.

    One of the episodes ended on the latest birthday or after it.
    """
    place, episode = ret.OC3.pairs(ret.Episodes)
    left = ret.Episodes.take(episode).DEC >= _latest_birthday(ret)[place]
    return ret.OC3.flag(any_at(place, left, len(ret.OC3)) & any_filled(ret.OC3, LEAVER))


def _latest_birthday(ret: Return) -> NDArray[np.datetime64]:
    """The 17th or 18th birthday of those aged 17 or 18 on 31 March; blank for all others."""
    at_17, at_18, at_19 = (add_years(ret.OC3.DOB, age) for age in (17, 18, 19))
    latest = np.where(at_18 <= ret.end, at_18, at_17)
    in_range = (at_17 <= ret.end) & (at_19 > ret.end)
    return np.where(in_range, latest, NO_DATE)
