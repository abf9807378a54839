"""Where a placement is: its authority (PL_LA), and inside or outside the own one (PL_LOCATION)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.rules import because, row, rule
from cstools_ssda903.care import ADOPTION_PLACES, FOSTER_PLACES, SHORT_BREAKS
from cstools_ssda903.needs import local_authority, postcodes, providers
from cstools_validate_903.blocks.differences import AUTHORITIES_SINCE_2021
from cstools_validate_903.blocks.location import not_short_break
from cstools_validate_903.blocks.providers import all_of_episode, urn_given, urn_pairs

if TYPE_CHECKING:
    from cstools.rules import Flags, Return

_CHECK_POSTCODE = "Correct the placement postcode; leave it out for short breaks only."
_HOUSEHOLDS = (*ADOPTION_PLACES, *FOSTER_PLACES)


@rule(
    "169",
    "Placement authority could not be found from the placement postcode",
    tables=["Episodes"],
    fields=["PL_LA"],
    needs=[postcodes, local_authority],
    optional=[local_authority],
    fix=_CHECK_POSTCODE,
    differs=because(
        "The councils formed since 2021 are known; the existing tool's list lacks them and it "
        "marks every placement there.",
        AUTHORITIES_SINCE_2021,
    ),
)
def authority_unknown(ret: Return) -> Flags:
    """LS is not V3 or V4, and PL_LA is blank: PL_POST is blank, unknown or in no authority."""
    ep = ret.Episodes
    return ep.flag(not_short_break(ep) & ep.PL_LA.blank)


@rule(
    "179",
    "Placement in/out of authority could not be found from the postcode",
    tables=["Episodes"],
    fields=["PL_LOCATION"],
    needs=[postcodes, local_authority],
    optional=[local_authority],
    fix=_CHECK_POSTCODE,
)
def location_unknown(ret: Return) -> Flags:
    """LS is not V3 or V4, and PL_LOCATION is blank: PL_POST is blank or unknown."""
    ep = ret.Episodes
    return ep.flag(not_short_break(ep) & ep.PL_LOCATION.blank)


@rule(
    "241",
    "Supported accommodation lies outside the LA areas known for its provider",
    tables=["Episodes"],
    fields=["URN"],
    needs=[local_authority, postcodes],
    optional=[local_authority],
    since=2026,
    severity="query",
    fix="Check the URN and the placement postcode. With Ofsted's lists at hand give --providers, "
    "so that the provider's areas are compared and not the own authority.",
    differs=because(
        "With Ofsted's lists PL_LA is compared with the authorities of the URN's providers, as "
        "the Department asks; the existing tool compares with the own authority always.",
        row(codes={"PLACE": ("K3",)}, filled=("URN",)),
    ),
)
def outside_known_areas(ret: Return) -> Flags:
    """A URN is given, PLACE is K3, and PL_LA is no authority Ofsted's lists have for that URN.

    Without Ofsted's lists PL_LA is compared with the own authority. A blank PL_LA is reported.
    """
    if providers.get(ret) is None:
        ep = ret.Episodes
        own = ep.PL_LA == local_authority(ret)
        return ep.flag(urn_given(ep) & (ep.PLACE == "K3") & ~own)
    pairs = urn_pairs(ret)
    elsewhere = all_of_episode(pairs, pairs.episodes.PL_LA != pairs.authority())
    return pairs.episodes.flag((pairs.episodes.PLACE == "K3") & elsewhere)


@rule(
    "411",
    "Placement is coded inside the authority but lies in another one",
    tables=["Episodes"],
    fields=["PL_LOCATION"],
    needs=[local_authority, postcodes],
    optional=[local_authority],
    fix="Correct PL_LOCATION or PL_LA, or leave both to be worked out from the postcode.",
)
def inside_yet_elsewhere(ret: Return) -> Flags:
    """PL_LOCATION is IN and PL_LA is not the own authority.

    That can only be where the two columns came with the return.
    """
    ep = ret.Episodes
    return ep.flag((ep.PL_LOCATION == "IN") & (ep.PL_LA != local_authority(ret)))


@rule(
    "420",
    "Placement authority exists for a short-break episode",
    tables=["Episodes"],
    fields=["PL_LA"],
    needs=[postcodes],
    fix="Leave the placement postcode out for short breaks.",
)
def authority_of_short_break(ret: Return) -> Flags:
    """LS is V3 or V4, and PL_LA is filled in."""
    ep = ret.Episodes
    return ep.flag(ep.LS.isin(*SHORT_BREAKS) & ep.PL_LA.filled)


@rule(
    "1015",
    "Own-provision placement is located outside the responsible authority",
    tables=["Episodes"],
    fields=["PL_LA", "PLACE_PROVIDER"],
    needs=[local_authority, postcodes],
    optional=[local_authority],
    severity="query",
    fix="Check the provider and the placement postcode; an authority can own a home elsewhere.",
    differs=because(
        "The councils formed since 2021 are known; the existing tool's list lacks them and it "
        "marks every own placement there.",
        AUTHORITIES_SINCE_2021,
    ),
)
def own_provision_elsewhere(ret: Return) -> Flags:
    """PLACE_PROVIDER is PR1 and PL_LA is not the own authority, or is blank.

    Not tested: PLACE A3 to A6, U1 to U6 or blank; LS V3, V4 or blank.
    """
    return _own_provision_elsewhere(ret, *_HOUSEHOLDS)


@own_provision_elsewhere.version(2026)
def own_provision_elsewhere_2026(ret: Return) -> Flags:
    """PLACE_PROVIDER is PR1 and PL_LA is not the own authority, or is blank.

    Not tested: PLACE A3 to A6, U1 to U6, K3 or blank; LS V3, V4 or blank.
    """
    return _own_provision_elsewhere(ret, *_HOUSEHOLDS, "K3")


def _own_provision_elsewhere(ret: Return, *households: str) -> Flags:
    ep = ret.Episodes
    tested = ep.PLACE.filled & ~ep.PLACE.isin(*households) & ep.LS.filled & not_short_break(ep)
    own = ep.PL_LA == local_authority(ret)
    return ep.flag((ep.PLACE_PROVIDER == "PR1") & tested & ~own)
