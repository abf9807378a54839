"""Placements against Ofsted's provider lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import because, row, rule
from cstools_ssda903.needs import local_authority, providers
from cstools_validate_903.blocks.differences import OWN
from cstools_validate_903.blocks.location import compact, not_short_break
from cstools_validate_903.blocks.placements import NOT_REGISTERED, OTHER
from cstools_validate_903.blocks.providers import all_of_episode, in_list, urn_pairs

if TYPE_CHECKING:
    from cstools import Difference
    from cstools.rules import Flags, Mask, Return

AS_TEXT = because(
    "The lists' URNs are read as text; where a workbook holds them as numbers the existing tool "
    "finds none of them or stops.",
    row("own", filled=("URN",)),
)


def _one_fits(which: str) -> list[Difference]:
    one_is_enough = f"Where a URN is listed more than once, one row {which} is enough."
    return [because(one_is_enough, row("other", filled=("URN",))), AS_TEXT]


@rule(
    "219",
    "Placement type not one the URN's provider is registered for",
    tables=["Episodes"],
    fields=["URN", "PLACE"],
    needs=[providers],
    fix="Check the URN and the placement type against Ofsted's list.",
    differs=_one_fits("that allows the placement"),
)
def place_not_registered(ret: Return) -> Flags:
    """A URN is given and PLACE is not among the codes Ofsted lists for it, or it is not listed."""
    pairs = urn_pairs(ret)
    fails = ~in_list(pairs.episodes.PLACE, pairs.place_codes)
    return pairs.episodes.flag(all_of_episode(pairs, fails))


@rule(
    "224",
    "Placement provider code not one held for the URN",
    tables=["Episodes"],
    fields=["PLACE_PROVIDER"],
    needs=[providers],
    fix="Check the URN and the provider code against Ofsted's list.",
    differs=_one_fits("that allows the provider code"),
)
def provider_not_registered(ret: Return) -> Flags:
    """A URN is given and PLACE_PROVIDER is not among the codes Ofsted lists for it.

    A blank PLACE_PROVIDER, or a URN that is not listed, is reported as well.
    """
    pairs = urn_pairs(ret)
    fails = ~in_list(pairs.episodes.PLACE_PROVIDER, pairs.provider_codes)
    return pairs.episodes.flag(all_of_episode(pairs, fails))


@rule(
    "221",
    "Placement postcode is not that of the URN's provider",
    tables=["Episodes"],
    fields=["PL_POST"],
    needs=[providers],
    fix="Check the URN and the placement postcode against Ofsted's list.",
    differs=_one_fits("with the postcode"),
)
def other_postcode(ret: Return) -> Flags:
    """PL_POST is not the postcode Ofsted lists for the URN; spaces do not matter.

    Tested when URN and PL_POST are given, LS is not V3 or V4, and PLACE is K1, K2, R3 or S1.
    A URN that is not listed is reported.
    """
    return _other_postcode(ret, "K1", "K2", "R3", "S1")


@other_postcode.version(2024)
def other_postcode_2024(ret: Return) -> Flags:
    """PL_POST is not the postcode Ofsted lists for the URN; spaces do not matter.

    Tested when URN and PL_POST are given, LS is not V3 or V4, and PLACE is H5, K1, K2, R3 or S1.
    A URN that is not listed is reported.
    """
    return _other_postcode(ret, "H5", "K1", "K2", "R3", "S1")


@other_postcode.version(2025)
def other_postcode_2025(ret: Return) -> Flags:
    """PL_POST is not the postcode Ofsted lists for the URN; spaces do not matter.

    Tested when URN and PL_POST are given, LS is not V3 or V4, and PLACE is K1, K2, K3, R3 or S1.
    A URN that is not listed is reported.
    """
    return _other_postcode(ret, "K1", "K2", "K3", "R3", "S1")


def _other_postcode(ret: Return, *places: str) -> Flags:
    pairs = urn_pairs(ret)
    ep = pairs.episodes
    tested = ep.PL_POST.filled & not_short_break(ep) & ep.PLACE.isin(*places)
    fails = compact(ep.PL_POST) != pairs.postcode
    return ep.flag(tested & all_of_episode(pairs, fails))


@rule(
    "227",
    "Episode begins on or after the provider's closing date",
    tables=["Episodes"],
    fields=["URN", "DECOM"],
    needs=[providers],
    fix="Check the URN: the provider may have been registered anew under another one.",
    differs=AS_TEXT,
)
def begins_after_closing(ret: Return) -> Flags:
    """DECOM is on or after the day on which a provider of this URN closed."""
    pairs = urn_pairs(ret)
    return pairs.episodes.flag(pairs.episodes.DECOM >= pairs.closed)


@rule(
    "228",
    "Episode runs on past the provider's closing date",
    tables=["Episodes"],
    fields=["URN", "DEC"],
    needs=[providers],
    severity="query",
    fix="Check the URN and DEC; an open episode at a home that closed within the year may be right "
    "when the provider was registered anew.",
    differs=[
        because("A closing date held as text is read as well; it stops the existing tool.", OWN),
        AS_TEXT,
    ],
)
def runs_on_after_closing(ret: Return) -> Flags:
    """DEC is after the day on which a provider of this URN closed.

    An episode without a readable DEC is held to last to 31 March of the collection year.
    """
    pairs = urn_pairs(ret)
    ends = pairs.episodes.DEC
    return pairs.episodes.flag(np.where(np.isnat(ends), ret.end, ends) > pairs.closed)


@rule(
    "229",
    "Own-provision or other-LA provider code conflicts with provider's local authority",
    tables=["Episodes"],
    fields=["URN", "PLACE_PROVIDER"],
    needs=[local_authority, providers],
    severity="query",
    fix="Check who provides the placement; the provider's authority is told by its postcode, "
    "which can mislead near a border or at a head office.",
    differs=AS_TEXT,
)
def provider_of_authority(ret: Return) -> Flags:
    """PLACE_PROVIDER is PR1 and the URN's provider is not in the own authority, or PR2 and it is.

    A provider whose authority is not known is not in the own one.
    """
    pairs = urn_pairs(ret)
    return pairs.episodes.flag(_wrong_authority(ret))


@provider_of_authority.version(2026)
def provider_of_authority_2026(ret: Return) -> Flags:
    """PLACE_PROVIDER is PR1 and the URN's provider is not in the own authority, or PR2 and it is.

    A provider whose authority is not known is not in the own one. Not tested: PLACE K3, P1, P3,
    R1, R2, R5, T0 to T4, Z11 to Z14.
    """
    ep = urn_pairs(ret).episodes
    return ep.flag(_wrong_authority(ret) & ~ep.PLACE.isin("K3", *NOT_REGISTERED, *OTHER))


def _wrong_authority(ret: Return) -> Mask:
    pairs = urn_pairs(ret)
    own = pairs.authority() == local_authority(ret)
    provider = pairs.episodes.PLACE_PROVIDER
    wrong: Mask = ((provider == "PR1") & ~own) | ((provider == "PR2") & own)
    return wrong


@rule(
    "1008",
    "Provider reference (URN) is not on the Ofsted lists",
    tables=["Episodes"],
    fields=["URN"],
    needs=[providers],
    fix="Correct the URN; the lists given may also be too old for a new provider.",
    differs=AS_TEXT,
)
def unknown_provider(ret: Return) -> Flags:
    """URN is given, is not the placeholder of seven X, and is not on Ofsted's lists."""
    pairs = urn_pairs(ret)
    return pairs.episodes.flag(~pairs.known)
