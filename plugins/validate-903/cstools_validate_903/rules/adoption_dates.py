"""Dates of an adoption (AD1): readable, in order, agreeing with episodes and decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import anywhere, because, flag, rule, same_entry, unreadable_date
from cstools_validate_903.blocks.adoption import adoption_placements, ended_in_adoption
from cstools_validate_903.blocks.differences import OWN

if TYPE_CHECKING:
    from cstools.rules import Flags, Return


@rule(
    "112",
    "Adoption placement-intent date (DATE_INT) cannot be read as a date",
    tables=["AD1"],
    fields=["DATE_INT"],
    fix="Give the date of the decision as dd/mm/yyyy.",
)
def decision_date(ret: Return) -> Flags:
    """DATE_INT is filled in and no date."""
    return unreadable_date(ret, "AD1", "DATE_INT")


@rule(
    "113",
    "Adoption matching date (DATE_MATCH) cannot be read as a date",
    tables=["AD1"],
    fields=["DATE_MATCH"],
    fix="Give the date of the match as dd/mm/yyyy.",
)
def matching_date(ret: Return) -> Flags:
    """DATE_MATCH is filled in and no date."""
    return unreadable_date(ret, "AD1", "DATE_MATCH")


@rule(
    "331",
    "Matched with adopters after the adoption placement episode began",
    tables=["AD1", "Episodes"],
    fields=["DATE_MATCH", "DECOM", "REC"],
    fix="Correct the date of the match, or the start of the episode that ended in adoption.",
)
def matched_after_placement(ret: Return) -> Flags:
    """DATE_MATCH is after the start of the episode that ended in adoption (REC E11 or E12)."""
    adoptions, ep = ret.AD1.join(ended_in_adoption(ret))
    return flag(adoptions.DATE_MATCH > ep.DECOM, adoptions, ep)


@rule(
    "333",
    "Adoption decision date missing or later than the matching date",
    tables=["AD1"],
    fields=["DATE_INT"],
    fix="Give the date of the decision; it cannot be after the date of the match.",
)
def decided_after_match(ret: Return) -> Flags:
    """There is a DATE_MATCH, and DATE_INT is blank, unreadable or later."""
    adoptions = ret.AD1
    matched = ~np.isnat(adoptions.DATE_MATCH)
    undecided = np.isnat(adoptions.DATE_INT) | (adoptions.DATE_INT > adoptions.DATE_MATCH)
    return adoptions.flag(matched & undecided)


@rule(
    "334",
    "Adoption decision date precedes the start of the latest care period",
    tables=["Episodes", "AD1"],
    fields=["DATE_INT", "DECOM", "RNE"],
    fix="Correct the date of the decision, or the start of the period of care.",
    differs=because(
        "A child none of whose RNE S episodes has a readable start is left out; the existing "
        "tool stops the whole rule.",
        anywhere("Episodes", "own", codes={"RNE": ("S",)}, missing=("DECOM",)),
    ),
)
def decided_before_care(ret: Return) -> Flags:
    """DATE_INT is before the latest DECOM among the child's episodes of this year with RNE S."""
    ep = ret.Episodes
    starts, adoptions = ep.where(ep.RNE == "S").latest("DECOM").join(ret.AD1)
    return flag(adoptions.DATE_INT < starts.DECOM, starts, adoptions)


@rule(
    "521",
    "Adoption decision date falls after the adoption placement began",
    tables=["Episodes", "AD1"],
    fields=["PLACE", "DECOM", "DATE_INT"],
    fix="Correct the date of the decision, or the start or type of the placement.",
)
def decided_after_placement(ret: Return) -> Flags:
    """DATE_INT is after the start of any episode of the child placed for adoption (A3 to A6)."""
    ep, adoptions = adoption_placements(ret).join(ret.AD1)
    return flag(adoptions.DATE_INT > ep.DECOM, ep, adoptions)


@rule(
    "523",
    "The two adoption decision dates are not the same",
    tables=["PlacedAdoption", "AD1"],
    fields=["DATE_PLACED", "DATE_INT"],
    fix="Give the same date of the decision in both tables.",
)
def decision_dates_differ(ret: Return) -> Flags:
    """DATE_PLACED of any of the child's decisions is another day than DATE_INT.

    Blank and unreadable dates are not compared.
    """
    decisions, adoptions = ret.PlacedAdoption.join(ret.AD1)
    dated = ~np.isnat(decisions.DATE_PLACED) & ~np.isnat(adoptions.DATE_INT)
    return flag(dated & (decisions.DATE_PLACED != adoptions.DATE_INT), decisions, adoptions)


@rule(
    "582",
    "Date of adoption equals the date matched with adopters",
    tables=["Episodes", "AD1"],
    fields=["DEC", "DATE_MATCH"],
    severity="query",
    fix="Check both dates: a match comes before the adoption order.",
    differs=because(
        "Days are compared, not how they are written: 1/6/2024 and 01/06/2024 are the same.", OWN
    ),
)
def adopted_on_matching_day(ret: Return) -> Flags:
    """The episode that ended in adoption (E11, E12) did so on DATE_MATCH, whatever the year."""
    ep, adoptions = ended_in_adoption(ret).join(ret.AD1)
    return ep.flag(same_entry(ep, "DEC", adoptions, "DATE_MATCH"))
