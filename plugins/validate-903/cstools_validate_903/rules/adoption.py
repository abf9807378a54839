"""Adoption details (AD1): complete, given only for adopted children, agreeing with the episodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.rules import any_blank, any_filled, flag, rule, unknown_code, with_child
from cstools_validate_903.blocks.adoption import adopted_in_year
from cstools_validate_903.blocks.items import ADOPTION

if TYPE_CHECKING:
    from cstools.rules import Flags, Return


@rule(
    "114",
    "Adopted by former foster carer marker is not 0 or 1",
    tables=["AD1"],
    fields=["FOSTER_CARE"],
    fix="Give 1 if the foster carer adopted the child, otherwise 0.",
)
def foster_carer_marker(ret: Return) -> Flags:
    """FOSTER_CARE is filled in and neither 0 nor 1."""
    return unknown_code(ret, "AD1", "FOSTER_CARE")


@rule(
    "151",
    "Adoption record only partly filled in",
    tables=["AD1"],
    fields=ADOPTION,
    fix="Fill in all six adoption details, or leave all six blank.",
)
def partly_filled_in(ret: Return) -> Flags:
    """Some, but not all, of the six adoption details are filled in; their values do not matter."""
    adoptions = ret.AD1
    return adoptions.flag(any_filled(adoptions, ADOPTION) & any_blank(adoptions, ADOPTION))


@rule(
    "335",
    "Adopted-by-foster-carer answer conflicts with the final placement type",
    tables=["Episodes", "AD1"],
    fields=["PLACE", "FOSTER_CARE"],
    fix="Correct the placement type of the last episode, or the foster carer marker.",
)
def foster_carer_against_placement(ret: Return) -> Flags:
    """An episode ended in adoption (REC E1, E11, E12) and the two answers contradict each other.

    PLACE A2, A3 or A5 is a placement with the foster carer and FOSTER_CARE says 0, or PLACE A1, A4
    or A6 is not and FOSTER_CARE says 1.
    """
    ended = ret.Episodes.where(ret.Episodes.REC.isin("E1", "E11", "E12"))
    ep, adoptions = ended.join(ret.AD1)
    with_carer = ep.PLACE.isin("A2", "A3", "A5") & (adoptions.FOSTER_CARE == "0")
    with_others = ep.PLACE.isin("A1", "A4", "A6") & (adoptions.FOSTER_CARE == "1")
    return flag(with_carer | with_others, ep, adoptions)


@rule(
    "525",
    "Adoption details given although the placement decision was reversed",
    tables=["PlacedAdoption", "AD1"],
    fields=["DATE_PLACED_CEASED", *ADOPTION],
    fix="Take out the adoption details, or the date the decision was reversed.",
)
def details_after_reversal(ret: Return) -> Flags:
    """A decision of the child has a DATE_PLACED_CEASED and AD1 has any of the six details.

    What was typed counts, an unreadable date and a 0 included.
    """
    decisions, adoptions = ret.PlacedAdoption.join(ret.AD1)
    reversed_ = decisions.filled("DATE_PLACED_CEASED")
    return flag(reversed_ & any_filled(adoptions, ADOPTION), decisions, adoptions)


@rule(
    "601",
    "Child adopted in the year but adoption details are incomplete",
    tables=["Episodes", "AD1"],
    fields=["REC", *ADOPTION],
    fix="Fill in all six adoption details, or correct the reason the episode ended.",
)
def adopted_without_details(ret: Return) -> Flags:
    """An episode ended in adoption within the year and the child's AD1 row lacks a detail.

    A child without any AD1 row is not tested.
    """
    ep, adoptions = adopted_in_year(ret).join(ret.AD1)
    return flag(any_blank(adoptions, ADOPTION), ep, adoptions)


@rule(
    "602",
    "Adoption details given for a child not shown adopted this year",
    tables=["Episodes", "AD1"],
    fields=["CHILD"],
    fix="Take the adoption details out, or end the last episode with E11 or E12 in the year.",
)
def details_without_adoption(ret: Return) -> Flags:
    """AD1 has a detail, and no episode of the child ended in adoption within the year.

    Adoption is REC E11 or E12 with a readable DEC.
    """
    adoptions = with_child(ret.AD1)
    adopted = adoptions.among(adopted_in_year(ret).children())
    return adoptions.flag(any_filled(adoptions, ADOPTION) & ~adopted)
