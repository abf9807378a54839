"""Decisions to place for adoption (PlacedAdoption), taken by themselves: dates, reasons, order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import because, row, rule, unknown_code, unreadable_date
from cstools_validate_903.blocks.differences import OWN, of_child

if TYPE_CHECKING:
    from cstools.rules import Flags, Return


@rule(
    "115",
    "Placed-for-adoption decision date (DATE_PLACED) cannot be read as a date",
    tables=["PlacedAdoption"],
    fields=["DATE_PLACED"],
    fix="Give the date of the decision as dd/mm/yyyy.",
)
def decision_date(ret: Return) -> Flags:
    """DATE_PLACED is filled in and no date."""
    return unreadable_date(ret, "PlacedAdoption", "DATE_PLACED")


@rule(
    "116",
    "Adoption plan reversal date (DATE_PLACED_CEASED) cannot be read as a date",
    tables=["PlacedAdoption"],
    fields=["DATE_PLACED_CEASED"],
    fix="Give the date of the reversal as dd/mm/yyyy.",
)
def reversal_date(ret: Return) -> Flags:
    """DATE_PLACED_CEASED is filled in and no date."""
    return unreadable_date(ret, "PlacedAdoption", "DATE_PLACED_CEASED")


@rule(
    "119",
    "Adoption reversal has a date without a reason, or the reverse",
    tables=["PlacedAdoption"],
    fields=["REASON_PLACED_CEASED", "DATE_PLACED_CEASED"],
    fix="Give both the date and the reason of the reversal, or neither.",
)
def half_a_reversal(ret: Return) -> Flags:
    """Just one of DATE_PLACED_CEASED and REASON_PLACED_CEASED is filled in, right or wrong."""
    decisions = ret.PlacedAdoption
    dated = decisions.filled("DATE_PLACED_CEASED")
    return decisions.flag(dated != decisions.REASON_PLACED_CEASED.filled)


@rule(
    "120",
    "Reason for reversing the adoption plan is not an allowed code",
    tables=["PlacedAdoption"],
    fields=["REASON_PLACED_CEASED"],
    fix="Give RD1, RD2, RD3 or RD4.",
)
def reversal_reason(ret: Return) -> Flags:
    """REASON_PLACED_CEASED is filled in and not RD1 to RD4."""
    return unknown_code(ret, "PlacedAdoption", "REASON_PLACED_CEASED")


@rule(
    "184",
    "Decision to place for adoption is dated before birth",
    tables=["Header", "PlacedAdoption"],
    fields=["DATE_PLACED", "DOB"],
    fix="Correct the date of the decision, or the date of birth.",
    differs=because(
        "The date of birth is Header's, and a child without a readable one passes; the "
        "existing tool compares with the one in PlacedAdoption and marks a child without.",
        OWN,
        row("other", missing=("DOB",)),
        of_child("Header", "other", filled=("DOB",)),
    ),
)
def decided_before_birth(ret: Return) -> Flags:
    """DATE_PLACED is before the child's DOB in Header."""
    decisions, header = ret.PlacedAdoption.join(ret.Header)
    return decisions.flag(decisions.DATE_PLACED < header.DOB)


@rule(
    "522",
    "Placement-for-adoption decision reversed before it was made",
    tables=["PlacedAdoption"],
    fields=["DATE_PLACED", "DATE_PLACED_CEASED"],
    fix="Correct the date of the decision or of its reversal.",
)
def reversed_before_made(ret: Return) -> Flags:
    """DATE_PLACED_CEASED is before DATE_PLACED."""
    decisions = ret.PlacedAdoption
    return decisions.flag(decisions.DATE_PLACED_CEASED < decisions.DATE_PLACED)


@rule(
    "563",
    "Adoption decision shown as ended but never dated",
    tables=["PlacedAdoption"],
    fields=["DATE_PLACED", "REASON_PLACED_CEASED", "DATE_PLACED_CEASED"],
    fix="Give the date of the decision that was reversed.",
)
def reversed_without_decision(ret: Return) -> Flags:
    """DATE_PLACED_CEASED and REASON_PLACED_CEASED are both filled in, DATE_PLACED is blank."""
    decisions = ret.PlacedAdoption
    ended = decisions.filled("DATE_PLACED_CEASED") & decisions.REASON_PLACED_CEASED.filled
    return decisions.flag(ended & decisions.blank("DATE_PLACED"))


@rule(
    "579",
    "New adoption decision begins before the earlier one has ended",
    tables=["PlacedAdoption"],
    fields=["DATE_PLACED", "DATE_PLACED_CEASED"],
    fix="End the earlier decision, on or before the day of the new one.",
)
def decisions_overlap(ret: Return) -> Flags:
    """The child's decision before this one, by DATE_PLACED, has no readable end or a later one."""
    decisions = ret.PlacedAdoption.ordered("DATE_PLACED")
    before = decisions.before
    live = np.isnat(before.DATE_PLACED_CEASED) | (decisions.DATE_PLACED < before.DATE_PLACED_CEASED)
    return decisions.flag(before.exists & live)


@rule(
    "583",
    "Several adoption decisions and an earlier one was never ended",
    tables=["PlacedAdoption"],
    fields=["DATE_PLACED", "DATE_PLACED_CEASED"],
    fix="Give the date on which each earlier decision was reversed.",
    differs=because(
        "The latest decision is found by date; the existing tool sorts the dates as text.",
        of_child("PlacedAdoption", repeated=("CHILD",)),
    ),
)
def earlier_decision_not_ended(ret: Return) -> Flags:
    """DATE_PLACED_CEASED is blank and the child has another decision with a later DATE_PLACED.

    A decision without a readable date counts as earlier than all others.
    """
    newest_first = ret.PlacedAdoption.ordered(ret.end - ret.PlacedAdoption.DATE_PLACED)
    return newest_first.flag(~newest_first.is_first & newest_first.blank("DATE_PLACED_CEASED"))
