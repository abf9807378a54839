"""Dates of the decision to place for adoption (PlacedAdoption) against the episodes of care."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.rules import anywhere, because, flag, rule, with_child
from cstools_ssda903.care import SHORT_BREAKS
from cstools_validate_903.blocks.adoption import adoption_placements
from cstools_validate_903.blocks.differences import of_child

if TYPE_CHECKING:
    from cstools.rules import Flags, Return


@rule(
    "117",
    "Adoption decision or reversal dated after year end or after leaving care",
    tables=["Episodes", "PlacedAdoption"],
    fields=["DATE_PLACED_CEASED", "DATE_PLACED", "DEC", "REC", "DECOM"],
    fix="Correct the date of the decision or of its reversal, or the end of the episode.",
    differs=because(
        "Dates after the year are found for children without an episode to compare with too.",
        of_child("Episodes", "own", absent=True),
    ),
)
def dated_after_care(ret: Return) -> Flags:
    """DATE_PLACED or DATE_PLACED_CEASED is after the year's end, or after the child left care.

    Leaving care is the DEC of the episode with the latest DECOM among those not ended with X1.
    """
    ep = ret.Episodes
    newest = ep.where(ep.REC != "X1").latest("DECOM")
    decisions, last = with_child(ret.PlacedAdoption).join(newest, keep_all=True)
    placed, ended = decisions.DATE_PLACED, decisions.DATE_PLACED_CEASED
    late = (placed > ret.end) | (placed > last.DEC) | (ended > ret.end) | (ended > last.DEC)
    return flag(late, last, decisions)


@rule(
    "118",
    "Adoption plan reversed before the year began or before care began",
    tables=["Episodes", "PlacedAdoption"],
    fields=["DATE_PLACED_CEASED", "DECOM", "LS"],
    fix="Correct the date of the reversal, or leave out a decision reversed in an earlier year.",
    differs=because(
        "A child whose episodes outside short breaks all lack a readable start is left out; "
        "the existing tool stops the whole rule.",
        anywhere("Episodes", "own", missing=("DECOM",)),
    ),
)
def reversed_before_care(ret: Return) -> Flags:
    """DATE_PLACED_CEASED is before the year, or before the child's first episode of this year.

    Short breaks (V3, V4) are left aside; a child without another episode is not tested.
    """
    ep = ret.Episodes
    first = ep.where(~ep.LS.isin(*SHORT_BREAKS)).earliest("DECOM")
    first, decisions = first.join(ret.PlacedAdoption)
    ended = decisions.DATE_PLACED_CEASED
    return flag((ended < first.DECOM) | (ended < ret.start), first, decisions)


@rule(
    "551",
    "Adoption placement without a recorded adoption decision date",
    tables=["Episodes", "PlacedAdoption"],
    fields=["DATE_PLACED", "PLACE"],
    fix="Give the date of the decision to place the child for adoption.",
)
def placed_without_decision(ret: Return) -> Flags:
    """PLACE is A3 to A6, and the child has no decision or one whose DATE_PLACED is blank."""
    ep, decisions = with_child(adoption_placements(ret)), ret.PlacedAdoption
    undated = decisions.children(decisions.blank("DATE_PLACED"))
    return ep.flag(~ep.among(decisions.children()) | ep.among(undated))


@rule(
    "552",
    "Adoption decision dated later than the start of adoption placement",
    tables=["Episodes", "PlacedAdoption"],
    fields=["DATE_PLACED", "DECOM"],
    fix="Correct the date of the decision, or the start of the placement.",
)
def placed_before_decision(ret: Return) -> Flags:
    """The child's first episode placed for adoption (A3 to A6) began before the last DATE_PLACED.

    A child rightly placed on an earlier decision that was ended and made anew is marked too.
    """
    first = adoption_placements(ret).earliest("DECOM")
    ep, decisions = first.join(ret.PlacedAdoption.latest("DATE_PLACED"))
    return flag(ep.DECOM < decisions.DATE_PLACED, ep, decisions)


@rule(
    "554",
    "Adoption decision dated later than the placement order",
    tables=["Episodes", "PlacedAdoption"],
    fields=["DATE_PLACED", "DECOM", "LS"],
    fix="Correct the date of the decision, or the start of the placement order.",
    differs=because(
        "A child whose E1 episodes all lack a readable start is left out; the existing tool "
        "stops the whole rule.",
        anywhere("Episodes", "own", codes={"LS": ("E1",)}, missing=("DECOM",)),
    ),
)
def ordered_before_decision(ret: Return) -> Flags:
    """A DATE_PLACED of the child is after the start of the child's first episode with LS E1."""
    ep = ret.Episodes
    first, decisions = ep.where(ep.LS == "E1").earliest("DECOM").join(ret.PlacedAdoption)
    return flag(decisions.DATE_PLACED > first.DECOM, first, decisions)


@rule(
    "556",
    "Adoption decision dated later than the freeing order",
    tables=["Episodes", "PlacedAdoption"],
    fields=["DATE_PLACED", "DECOM"],
    until=2024,
    fix="Correct the date of the decision, or the start of the freeing order.",
)
def freed_before_decision(ret: Return) -> Flags:
    """An episode with LS D1 began before any DATE_PLACED of the child."""
    ep, decisions = ret.Episodes.where(ret.Episodes.LS == "D1").join(ret.PlacedAdoption)
    return ep.flag(decisions.DATE_PLACED > ep.DECOM)


@rule(
    "1003",
    "Adoption placement decision dated before the child first entered care",
    tables=["Episodes", "PlacedAdoption"],
    fields=["DATE_PLACED", "DECOM", "RNE"],
    fix="Correct the date of the decision, or the start of care.",
    differs=because(
        "A child none of whose RNE S episodes has a readable start is left out; the existing "
        "tool stops the whole rule.",
        anywhere("Episodes", "own", codes={"RNE": ("S",)}, missing=("DECOM",)),
    ),
)
def decided_before_care(ret: Return) -> Flags:
    """DATE_PLACED is before the earliest DECOM of the child's episodes of this year with RNE S."""
    ep = ret.Episodes
    first, decisions = ep.where(ep.RNE == "S").earliest("DECOM").join(ret.PlacedAdoption)
    return flag(decisions.DATE_PLACED < first.DECOM, first, decisions)
