"""Who the child is: sex, date of birth and ethnicity (Header), this year and against last year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import add_years, anywhere, because, rule
from cstools_validate_903.blocks.differences import of_child

if TYPE_CHECKING:
    from cstools.rules import Flags, Return


@rule(
    "101",
    "Sex of the child is blank or not an allowed code",
    tables=["Header"],
    fields=["SEX"],
    fix="Give the child's sex: 1 for male or 2 for female.",
)
def sex_code(ret: Return) -> Flags:
    """SEX is blank or not in the year's code list: 1, 2."""
    header = ret.Header
    return header.flag(~header.SEX.isin(*ret.allowed("Header", "SEX")))


@sex_code.version(2025, fix="Give the child's sex: M for male, F for female or U if unknown.")
def sex_code_2025(ret: Return) -> Flags:
    """SEX is blank or not in the year's code list: M, F, U."""
    header = ret.Header
    return header.flag(~header.SEX.isin(*ret.allowed("Header", "SEX")))


@rule(
    "102",
    "Child's date of birth is blank or cannot be read as a date",
    tables=["Header"],
    fields=["DOB"],
    fix="Give the date of birth as dd/mm/yyyy.",
)
def date_of_birth(ret: Return) -> Flags:
    """DOB is blank or no date."""
    return ret.Header.flag(np.isnat(ret.Header.DOB))


@rule(
    "103",
    "Ethnicity is blank or not one of the allowed codes",
    tables=["Header"],
    fields=["ETHNIC"],
    fix="Give the child's ethnicity as one of the return's codes; NOBT while it is not known.",
)
def ethnicity_code(ret: Return) -> Flags:
    """ETHNIC is blank or not in the code list."""
    header = ret.Header
    return header.flag(~header.ETHNIC.isin(*ret.allowed("Header", "ETHNIC")))


@rule(
    "202",
    "Sex differs from the one reported last year",
    tables=["Header"],
    fields=["SEX"],
    last_year=["Header"],
    fix="Check which return is right; correct this one, or tell the Department about last year's.",
    differs=because(
        "The old and the new code of a sex are the same; the existing tool compares the codes "
        "as they are and in 2025, when letters replaced numbers, marks all who were there last "
        "year.",
        of_child("Header", "other", codes={"SEX": ("1", "2", "M", "F")}, last_year=True),
    ),
)
def sex_changed(ret: Return) -> Flags:
    """SEX is not what last year's Header says for the same child; 1 and M, 2 and F are the same."""
    now, then = ret.Header.join(ret.last.Header)
    same = now.SEX.same(then.SEX)
    for number, letter in (("1", "M"), ("2", "F")):
        same |= now.SEX.isin(number, letter) & then.SEX.isin(number, letter)
    return now.flag(~same)


@rule(
    "203",
    "Date of birth differs from the one reported last year",
    tables=["Header"],
    fields=["DOB"],
    last_year=["Header"],
    fix="Check which return is right; correct this one, or tell the Department about last year's.",
    differs=because(
        "A child with several rows in last year's Header is compared with each of them, where "
        "the existing tool stops.",
        anywhere("Header", "own", repeated=("CHILD",), last_year=True),
    ),
)
def birth_date_changed(ret: Return) -> Flags:
    """DOB is another day than in last year's Header, or a date in only one of the two years.

    A date that cannot be read counts as no date.
    """
    now, then = ret.Header.join(ret.last.Header)
    neither = np.isnat(now.DOB) & np.isnat(then.DOB)
    return now.flag((now.DOB != then.DOB) & ~neither)


@rule(
    "204",
    "Ethnicity differs from the one reported last year",
    tables=["Header"],
    fields=["ETHNIC"],
    last_year=["Header"],
    severity="query",
    fix="Confirm the ethnicity with the child's record; correct it if this year's is wrong.",
    differs=because(
        "A child with several rows in last year's Header is compared with each of them, where "
        "the existing tool stops.",
        anywhere("Header", "own", repeated=("CHILD",), last_year=True),
    ),
)
def ethnicity_changed(ret: Return) -> Flags:
    """ETHNIC is not what last year's Header says for the same child; blank in one year differs."""
    now, then = ret.Header.join(ret.last.Header)
    return now.flag(~now.ETHNIC.respelt(str.upper).same(then.ETHNIC.respelt(str.upper)))


@rule(
    "232",
    "Child's sex is reported as unknown",
    tables=["Header"],
    fields=["SEX"],
    severity="query",
    since=2025,
    fix="Give M or F if the sex is known.",
)
def sex_unknown(ret: Return) -> Flags:
    """SEX is U."""
    return ret.Header.flag(ret.Header.SEX.isin("U", "u"))


@rule(
    "301",
    "Date of birth later than 31 March of the collection year",
    tables=["Header"],
    fields=["DOB"],
    fix="Correct the date of birth, or leave out a child who was not born in the year.",
)
def born_after_the_year(ret: Return) -> Flags:
    """DOB is after the last day of the collection year."""
    return ret.Header.flag(ret.Header.DOB > ret.end)


@rule(
    "351",
    "Older than 25 when the collection year began",
    tables=["Header"],
    fields=["DOB"],
    fix="Correct the date of birth, or leave out a person who is no longer in the return's scope.",
)
def older_than_25(ret: Return) -> Flags:
    """The 25th birthday is before 1 April that opens the collection year."""
    return ret.Header.flag(add_years(ret.Header.DOB, 25) < ret.start)
