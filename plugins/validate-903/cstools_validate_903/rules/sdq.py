"""Strengths and difficulties questionnaire (OC2): who needs a score or a reason for none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import add_years, any_filled, rule
from cstools_ssda903.care import looked_after_all_year
from cstools_validate_903.blocks.items import SDQ

if TYPE_CHECKING:
    from cstools.rules import Flags, Mask, Return

_HIGHEST = 40


def _unanswered_after_a_year(ret: Return) -> Mask:
    """Children in care all year who have neither a score nor a reason for none."""
    outcomes = ret.OC2
    return outcomes.among(looked_after_all_year(ret)) & ~any_filled(outcomes, SDQ)


@rule(
    "157",
    "Reason SDQ1 used for a child of qualifying age",
    tables=["OC2", "Episodes"],
    fields=["SDQ_REASON", "DOB"],
    fix="Give the score, or the reason why a child of this age has none; else correct DOB.",
)
def reason_outside_age_for_qualifying_child(ret: Return) -> Flags:
    """The child was in care all year and has no SDQ_SCORE, and SDQ_REASON is SDQ1 (outside age).

    Yet the child was 4 by 1 April that opens the year and not yet past the 16th birthday on
    31 March that closes it, both days included.
    """
    outcomes = ret.OC2
    old_enough = add_years(outcomes.DOB, 4) <= ret.start
    of_age = old_enough & (add_years(outcomes.DOB, 16) >= ret.end)
    excused = outcomes.SDQ_SCORE.blank & (outcomes.SDQ_REASON == "SDQ1")
    return outcomes.flag(of_age & excused & outcomes.among(looked_after_all_year(ret)))


@rule(
    "180",
    "SDQ score is not a whole number from 0 to 40",
    tables=["OC2"],
    fields=["SDQ_SCORE"],
    fix="Give the total score as a whole number from 0 to 40, or leave it blank with a reason.",
)
def score_out_of_range(ret: Return) -> Flags:
    """SDQ_SCORE is filled in and is no whole number from 0 to 40; 12.0 and 012 are whole."""
    score = ret.OC2.SDQ_SCORE
    number = score.number
    valid = (number == np.floor(number)) & (number >= 0) & (number <= _HIGHEST)
    return ret.OC2.flag(score.filled & ~valid)


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
    return outcomes.flag(outcomes.SDQ_SCORE.filled & ~outcomes.among(looked_after_all_year(ret)))


@rule(
    "186",
    "SDQ missing for a child aged 4 to 16 in care all year",
    tables=["Episodes", "OC2"],
    fields=["SDQ_SCORE"],
    fix="Give the score, or the reason why there is none.",
)
def no_score_for_qualifying_child(ret: Return) -> Flags:
    """The child was in care all year, and SDQ_SCORE and SDQ_REASON are both blank.

    The child was 4 by 1 April that opens the year and turns 17 after 31 March that closes it.
    """
    birth = ret.OC2.DOB
    of_age = (add_years(birth, 4) <= ret.start) & (add_years(birth, 17) > ret.end)
    return ret.OC2.flag(of_age & _unanswered_after_a_year(ret))


@rule(
    "188",
    "SDQ data given for a child under 4 at year end",
    tables=["OC2"],
    fields=["SDQ_SCORE", "SDQ_REASON"],
    fix="Take the score and the reason out, or correct the date of birth.",
)
def answered_for_under_four(ret: Return) -> Flags:
    """The child turns 4 after 31 March that closes the year, and a score or reason is given."""
    too_young = add_years(ret.OC2.DOB, 4) > ret.end
    return ret.OC2.flag(too_young & any_filled(ret.OC2, SDQ))


@rule(
    "189",
    "SDQ data given for a child already 17 at year start",
    tables=["OC2"],
    fields=["DOB", "SDQ_SCORE", "SDQ_REASON"],
    fix="Take the score and the reason out, or correct the date of birth.",
)
def answered_for_over_seventeen(ret: Return) -> Flags:
    """The child turned 17 before 1 April that opens the year, and a score or reason is given."""
    too_old = add_years(ret.OC2.DOB, 17) < ret.start
    return ret.OC2.flag(too_old & any_filled(ret.OC2, SDQ))


@rule(
    "196",
    "Reason for no SDQ score is not an allowed code",
    tables=["OC2"],
    fields=["SDQ_REASON"],
    fix="Give one of SDQ1 to SDQ5, or leave the reason blank.",
)
def reason_code(ret: Return) -> Flags:
    """SDQ_REASON is filled in and is not SDQ1, SDQ2, SDQ3, SDQ4 or SDQ5."""
    reason = ret.OC2.SDQ_REASON
    return ret.OC2.flag(reason.filled & ~reason.isin(*ret.allowed("OC2", "SDQ_REASON")))


@rule(
    "197a",
    "SDQ score and reason for no score both filled in",
    tables=["OC2"],
    fields=["SDQ_SCORE", "SDQ_REASON"],
    fix="Keep the score and take the reason out, or the other way round.",
)
def score_and_reason(ret: Return) -> Flags:
    """SDQ_SCORE and SDQ_REASON are both filled in, with anything, a score of 0 included."""
    return ret.OC2.flag(ret.OC2.SDQ_SCORE.filled & ret.OC2.SDQ_REASON.filled)


@rule(
    "197B",
    "SDQ missing for a child turning 4 or 17 during the year",
    tables=["OC2", "Episodes"],
    fields=["SDQ_SCORE", "SDQ_REASON", "DOB"],
    fix="Give the score, or the reason why there is none.",
)
def no_score_in_birthday_year(ret: Return) -> Flags:
    """The child was in care all year, and SDQ_SCORE and SDQ_REASON are both blank.

    The 4th or the 17th birthday lies in the collection year, first and last day included.
    """
    birthdays = [add_years(ret.OC2.DOB, age) for age in (4, 17)]
    in_year = [(ret.start <= birthday) & (birthday <= ret.end) for birthday in birthdays]
    return ret.OC2.flag((in_year[0] | in_year[1]) & _unanswered_after_a_year(ret))


@rule(
    "198",
    "Reason for no SDQ given for a child not in care all year",
    tables=["Episodes", "OC2"],
    fields=["SDQ_REASON"],
    fix="Take the reason out, or complete the child's episodes.",
)
def reason_without_a_year_of_care(ret: Return) -> Flags:
    """SDQ_REASON is filled in and the child was not looked after for the whole year to 31 March."""
    outcomes = ret.OC2
    return outcomes.flag(outcomes.SDQ_REASON.filled & ~outcomes.among(looked_after_all_year(ret)))
