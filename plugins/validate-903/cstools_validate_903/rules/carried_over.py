"""The first episode of this year against the last of last year's return."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import because, row, rule
from cstools_ssda903.needs import local_authority, postcodes
from cstools_validate_903.blocks.differences import BREAKS_OFF
from cstools_validate_903.blocks.episode_order import (
    carried_over,
    first_episodes,
    last_of_last_year,
)

if TYPE_CHECKING:
    from cstools.rules import Flags, Mask, Needed, Return, View

_FIX = "Report the episode as last year, or tell the Department what was wrong then."


@rule(
    "452",
    "Placement authority changed between last year's open and this year's first episode",
    tables=["Episodes"],
    fields=["PL_LA"],
    last_year=["Episodes"],
    needs=[postcodes],
    severity="query",
    fix="Check the placement postcode of both years: a move would be an episode of its own.",
    differs=BREAKS_OFF,
)
def same_episode_other_authority(ret: Return) -> Flags:
    """Last year's open episode goes on with the same RNE, but PL_LA is another one.

    The child's first episode this year is compared with the last one of last year, whose DEC must
    be blank. Two blanks are the same authority.
    """
    now, then = carried_over(ret)
    goes_on = then.blank("DEC") & (now.RNE == then.RNE)
    return now.flag(goes_on & ~now.PL_LA.same(then.PL_LA))


@rule(
    "453",
    "Placement distance changed between last year's open and this year's first episode",
    tables=["Episodes"],
    fields=["PL_DISTANCE"],
    last_year=["Episodes"],
    needs=[postcodes],
    severity="query",
    fix="Check the postcodes of both years: a move would be an episode of its own.",
    differs=[
        because(
            "A difference of exactly 0.2 miles is always found; the existing tool sometimes "
            "misses it by a rounding error.",
            row("own", filled=("PL_POST", "HOME_POST")),
        ),
        BREAKS_OFF,
    ],
)
def same_episode_other_distance(ret: Return) -> Flags:
    """Last year's open episode goes on with the same RNE, but PL_DISTANCE differs by 0.2 or more.

    A distance known this year and not known last year counts as a difference as well.
    """
    now, then = carried_over(ret)
    return now.flag((now.RNE == then.RNE) & _distance_changed(now, then))


@rule(
    "503G",
    "Placement distance differs from last year's open episode",
    tables=["Episodes"],
    fields=["PL_DISTANCE"],
    last_year=["Episodes"],
    needs=[postcodes],
    severity="query",
    fix=_FIX,
    differs=[
        because(
            "A difference of exactly 0.2 miles is always found; the existing tool sometimes "
            "misses it by a rounding error.",
            row("own", filled=("PL_POST", "HOME_POST")),
        ),
        BREAKS_OFF,
    ],
)
def other_distance(ret: Return) -> Flags:
    """PL_DISTANCE differs by 0.2 miles or more from that of last year's open episode.

    A distance known this year and not known last year counts as a difference as well.
    """
    now, then = carried_over(ret)
    return now.flag(_distance_changed(now, then))


def _distance_changed(now: View, then: View) -> Mask:
    # Distances have one decimal; rounding removes what binary numbers add to their difference.
    apart = np.round(np.abs(now.PL_DISTANCE - then.PL_DISTANCE), 1)
    newly_known = np.isnan(then.PL_DISTANCE) & ~np.isnan(now.PL_DISTANCE)
    changed: Mask = (apart >= 0.2) | newly_known
    return changed


@rule(
    "502",
    "This year's first episode starts on a different date than last year's open one",
    tables=["Episodes"],
    fields=["DECOM"],
    last_year=["Episodes"],
    fix="Report last year's open episode again with the date it started.",
    differs=BREAKS_OFF,
)
def other_start(ret: Return) -> Flags:
    """DECOM of the child's first episode differs from that of an open episode of last year.

    Open is whatever had a blank DEC, be it the last one or not; a DECOM lacking there differs.
    """
    then = ret.last.Episodes
    now, ongoing = first_episodes(ret).join(then.where(then.blank("DEC")))
    return now.flag(now.DECOM != ongoing.DECOM)


def _changed(code: str, column: str, title: str, needs: tuple[Needed, ...] = ()) -> None:
    @rule(
        code,
        f"{title} differs from last year's open episode",
        tables=["Episodes"],
        fields=[column],
        last_year=["Episodes"],
        needs=needs,
        optional=needs,
        severity="query",
        fix=_FIX,
        differs=BREAKS_OFF,
    )
    def changed(ret: Return) -> Flags:
        """First episode of the child this year and last one of last year differ in the field.

        Tested when last year's was open. Two blanks are the same.
        """
        return _unlike(ret, column)


def _unlike(ret: Return, column: str, *recoded: tuple[str, tuple[str, ...]]) -> Flags:
    """First episodes whose column is not as in last year's open one, nor recoded from it."""
    now, then = carried_over(ret)
    current, earlier = getattr(now, column), getattr(then, column)
    same = current.same(earlier)
    for old, new in recoded:
        same |= (earlier == old) & current.isin(*new)
    return now.flag(~same)


