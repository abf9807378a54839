"""Reviews: when they were held and how the child took part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import add_years, rule, shared

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools.rules import Flags, Return

_UNDER_FOUR = "PN0"


@rule(
    "166",
    "Review date is blank or cannot be read as a date",
    tables=["Reviews"],
    fields=["REVIEW"],
    fix="Give the day of the review as dd/mm/yyyy.",
)
def review_date(ret: Return) -> Flags:
    """REVIEW is blank or no date."""
    return ret.Reviews.flag(np.isnat(ret.Reviews.REVIEW))


@rule(
    "167",
    "Review participation code is missing, unknown, or given without a date",
    tables=["Reviews"],
    fields=["REVIEW_CODE"],
    fix="Give each review its date and one of PN0 to PN7.",
)
def participation_code(ret: Return) -> Flags:
    """REVIEW is filled in and REVIEW_CODE is not one of PN0 to PN7, or only the code is given."""
    reviews = ret.Reviews
    has_date, code = reviews.filled("REVIEW"), reviews.REVIEW_CODE
    known = code.isin(*ret.allowed("Reviews", "REVIEW_CODE"))
    return reviews.flag(np.where(has_date, ~known, code.filled))


@rule(
    "440",
    "Review code PN0 (under four) used for an older child",
    tables=["Reviews"],
    fields=["DOB", "REVIEW", "REVIEW_CODE"],
    fix="Say how the child took part (PN1 to PN7), or correct the dates.",
)
def under_four_code_for_older_child(ret: Return) -> Flags:
    """REVIEW_CODE is PN0 and the review was held after the 4th birthday; that day itself passes."""
    reviews = ret.Reviews
    older = reviews.REVIEW > _fourth_birthday(ret)
    return reviews.flag(older & (reviews.REVIEW_CODE == _UNDER_FOUR))


@rule(
    "441",
    "Review code for age four or over used for a younger child",
    tables=["Reviews"],
    fields=["DOB", "REVIEW", "REVIEW_CODE"],
    fix="Use PN0 for a child under four, or correct the dates.",
)
def older_code_for_under_four(ret: Return) -> Flags:
    """REVIEW_CODE is one of PN1 to PN7 and the review was held before the 4th birthday."""
    reviews = ret.Reviews
    younger = reviews.REVIEW < _fourth_birthday(ret)
    older_codes = set(ret.allowed("Reviews", "REVIEW_CODE")) - {_UNDER_FOUR}
    return reviews.flag(younger & reviews.REVIEW_CODE.isin(*older_codes))


@shared
def _fourth_birthday(ret: Return) -> NDArray[np.datetime64]:
    return add_years(ret.Reviews.DOB, 4)
