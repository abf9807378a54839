"""Periods missing or away from placement: their dates and the kind of absence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import begins_too_soon, rule

if TYPE_CHECKING:
    from cstools.rules import Flags, Return

_SAY_WHICH = "Say whether the child was missing (M) or away without authorisation (A)."


@rule(
    "564",
    "Missing or away period without a start date",
    tables=["Missing"],
    fields=["MISSING", "MIS_START"],
    fix="Give the day the period began.",
)
def no_start(ret: Return) -> Flags:
    """MISSING is M or A and MIS_START is blank."""
    missing = ret.Missing
    # Small letters reach a rule only in tables made in Python; they count here as well.
    absent = missing.MISSING.isin("M", "A", "m", "a")
    return missing.flag(absent & missing.blank("MIS_START"))


def _kind_not_given(code: str, column: str, title: str) -> None:
    @rule(code, title, tables=["Missing"], fields=["MISSING", column], fix=_SAY_WHICH)
    def kind_not_given(ret: Return) -> Flags:
        """The date is filled in, be it readable or not, and MISSING is blank."""
        return ret.Missing.flag(ret.Missing.filled(column) & ret.Missing.MISSING.blank)


_kind_not_given("565", "MIS_START", "Missing period start given but not whether missing or away")
_kind_not_given("566", "MIS_END", "Missing period end given but not whether missing or away")


@rule(
    "567",
    "Missing period ends earlier than it starts",
    tables=["Missing"],
    fields=["MIS_START", "MIS_END"],
    fix="Correct the start or the end.",
)
def ends_before_start(ret: Return) -> Flags:
    """MIS_START is after MIS_END; both on one day pass."""
    return ret.Missing.flag(ret.Missing.MIS_START > ret.Missing.MIS_END)


@rule(
    "570",
    "Missing period starts after 31 March",
    tables=["Missing"],
    fields=["MIS_START"],
    fix="Correct the start, or leave the period for next year's return.",
)
def starts_after_the_year(ret: Return) -> Flags:
    """MIS_START is after 31 March that closes the collection year."""
    return ret.Missing.flag(ret.Missing.MIS_START > ret.end)


@rule(
    "571",
    "Missing period ends outside the collection year",
    tables=["Missing"],
    fields=["MIS_END"],
    fix="Correct the end, or take out a period of another year.",
)
def ends_outside_the_year(ret: Return) -> Flags:
    """MIS_END is before 1 April that opens the collection year or after 31 March that closes it."""
    return ret.Missing.flag(ret.outside(ret.Missing.MIS_END))


@rule(
    "574",
    "Missing period begins while the one before is open or overlaps",
    tables=["Missing"],
    fields=["MIS_START", "MIS_END"],
    fix="End the earlier period, or correct the dates of the two.",
)
def begins_in_period_before(ret: Return) -> Flags:
    """The child's period before this one has no end, or ends after MIS_START.

    Periods stand in the order of their ends, open ones by their start. Starting on the day the one
    before ended passes.
    """
    return begins_too_soon(ret.Missing, "MIS_START", "MIS_END")


@rule(
    "586",
    "Missing period starts on or before the child's date of birth",
    tables=["Missing"],
    fields=["MIS_START"],
    fix="Correct the start or the date of birth.",
)
def starts_by_birth(ret: Return) -> Flags:
    """MIS_START is not after the DOB of the same row; the day of birth itself is marked."""
    return ret.Missing.flag(ret.Missing.MIS_START <= ret.Missing.DOB)


@rule(
    "1004",
    "Start of missing or away period is blank or not a date",
    tables=["Missing"],
    fields=["MIS_START"],
    fix="Give the day the period began as dd/mm/yyyy.",
)
def start_date(ret: Return) -> Flags:
    """MIS_START is blank or no date."""
    return ret.Missing.flag(np.isnat(ret.Missing.MIS_START))


@rule(
    "1005",
    "End of missing or away period is not a date",
    tables=["Missing"],
    fields=["MIS_END"],
    fix="Give the day the period ended as dd/mm/yyyy, or leave it blank while it lasts.",
)
def end_date(ret: Return) -> Flags:
    """MIS_END is filled in and is no date."""
    return ret.Missing.flag(ret.Missing.unreadable("MIS_END"))


@rule(
    "1006",
    "Type of missing or away period has an unknown code",
    tables=["Missing"],
    fields=["MISSING"],
    fix=_SAY_WHICH,
)
def kind_code(ret: Return) -> Flags:
    """MISSING is filled in and is neither M nor A."""
    kind = ret.Missing.MISSING
    return ret.Missing.flag(kind.filled & ~kind.isin(*ret.allowed("Missing", "MISSING")))
