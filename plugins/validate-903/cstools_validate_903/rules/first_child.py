"""When a mother's first child was born (MC_DOB in Header)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import add_years, because, flag, row, rule, same_entry, unreadable_date
from cstools_validate_903.blocks.differences import of_child

if TYPE_CHECKING:
    from cstools.rules import Flags, Return, View


@rule(
    "171",
    "Birth date of the mother's child cannot be read as a date",
    tables=["Header"],
    fields=["MC_DOB"],
    fix="Give the date as dd/mm/yyyy.",
)
def unreadable_birth_date(ret: Return) -> Flags:
    """MC_DOB is filled in but is no date."""
    return unreadable_date(ret, "Header", "MC_DOB")


def _birth_date_given(ret: Return, male: str) -> Flags:
    header = ret.Header
    return header.flag((header.SEX == male) & header.filled("MC_DOB"))


@rule(
    "174",
    "Male child has a birth date for own child",
    tables=["Header"],
    fields=["SEX", "MC_DOB"],
    fix="Take the date out, or correct the sex.",
)
def birth_date_of_male(ret: Return) -> Flags:
    """SEX is 1 and MC_DOB holds anything."""
    return _birth_date_given(ret, "1")


@birth_date_of_male.version(2025)
def birth_date_of_male_2025(ret: Return) -> Flags:
    """SEX is M and MC_DOB holds anything."""
    return _birth_date_given(ret, "M")


@rule(
    "611",
    "Mother recorded without her child's birth date",
    tables=["Header"],
    fields=["MOTHER", "MC_DOB"],
    fix="Give her first child's date of birth.",
)
def birth_date_blank(ret: Return) -> Flags:
    """MOTHER is 1 and MC_DOB is blank."""
    header = ret.Header
    return header.flag((header.MOTHER == "1") & header.blank("MC_DOB"))


def _no_mother(ret: Return, female: str) -> Flags:
    header = ret.Header
    no_mother = header.MOTHER.blank | (header.MOTHER == "0")
    return header.flag((header.SEX == female) & header.filled("MC_DOB") & no_mother)


@rule(
    "612",
    "First child's birth date given for a girl not recorded as mother",
    tables=["Header"],
    fields=["SEX", "MOTHER", "MC_DOB"],
    fix="Give MOTHER 1, or take the date out.",
)
def birth_date_of_no_mother(ret: Return) -> Flags:
    """SEX is 2, MC_DOB holds anything, and MOTHER is 0 or blank."""
    return _no_mother(ret, "2")


@birth_date_of_no_mother.version(2025)
def birth_date_of_no_mother_2025(ret: Return) -> Flags:
    """SEX is F, MC_DOB holds anything, and MOTHER is 0 or blank."""
    return _no_mother(ret, "F")


@rule(
    "620",
    "Recorded mother not yet 11 at start of year",
    tables=["Header"],
    fields=["DOB", "MOTHER"],
    severity="query",
    fix="Check the date of birth and whether she is a mother.",
)
def mother_under_11(ret: Return) -> Flags:
    """MOTHER is 1 and the 11th birthday is after 1 April that opens the collection year."""
    header = ret.Header
    return header.flag((header.MOTHER == "1") & (add_years(header.DOB, 11) > ret.start))


@rule(
    "621",
    "First child's birth date is not later than the mother's",
    tables=["Header"],
    fields=["DOB", "MC_DOB"],
    fix="Correct one of the two dates of birth.",
    differs=because(
        "A row whose own DOB is blank or unreadable is left to rule 102, where the existing "
        "tool marks it here too.",
        row("other", missing=("DOB",)),
    ),
)
def born_before_mother(ret: Return) -> Flags:
    """MC_DOB is on or before DOB."""
    return ret.Header.flag(ret.Header.MC_DOB <= ret.Header.DOB)


@rule(
    "624",
    "First child's birth date disagrees with last year's return",
    tables=["Header"],
    fields=["MC_DOB"],
    last_year=["Header"],
    fix="Check which return is right; correct this one, or tell the Department about last year's.",
    differs=because(
        "The same day written in two ways (1/6/2024 and 01/06/2024) is the same date.",
        row("other", filled=("MC_DOB",)),
    ),
)
def birth_date_changed(ret: Return) -> Flags:
    """MC_DOB held something last year, and this year it is blank or something else."""
    now, then = ret.Header.join(ret.last.Header)
    return now.flag(then.filled("MC_DOB") & ~same_entry(now, "MC_DOB", then, "MC_DOB"))


@rule(
    "625",
    "First child born after year end or after leaving care",
    tables=["Episodes", "Header"],
    fields=["MC_DOB", "DEC"],
    fix="Correct the date of birth; a child born after she left care is not reported.",
    differs=because(
        "The child's latest episode is the one that began last, as the Department says; the "
        "existing tool takes the one that ended last and so marks girls who are back in care.",
        of_child("Episodes", repeated=("CHILD",)),
    ),
)
def born_after_care(ret: Return) -> Flags:
    """MC_DOB is after the collection year, or after DEC of the child's latest episode.

    The latest episode is the one with the latest DECOM; if it is open only the year's end counts.
    """
    ep, header = _latest(ret.Episodes).join(ret.Header)
    return flag((header.MC_DOB > ret.end) | (header.MC_DOB > ep.DEC), header, ep)


def _latest(episodes: View) -> View:
    # A table that gives no start at all can still tell which episode ended last.
    started = bool((~np.isnat(episodes.DECOM)).any())
    return episodes.latest("DECOM" if started else "DEC")


@rule(
    "626",
    "First birth predates this year, yet last year said not a mother",
    tables=["Header"],
    fields=["MOTHER", "MC_DOB"],
    last_year=["Header"],
    fix="Check the date; if it is right, tell the Department that last year's 0 was wrong.",
)
def mother_last_year_already(ret: Return) -> Flags:
    """MOTHER is 1 and was 0 last year, and MC_DOB is before 1 April that opens the year."""
    now, then = ret.Header.join(ret.last.Header)
    changed = (now.MOTHER.number == 1) & (then.MOTHER.number == 0)
    return now.flag(changed & (now.MC_DOB < ret.start))
