"""Rules for everyone: `@rule`, what a rule sees, and `validator`, which makes a tool of them.

A rule gets the tables of a run as views whose columns compare with one policy for blanks, and
gives back the rows it flags::

    @rule("LATE", "Review held too long after the one before", tables=["Reviews"],
          fields=["REVIEW"], severity="query", fix="Check both dates.")
    def late_review(ret):
        \"\"\"REVIEW is more than 183 days after the child's review before it.\"\"\"
        reviews = ret.Reviews.ordered("REVIEW")
        return reviews.flag(reviews.REVIEW > reviews.before.REVIEW + days(183))

    cstools_validate = validator(__name__)

It needs numpy, pandas and pyarrow, which are imported when a name of it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.io.lazy import attach

if TYPE_CHECKING:
    from cstools.rules.columns import DAY, Codes, Dates, Mask, add_years, days, take_dates
    from cstools.rules.declaration import Rule, Version, rule
    from cstools.rules.differences import anywhere, because, row
    from cstools.rules.entries import (
        any_blank,
        any_filled,
        repeated_key,
        same_entry,
        unknown_code,
        unreadable_date,
        with_child,
    )
    from cstools.rules.execution import execute
    from cstools.rules.flags import Flags, both, flag, flag_last_year
    from cstools.rules.hook import Validate, validator
    from cstools.rules.needs import Derivation, Need, Needed, Skip, derives, need, shared
    from cstools.rules.pairs import any_at, beside, expand
    from cstools.rules.preparation import prepare
    from cstools.rules.rulebook import Rulebook
    from cstools.rules.spans import begins_too_soon
    from cstools.rules.tables import Frame, OnePeriod, Return
    from cstools.rules.view import ChildSet, View
    from cstools.standard.shape import NO_DATE

__all__ = [
    "DAY",
    "NO_DATE",
    "ChildSet",
    "Codes",
    "Dates",
    "Derivation",
    "Flags",
    "Frame",
    "Mask",
    "Need",
    "Needed",
    "OnePeriod",
    "Return",
    "Rule",
    "Rulebook",
    "Skip",
    "Validate",
    "Version",
    "View",
    "add_years",
    "any_at",
    "any_blank",
    "any_filled",
    "anywhere",
    "because",
    "begins_too_soon",
    "beside",
    "both",
    "days",
    "derives",
    "execute",
    "expand",
    "flag",
    "flag_last_year",
    "need",
    "prepare",
    "repeated_key",
    "row",
    "rule",
    "same_entry",
    "shared",
    "take_dates",
    "unknown_code",
    "unreadable_date",
    "validator",
    "with_child",
]

__getattr__, __dir__ = attach(
    __name__,
    {
        "cstools.rules.columns": (
            "DAY",
            "Codes",
            "Dates",
            "Mask",
            "add_years",
            "days",
            "take_dates",
        ),
        "cstools.rules.differences": ("anywhere", "because", "row"),
        "cstools.rules.entries": (
            "any_blank",
            "any_filled",
            "repeated_key",
            "same_entry",
            "unknown_code",
            "unreadable_date",
            "with_child",
        ),
        "cstools.rules.execution": ("execute",),
        "cstools.rules.flags": ("Flags", "both", "flag", "flag_last_year"),
        "cstools.rules.needs": (
            "Derivation",
            "Need",
            "Needed",
            "Skip",
            "derives",
            "need",
            "shared",
        ),
        "cstools.rules.pairs": ("any_at", "beside", "expand"),
        "cstools.rules.preparation": ("prepare",),
        "cstools.rules.declaration": ("Rule", "Version", "rule"),
        "cstools.rules.rulebook": ("Rulebook",),
        "cstools.rules.spans": ("begins_too_soon",),
        "cstools.rules.tables": ("Frame", "OnePeriod", "Return"),
        "cstools.rules.hook": ("Validate", "validator"),
        "cstools.rules.view": ("ChildSet", "View"),
        "cstools.standard.shape": ("NO_DATE",),
    },
)
