"""Strengths and difficulties questionnaire (OC2): who needs a score or a reason for none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools_validate_903.blocks.care import looked_after_all_year
from cstools_validate_903.engine import rule

if TYPE_CHECKING:
    from cstools_validate_903.engine import Flags, Return


@rule(
    "185",
    "SDQ score given for a child not in care all year",
    tables=["Episodes", "OC2"],
    fields=["SDQ_SCORE"],
    fix="Take the score out, or complete the child's episodes.",
)
def score_without_a_year_of_care(ret: Return) -> Flags:
    """SDQ_SCORE is filled in and the child was not looked after for the whole year to 31 March."""
    outcomes = ret.OC2
    return outcomes.flag(
        outcomes.SDQ_SCORE.filled & ~outcomes.among(looked_after_all_year(ret))
    )
