"""Placements against Ofsted's provider lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools_validate_903.blocks.providers import all_of_episode, in_list, listed
from cstools_validate_903.engine import rule

if TYPE_CHECKING:
    from cstools_validate_903.engine import Flags, Return


@rule(
    "219",
    "Placement type not one the URN's provider is registered for",
    tables=["Episodes"],
    fields=["URN", "PLACE"],
    needs=["providers"],
    fix="Check the URN and the placement type against Ofsted's list.",
    differs="Where a URN is listed more than once, one row that allows the placement is enough.",
)
def place_not_registered(ret: Return) -> Flags:
    """A URN is given and PLACE is not among the codes Ofsted lists for it, or it is not listed."""
    pairs = listed(ret)
    fails = ~in_list(pairs.episodes.PLACE, pairs.place_codes)
    return pairs.episodes.flag(all_of_episode(pairs, fails))
