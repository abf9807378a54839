"""Postcodes of home and placement, and the distance between them (PL_DISTANCE)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import because, rule
from cstools_ssda903.care import tells_uasc
from cstools_ssda903.needs import postcodes
from cstools_validate_903.blocks.differences import LISTED_TWICE, of_child
from cstools_validate_903.blocks.location import in_directory, not_short_break
from cstools_validate_903.blocks.uasc import known_uasc

if TYPE_CHECKING:
    from cstools.rules import Flags, Return

_UASC = ("Header", "UASC")
_LAST_UASC = ("last Header", "last UASC")
_FORMER_UASC = " A child who was UASC the year before last is marked wrongly; leave that one."


@rule(
    "164",
    "Distance between home and placement is out of range",
    tables=["Episodes", *_UASC],
    fields=["PL_DISTANCE"],
    last_year=_UASC,
    optional=[*_UASC, *_LAST_UASC],
    needs=[postcodes],
    fix="Correct the postcodes of home and placement.",
    differs=because(
        "Short breaks (V3, V4) are left out, as the Department's rule has it.",
        of_child("Episodes", "other", codes={"LS": ("V3", "V4")}),
    ),
)
def distance_out_of_range(ret: Return) -> Flags:
    """PL_DISTANCE is below 0 or above 999.9, LS is not V3 or V4, and the child is not UASC.

    UASC is whoever is or was one this year or last year.
    """
    ep = ret.Episodes
    others = ~ep.among(known_uasc(ret)) & not_short_break(ep)
    return ep.flag(others & ((ep.PL_DISTANCE < 0.0) | (ep.PL_DISTANCE > 999.9)))


@rule(
    "392a",
    "No placement distance for a looked-after child who is not UASC",
    tables=["Episodes", *_UASC],
    fields=["PL_DISTANCE"],
    last_year=_UASC,
    optional=[*_UASC, *_LAST_UASC],
    needs=[postcodes],
    fix="Correct or complete the postcodes of home and placement." + _FORMER_UASC,
    differs=LISTED_TWICE,
)
def distance_missing(ret: Return) -> Flags:
    """PL_DISTANCE is blank, LS is not V3 or V4, and the child is not UASC.

    UASC is whoever is or was one this year or last year.
    """
    ep = ret.Episodes
    missing = np.isnan(ep.PL_DISTANCE) & not_short_break(ep)
    return ep.flag(missing & ~ep.among(known_uasc(ret)))


@rule(
    "392b",
    "Home or placement postcode missing for a looked-after child not UASC",
    tables=["Episodes", *_UASC],
    fields=["HOME_POST", "PL_POST"],
    last_year=_UASC,
    optional=[*_UASC, *_LAST_UASC],
    fix="Give both postcodes." + _FORMER_UASC,
    differs=LISTED_TWICE,
)
def postcode_missing(ret: Return) -> Flags:
    """HOME_POST or PL_POST is blank, LS is not V3 or V4, and the child is not UASC.

    UASC is whoever is or was one this year or last year; no one is when no table tells.
    """
    ep = ret.Episodes
    missing = (ep.HOME_POST.blank | ep.PL_POST.blank) & not_short_break(ep)
    if tells_uasc(ret) or tells_uasc(ret.last):
        missing &= ~ep.among(known_uasc(ret))
    return ep.flag(missing)


@rule(
    "392c",
    "Home or placement postcode cannot be found in the postcode directory",
    tables=["Episodes"],
    fields=["HOME_POST", "PL_POST"],
    needs=[postcodes],
    fix="Correct the postcode; one of a new street may not be in the directory yet.",
)
def postcode_unknown(ret: Return) -> Flags:
    """HOME_POST or PL_POST is filled in and is no postcode of the United Kingdom or its islands.

    Postcodes no longer in use are known; spaces and capitals do not matter.
    """
    ep = ret.Episodes
    home, placement = ep.HOME_POST, ep.PL_POST
    known = in_directory(home, placement)
    unknown_home = home.filled & ~home.isin(*known)
    return ep.flag(unknown_home | (placement.filled & ~placement.isin(*known)))


@rule(
    "392d",
    "Home and placement postcodes equal though not placed with own parents",
    tables=["Episodes"],
    fields=["HOME_POST", "PL_POST", "PLACE"],
    severity="query",
    fix="Check both postcodes and the placement type.",
)
def placed_at_home(ret: Return) -> Flags:
    """HOME_POST and PL_POST are filled in and equal, and PLACE is not P1, be it blank."""
    ep = ret.Episodes
    return ep.flag((ep.HOME_POST == ep.PL_POST) & (ep.PLACE != "P1"))


@rule(
    "406",
    "Placement distance exists for a child who is or was UASC",
    tables=["Episodes", *_UASC],
    fields=["PL_DISTANCE"],
    last_year=_UASC,
    optional=[*_UASC, *_LAST_UASC],
    needs=[postcodes],
    fix="Leave the home postcode out for a child who is or was UASC. Who was one the year before "
    "last is not found here.",
    differs=LISTED_TWICE,
)
def distance_of_uasc(ret: Return) -> Flags:
    """PL_DISTANCE is filled in, and the child is or was UASC this year or last year."""
    ep = ret.Episodes
    return ep.flag(~np.isnan(ep.PL_DISTANCE) & ep.among(known_uasc(ret)))


@rule(
    "454",
    "Placement lies more than 350 miles from home",
    tables=["Episodes"],
    fields=["PL_DISTANCE"],
    needs=[postcodes],
    since=2026,
    severity="query",
    fix="Check the postcodes of home and placement.",
)
def far_from_home(ret: Return) -> Flags:
    """PL_DISTANCE is above 350 miles; 999.9, which stands for no distance, is left out."""
    ep = ret.Episodes
    return ep.flag((ep.PL_DISTANCE > 350) & (ep.PL_DISTANCE != 999.9))
