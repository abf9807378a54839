"""Placement type and provider: codes allowed, codes that exclude each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools_validate_903.engine import rule

if TYPE_CHECKING:
    from cstools_validate_903.engine import Flags, Return


@rule(
    "178",
    "Placement provider is an unknown code, or given where none belongs",
    tables=["Episodes"],
    fields=["PLACE_PROVIDER"],
    fix="Correct the provider code; leave it out for temporary and other placements.",
)
def provider_code(ret: Return) -> Flags:
    """PLACE_PROVIDER is filled in and unknown, or PLACE is T0 to T4 or Z1, which take none."""
    return _provider_code(ret, "T0", "T1", "T2", "T3", "T4", "Z1")


@provider_code.version(2026)
def provider_code_2026(ret: Return) -> Flags:
    """PLACE_PROVIDER is filled in and unknown, or PLACE is T0 to T3 or Z11 to Z14."""
    return _provider_code(ret, "T0", "T1", "T2", "T3", "Z11", "Z12", "Z13", "Z14")


def _provider_code(ret: Return, *takes_none: str) -> Flags:
    ep = ret.Episodes
    known = ep.PLACE_PROVIDER.isin(*ret.allowed("Episodes", "PLACE_PROVIDER"))
    return ep.flag(ep.PLACE_PROVIDER.filled & (~known | ep.PLACE.isin(*takes_none)))
