"""Ofsted's reference number (URN): which placements must have one and which must not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import because, rule
from cstools_ssda903.care import (
    ADOPTION_PLACES,
    FOSTER_PLACES,
    SHORT_BREAKS,
)
from cstools_ssda903.needs import postcodes
from cstools_validate_903.blocks.differences import OWN
from cstools_validate_903.blocks.location import OUTSIDE, outside_england
from cstools_validate_903.blocks.placements import NOT_REGISTERED, OTHER
from cstools_validate_903.blocks.providers import PLACEHOLDER, urn_given

if TYPE_CHECKING:
    from cstools.rules import Flags, Mask, Return

_LAST_WITHOUT_URN = np.datetime64("2015-03-31", "D")
_H5_CLOSED = np.datetime64("2023-10-28", "D")


@rule(
    "214",
    "Respite episode carries a placement postcode or URN",
    tables=["Episodes"],
    fields=["PL_POST", "URN"],
    fix="Leave the placement postcode and the URN out for short breaks.",
)
def placement_of_short_break(ret: Return) -> Flags:
    """LS is V3 or V4, and PL_POST or URN is filled in, be it with the placeholder."""
    ep = ret.Episodes
    return ep.flag(ep.LS.isin(*SHORT_BREAKS) & (ep.PL_POST.filled | ep.URN.filled))


@rule(
    "218",
    "Placement in England that needs an Ofsted URN has none",
    tables=["Episodes"],
    fields=["URN"],
    needs=[postcodes],
    fix="Give the provider's URN, or XXXXXXX where the Department allows it.",
    differs=because(
        "To 2025 a placement without a usable postcode counts as one in England, as it does "
        "from 2026; the existing tool excuses it. An episode that ended after 31 March 2015 is "
        "tested "
        "even when it ended before the collection year.",
        OWN,
    ),
)
def urn_missing(ret: Return) -> Flags:
    """URN is blank, DEC is blank or after 31 March 2015, and the placement is not outside England.

    Not tested: PLACE H5, P1, P2, P3, R1, R2, R5, T0 to T4, Z1. Where PL_LA is blank the placement
    counts as one in England.
    """
    return _urn_missing(ret, outside_england(ret.Episodes), "H5", "P2", *NOT_REGISTERED, "Z1")


@urn_missing.version(2025)
def urn_missing_2025(ret: Return) -> Flags:
    """URN is blank, DEC is blank or after 31 March 2015, and the placement is not outside England.

    Not tested: PLACE P1, P3, R1, R2, R5, T0 to T4, Z1. Where PL_LA is blank the placement counts
    as one in England.
    """
    return _urn_missing(ret, outside_england(ret.Episodes), *NOT_REGISTERED, "Z1")


@urn_missing.version(2026)
def urn_missing_2026(ret: Return) -> Flags:
    """URN is blank, DEC is blank or after 31 March 2015, and the placement is not outside England.

    Not tested: PLACE P1, P3, R1, R2, R5, T0 to T4, Z11 to Z14. Outside England PL_LA is CON, NIR,
    SCO, WAL or NUK.
    """
    outside = ret.Episodes.PL_LA.isin(*OUTSIDE)
    return _urn_missing(ret, outside, *NOT_REGISTERED, *OTHER)


def _urn_missing(ret: Return, outside: Mask, *places: str) -> Flags:
    ep = ret.Episodes
    tested = ep.blank("DEC") | (ep.DEC > _LAST_WITHOUT_URN)
    return ep.flag(ep.URN.blank & ~ep.PLACE.isin(*places) & ~outside & tested)


@rule(
    "222",
    "URN given for a placement type that should have none",
    tables=["Episodes"],
    fields=["URN"],
    fix="Leave the URN out, or correct the placement type.",
)
def urn_needless(ret: Return) -> Flags:
    """A URN is given, and PLACE is H5, P1, P2, P3, R1, R2, R5, T0 to T4 or Z1.

    The placeholder of seven X is no URN.
    """
    return _urn_needless(ret, "H5", "P2", *NOT_REGISTERED, "Z1")


@urn_needless.version(2024)
def urn_needless_2024(ret: Return) -> Flags:
    """A URN is given, and PLACE is P1, P2, P3, R1, R2, R5, T0 to T4 or Z1.

    The placeholder of seven X is no URN.
    """
    return _urn_needless(ret, "P2", *NOT_REGISTERED, "Z1")


@urn_needless.version(2025)
def urn_needless_2025(ret: Return) -> Flags:
    """A URN is given, and PLACE is P1, P3, R1, R2, R5, T0 to T4 or Z1.

    The placeholder of seven X is no URN.
    """
    return _urn_needless(ret, *NOT_REGISTERED, "Z1")


@urn_needless.version(2026)
def urn_needless_2026(ret: Return) -> Flags:
    """A URN is given, and PLACE is P1, P3, R1, R2, R5, T0 to T4 or Z11 to Z14.

    The placeholder of seven X is no URN.
    """
    return _urn_needless(ret, *NOT_REGISTERED, *OTHER)


def _urn_needless(ret: Return, *places: str) -> Flags:
    ep = ret.Episodes
    return ep.flag(urn_given(ep) & ep.PLACE.isin(*places))


@rule(
    "230",
    "English H5 placement lasting past 28 October 2023 lacks an Ofsted URN",
    tables=["Episodes"],
    fields=["PLACE", "DEC", "URN"],
    needs=[postcodes],
    since=2024,
    until=2024,
    fix="Give the URN under which Ofsted registered the provider.",
    differs=because(
        "A placement without a usable postcode counts as one in England; the existing tool "
        "excuses it.",
        OWN,
    ),
)
def urn_missing_in_h5(ret: Return) -> Flags:
    """PLACE is H5, DEC is after 28 October 2023, blank or no date, and no URN is given.

    The placeholder of seven X is no URN. Not tested: placements in Wales, Scotland and Northern
    Ireland, as PL_LA has it.
    """
    ep = ret.Episodes
    ended = ep.DEC <= _H5_CLOSED
    outside = outside_england(ep, ("NIR", "SCO", "WAL", "NUK"))
    return ep.flag((ep.PLACE == "H5") & ~ended & ~urn_given(ep) & ~outside)


@rule(
    "242",
    "Placeholder URN used for a placement that is not fostering or adoption",
    tables=["Episodes"],
    fields=["URN"],
    since=2026,
    fix="Give the provider's own URN, or correct the placement type.",
)
def placeholder_elsewhere(ret: Return) -> Flags:
    """URN is XXXXXXX, and PLACE is not A3 to A6 or U1 to U6, be it blank."""
    ep = ret.Episodes
    family = ep.PLACE.isin(*ADOPTION_PLACES, *FOSTER_PLACES)
    return ep.flag((ep.URN == PLACEHOLDER) & ~family)


@rule(
    "243",
    "Placement outside England has an Ofsted URN",
    tables=["Episodes"],
    fields=["URN"],
    needs=[postcodes],
    since=2026,
    fix="Leave the URN out, or correct the placement postcode.",
)
def urn_outside_england(ret: Return) -> Flags:
    """URN is filled in, be it the placeholder, and PL_LA is CON, NIR, SCO, WAL or NUK."""
    ep = ret.Episodes
    return ep.flag(ep.URN.filled & ep.PL_LA.isin(*OUTSIDE))
