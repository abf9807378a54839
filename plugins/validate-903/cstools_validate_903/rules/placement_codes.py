"""Placement type and provider: codes allowed, codes that exclude each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import rule
from cstools_ssda903.care import ADOPTION_PLACES, FOSTER_PLACES, TEMPORARY
from cstools_validate_903.blocks.placements import OTHER

if TYPE_CHECKING:
    from cstools.rules import Flags, Return

_P2_CLOSED = np.datetime64("2023-10-28", "D")


@rule(
    "178",
    "Placement provider is an unknown code, or given where none belongs",
    tables=["Episodes"],
    fields=["PLACE_PROVIDER"],
    fix="Correct the provider code; leave it out for temporary and other placements.",
)
def provider_code(ret: Return) -> Flags:
    """PLACE_PROVIDER is filled in and unknown, or PLACE is T0 to T4 or Z1, which take none."""
    return _provider_code(ret, *TEMPORARY, "Z1")


@provider_code.version(2026)
def provider_code_2026(ret: Return) -> Flags:
    """PLACE_PROVIDER is filled in and unknown, or PLACE is T0 to T3 or Z11 to Z14."""
    return _provider_code(ret, "T0", "T1", "T2", "T3", *OTHER)


def _provider_code(ret: Return, *takes_none: str) -> Flags:
    ep = ret.Episodes
    known = ep.PLACE_PROVIDER.isin(*ret.allowed("Episodes", "PLACE_PROVIDER"))
    return ep.flag(ep.PLACE_PROVIDER.filled & (~known | ep.PLACE.isin(*takes_none)))


@rule(
    "213",
    "Placement provider filled in for a placement type that has none",
    tables=["Episodes"],
    fields=["PLACE_PROVIDER"],
    fix="Leave the provider out, or correct the placement type.",
)
def provider_of_none(ret: Return) -> Flags:
    """PLACE_PROVIDER is filled in and PLACE is T0 to T4."""
    return _provider_of(ret, *TEMPORARY)


@provider_of_none.version(2026)
def provider_of_none_2026(ret: Return) -> Flags:
    """PLACE_PROVIDER is filled in and PLACE is T0 to T4 or Z11 to Z14."""
    return _provider_of(ret, *TEMPORARY, *OTHER)


def _provider_of(ret: Return, *places: str) -> Flags:
    ep = ret.Episodes
    return ep.flag(ep.PLACE_PROVIDER.filled & ep.PLACE.isin(*places))


@rule(
    "526",
    "Placement provider code missing where the placement type requires one",
    tables=["Episodes"],
    fields=["PLACE", "PLACE_PROVIDER"],
    fix="Give the provider, PR0 to PR5.",
)
def provider_missing(ret: Return) -> Flags:
    """PLACE_PROVIDER is blank, and PLACE is not T0 to T4 or Z1; a blank PLACE needs one too."""
    return _without_provider(ret, *TEMPORARY, "Z1")


@provider_missing.version(2026)
def provider_missing_2026(ret: Return) -> Flags:
    """PLACE_PROVIDER is blank, and PLACE is not T0 to T4 or Z11 to Z14, which need none."""
    return _without_provider(ret, *TEMPORARY, *OTHER)


def _without_provider(ret: Return, *places: str) -> Flags:
    ep = ret.Episodes
    return ep.flag(ep.PLACE_PROVIDER.blank & ~ep.PLACE.isin(*places))


@rule(
    "217t",
    "Placement type P2 used after it was closed on 28 October 2023",
    tables=["Episodes"],
    fields=["PLACE", "DECOM"],
    since=2024,
    until=2024,
    fix="Give the placement type that replaced P2 from 29 October 2023 on.",
)
def closed_placement_type(ret: Return) -> Flags:
    """PLACE is P2, and DEC is after 28 October 2023, blank or no date."""
    ep = ret.Episodes
    ended = ep.DEC <= _P2_CLOSED
    return ep.flag((ep.PLACE == "P2") & ~ended)


def _clash(code: str, provider: str, places: tuple[str, ...], title: str) -> None:
    def clash(ret: Return) -> Flags:
        ep = ret.Episodes
        return ep.flag((ep.PLACE_PROVIDER == provider) & ep.PLACE.isin(*places))

    barred = places[0] if len(places) == 1 else f"one of {', '.join(places)}"
    clash.__doc__ = f"PLACE_PROVIDER is {provider} and PLACE is {barred}."
    rule(
        code,
        title,
        tables=["Episodes"],
        fields=["PLACE", "PLACE_PROVIDER"],
        fix="Correct the placement type or the provider.",
    )(clash)


for _rule in (
    (
        "527",
        "PR1",
        ("P1", "R2", "R5"),
        "Provider PR1 used with a placement that own provision cannot supply",
    ),
    ("528", "PR2", ("P1", "R2", "R5"), "Provider PR2 used with placement P1, R2 or R5"),
    (
        "529",
        "PR3",
        (*ADOPTION_PLACES, "K1", "K2", "P1", *FOSTER_PLACES),
        "Provider PR3 used with a placement other public bodies cannot supply",
    ),
    ("530", "PR4", ("P1",), "Provider PR4 used with placement P1"),
    ("531", "PR5", ("P1",), "Provider PR5 used with placement P1"),
):
    _clash(*_rule)


@rule(
    "550",
    "Provider PR0 used with a placement other than P1",
    tables=["Episodes"],
    fields=["PLACE", "PLACE_PROVIDER"],
    fix="Give the provider of the placement; PR0 is for a child placed with own parents.",
)
def parents_provide_elsewhere(ret: Return) -> Flags:
    """PLACE_PROVIDER is PR0 and PLACE is not P1, be it blank."""
    ep = ret.Episodes
    return ep.flag((ep.PLACE_PROVIDER == "PR0") & (ep.PLACE != "P1"))
