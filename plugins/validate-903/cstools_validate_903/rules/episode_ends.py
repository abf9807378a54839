"""How an episode ended: the reason against the child's age, the placement and what came after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools import RowCondition
from cstools.rules import add_years, anywhere, because, both, flag, row, rule
from cstools_ssda903.care import ADOPTION_PLACES, FOSTER_PLACES, ordered_episodes
from cstools_validate_903.blocks.adoption import ADOPTED
from cstools_validate_903.blocks.differences import OWN, of_child
from cstools_validate_903.blocks.episode_order import with_next

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools.rules import Flags, Mask, Return, View

SPECIAL_GUARDIANSHIP = ("E45", "E46", "E47", "E48")


@rule(
    "199",
    "Child has an episode after being adopted from care",
    tables=["Episodes"],
    fields=["CHILD"],
    last_year=["Episodes"],
    optional=["last Episodes"],
    fix="Correct the end reason, or give the adopted child a new identifier for the new episode.",
    differs=[
        because(
            "Of episodes that start on one day the one lower in the file is the later, and last "
            "year's is taken for the same one; the existing tool sorts them in either order.",
            of_child("Episodes", repeated=("CHILD", "DECOM")),
            RowCondition(table="Episodes", last_year=True, same=("CHILD", "DECOM")),
        )
    ],
)
def after_adoption(ret: Return) -> Flags:
    """REC of an earlier episode of the child, this year or last, is E11 or E12.

    Earlier goes by DECOM, then by place in the file; where last year's episode began on the same
    day, it is the same one reported twice and does not count.
    """
    ep = ordered_episodes(ret)
    dated = ep.where(~np.isnat(ep.DECOM))
    this_year = dated.flag(_after_first(dated, dated.REC.isin(*ADOPTED)))
    if not ret.last.has("Episodes"):
        return this_year
    then = ret.last.Episodes
    later, adopted = dated.join(then.where(then.REC.isin(*ADOPTED)).earliest("DECOM"))
    return both(this_year, later.flag(later.DECOM > adopted.DECOM))


def _after_first(ordered: View, rows: Mask) -> Mask:
    """In an ordered view: what stands after the first of `rows` of the same child."""
    seen: NDArray[np.int64] = np.cumsum(rows) - rows
    earlier_children = np.maximum.accumulate(np.where(ordered.is_first, seen, 0))
    after: Mask = seen > earlier_children
    return after


@rule(
    "386",
    "Ended by adoption although the young person was already 18",
    tables=["Header", "Episodes"],
    fields=["REC"],
    fix="Correct the end reason, the end date or the date of birth.",
)
def adopted_at_18(ret: Return) -> Flags:
    """REC is E11 or E12, and DEC is the 18th birthday or later."""
    ended, header = _ended(ret, *ADOPTED)
    return ended.flag(add_years(header.DOB, 18) <= ended.DEC)


@rule(
    "387",
    "Moved to independent living before the 14th birthday",
    tables=["Header", "Episodes"],
    fields=["REC"],
    fix="Correct the end reason, the end date or the date of birth.",
    differs=because(
        "A child without a date of birth is left out; the existing tool reports the episode.",
        of_child("Header", "other", missing=("DOB",)),
        of_child("Header", "other", absent=True),
    ),
)
def independent_before_14(ret: Return) -> Flags:
    """REC is E5 or E6, and DEC is before the 14th birthday."""
    ended, header = _ended(ret, "E5", "E6")
    return ended.flag(add_years(header.DOB, 14) > ended.DEC)


@rule(
    "389",
    "Transferred to adult social care before the 16th birthday",
    tables=["Episodes", "Header"],
    fields=["REC"],
    fix="Correct the end reason, the end date or the date of birth.",
    differs=because(
        "Without an end date or a date of birth no age is known and the episode is left out; "
        "the existing tool reports it.",
        row("other", missing=("DEC",)),
        of_child("Header", "other", missing=("DOB",)),
    ),
)
def adult_care_before_16(ret: Return) -> Flags:
    """REC is E7, and DEC is before the 16th birthday."""
    ended, header = _ended(ret, "E7")
    return ended.flag(add_years(header.DOB, 16) > ended.DEC)


@rule(
    "390",
    "Ended by adoption from a placement that is not an adoption placement",
    tables=["Episodes"],
    fields=["PLACE", "REC"],
    fix="Give the adoption placement (A3 to A6) an episode of its own, or correct the end reason.",
)
def adopted_from_elsewhere(ret: Return) -> Flags:
    """REC is E11 or E12, and PLACE is not A3, A4, A5 or A6."""
    ep = ret.Episodes
    return ep.flag(ep.REC.isin(*ADOPTED) & ~ep.PLACE.isin(*ADOPTION_PLACES))


@rule(
    "407",
    "Ended by special guardianship order although already past the 18th birthday",
    tables=["Episodes", "Header"],
    fields=["DEC", "DOB", "REC"],
    fix="Correct the end reason, the end date or the date of birth.",
    differs=because(
        "An end on the 18th birthday itself is reported, as the Department's wording has it "
        "and as in 386; the existing tool begins a day later.",
        OWN,
    ),
)
def guardianship_at_18(ret: Return) -> Flags:
    """REC is E45, E46, E47 or E48, and DEC is the 18th birthday or later."""
    ended, header = _ended(ret, *SPECIAL_GUARDIANSHIP)
    return flag(add_years(header.DOB, 18) <= ended.DEC, ended, header)


@rule(
    "437",
    "Later episode exists after death or after being found adult",
    tables=["Episodes"],
    fields=["REC"],
    fix="Correct the end reason, or take out the later episode.",
)
def episode_after_the_last(ret: Return) -> Flags:
    """REC is E2 or E15, and another episode of the child follows, by DECOM; undated ones follow."""
    ep, after = with_next(ret)
    return ep.flag(ep.REC.isin("E2", "E15") & ~np.isnat(ep.DECOM) & after.exists)


@rule(
    "460",
    "Stayed with carers at 18, but ended before the 18th birthday",
    tables=["Header", "Episodes"],
    fields=["DEC", "REC"],
    fix="Correct the end reason, the end date or the date of birth.",
    differs=because(
        "Where a child has several Header rows one that fails is enough; the existing tool stops.",
        anywhere("Header", "own", repeated=("CHILD",)),
    ),
)
def stayed_on_before_18(ret: Return) -> Flags:
    """REC is E17, and DEC is before the 18th birthday."""
    ended, header = _ended(ret, "E17")
    return ended.flag(add_years(header.DOB, 18) > ended.DEC)


@rule(
    "516",
    "Guardianship by former foster carer, but last placement was not fostering",
    tables=["Episodes"],
    fields=["REC", "PLACE"],
    fix="Use E47 or E48 for a guardian who was not the foster carer, or correct the placement.",
)
def guardian_was_no_foster_carer(ret: Return) -> Flags:
    """REC is E45 or E46, and PLACE of the same episode is not U1 to U6."""
    ep = ret.Episodes
    return ep.flag(ep.REC.isin("E45", "E46") & ~ep.PLACE.isin(*FOSTER_PLACES))


def _ended(ret: Return, *reasons: str) -> tuple[View, View]:
    """Episodes that ended for these reasons, beside the child's Header row."""
    episodes = ret.Episodes
    return episodes.where(episodes.REC.isin(*reasons)).join(ret.Header)
