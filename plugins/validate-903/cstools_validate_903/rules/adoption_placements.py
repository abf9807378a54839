"""Placements for adoption: how they may begin and what must come before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import because, row, rule
from cstools_ssda903.care import ADOPTION_PLACES, FOSTER_PLACES
from cstools_validate_903.blocks.differences import BREAKS_OFF, TIES_IN_START
from cstools_validate_903.blocks.episode_order import with_previous

if TYPE_CHECKING:
    from cstools.rules import Flags, Return

WITH_FOSTER_CARER = ("A3", "A5")
SINCE = np.datetime64("2015-04-01", "D")


@rule(
    "217",
    "Foster-carer adoption placement needs an episode reason of S, T or U",
    tables=["Episodes"],
    fields=["PLACE", "DECOM", "RNE"],
    fix="Use T or U, as the child stays with the same carer, or correct the placement.",
)
def carer_changed(ret: Return) -> Flags:
    """PLACE is A3 or A5, DECOM is 1 April 2015 or later, and RNE is not S, T or U."""
    ep = ret.Episodes
    stays = ep.PLACE.isin(*WITH_FOSTER_CARER) & (ep.DECOM >= SINCE)
    return ep.flag(stays & ~ep.RNE.isin("S", "T", "U"))


@rule(
    "336",
    "Foster-carer adoption placement not preceded by a foster placement",
    tables=["Episodes"],
    fields=["PLACE"],
    fix="Correct the placement: A3 and A5 are for a child who stays with the foster carer.",
    differs=[
        because(
            "It is tested for A3 and A5, the placements with the current foster carer, as the "
            "Department's wording has it; the existing tool tests A3 and A4.",
            row("own", codes={"PLACE": ("A5",)}),
            row("other", codes={"PLACE": ("A4",)}),
        ),
        BREAKS_OFF,
        TIES_IN_START,
    ],
)
def not_fostered_before(ret: Return) -> Flags:
    """PLACE is A3 or A5, and the child's episode before has no foster or adoption placement.

    That is, its PLACE is not A3 to A6 or U1 to U6. A child's first episode is not tested.
    """
    ep, before = with_previous(ret)
    fitting = before.PLACE.isin(*ADOPTION_PLACES, *FOSTER_PLACES)
    return ep.flag(before.exists & ep.PLACE.isin(*WITH_FOSTER_CARER) & ~fitting)


@rule(
    "408",
    "Adoption placement under a placement order without legal status E1",
    tables=["Episodes"],
    fields=["PLACE", "LS"],
    fix="Give the legal status E1, or A3 or A4 if the child was placed with consent.",
)
def without_placement_order(ret: Return) -> Flags:
    """PLACE is A5 or A6 and LS is not E1."""
    ep = ret.Episodes
    return ep.flag(ep.PLACE.isin("A5", "A6") & (ep.LS != "E1"))