for _rule in (
    ("503A", "RNE", "Start reason"),
    ("503B", "LS", "Legal status"),
    ("503C", "CIN", "Category of need"),
    ("503E", "PLACE_PROVIDER", "Placement provider"),
    ("503F", "URN", "Ofsted URN"),
    ("503H", "PL_LA", "Placement authority", (postcodes,)),
    (
        "503J",
        "PL_LOCATION",
        "Placement location (in or out)",
        (local_authority, postcodes),
    ),
):
    _changed(*_rule)


@rule(
    "503D",
    "Placement type differs from last year's open episode",
    tables=["Episodes"],
    fields=["PLACE"],
    last_year=["Episodes"],
    severity="query",
    fix=_FIX,
    differs=BREAKS_OFF,
)
def other_place(ret: Return) -> Flags:
    """PLACE of the child's first episode is not that of last year's last one, open then."""
    return _unlike(ret, "PLACE")


@other_place.version(2024)
def other_place_2024(ret: Return) -> Flags:
    """PLACE of the child's first episode is not that of last year's last one, open then.

    H5 last year may have become K3.
    """
    return _unlike(ret, "PLACE", ("H5", ("K3",)))


@other_place.version(2026)
def other_place_2026(ret: Return) -> Flags:
    """PLACE of the child's first episode is not that of last year's last one, open then.

    Z1 last year may have become Z11, Z12, Z13 or Z14.
    """
    return _unlike(ret, "PLACE", ("Z1", ("Z11", "Z12", "Z13", "Z14")))


@other_place.version(2027)
def other_place_2027(ret: Return) -> Flags:
    """PLACE of the child's first episode is not that of last year's last one, open then."""
    return _unlike(ret, "PLACE")


@rule(
    "562",
    "First episode began before this year but last year's return lacks it",
    tables=["Episodes"],
    fields=["DECOM"],
    last_year=["Episodes"],
    fix="Correct the start date, or find out why last year's return does not have the episode.",
    differs=BREAKS_OFF,
)
def unknown_to_last_year(ret: Return) -> Flags:
    """First episode of the child began before 1 April, and is not the last one of last year.

    It is judged by DECOM alone; a child without any start date last year is reported.
    """
    first = first_episodes(ret)
    before = first.where(ret.start > first.DECOM)
    now, then = before.join(last_of_last_year(ret), keep_all=True)
    return now.flag(now.DECOM != then.DECOM)


@rule(
    "NoE",
    "Care began before this year but no episode in last year's return",
    tables=["Episodes"],
    fields=["DECOM"],
    last_year=["Episodes"],
    severity="query",
    fix="Check that last year's return is complete, and the child's identifier the same.",
    differs=because(
        "Records without a child identifier are left out.", row("other", missing=("CHILD",))
    ),
)
def no_episode_last_year(ret: Return) -> Flags:
    """DECOM is before 1 April of the collection year, and last year's Episodes lack the child."""
    ep = ret.Episodes
    known = ep.among(ret.last.Episodes.children())
    return ep.flag((ret.start > ep.DECOM) & (ep.child >= 0) & ~known)
