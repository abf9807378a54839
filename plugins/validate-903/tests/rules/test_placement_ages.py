"""Rules on placements that began before the child was old enough."""

from __future__ import annotations

import pytest

from cstools import UsageError

BY_YEAR = [
    ("370", 2023, "P2", 15),
    ("370", 2024, "P2", 16),
    ("371", 2023, "H5", 14),
    ("371", 2024, "H5", 16),
    ("371", 2025, "K3", 16),
    ("371", 2027, "K3", 16),
    ("372", 2023, "R5", 10),
    ("372", 2027, "R5", 10),
    ("373", 2023, "S1", 4),
    ("373", 2027, "S1", 4),
    ("374", 2023, "P3", 14),
    ("374", 2027, "P3", 14),
]


@pytest.mark.parametrize(("code", "year", "place", "age"), BY_YEAR)
def test_370_to_374_under_age_at_start(check, code, year, place, age):
    start = year - 1
    born = start - age
    check(
        code,
        year,
        Header=f"""
        CHILD DOB
        1     01/06/{born}
        2     02/06/{born}
        3     31/05/{born}
        4     -
        6     01/06/{born}
        7     01/06/{born}
        7     03/06/{born}
        8     31/06/{born}
        -     01/06/{born + 1}
        """,
        Episodes=f"""
        CHILD DECOM           DEC             PLACE
        1     31/05/{start}   01/07/{start}   {place}   *
        1     01/06/{start}   01/07/{start}   {place}
        1     02/06/{start}   01/07/{start}   {place}
        1     31/05/{start}   -               {place}   *
        1     31/05/{start}   nonsense        {place}   *
        1     31/05/{start}   01/07/{start}   K2
        1     31/05/{start}   01/07/{start}   -
        2     01/06/{start}   01/07/{start}   {place}   *
        3     01/06/{start}   01/07/{start}   {place}
        4     31/05/{start}   01/07/{start}   {place}
        5     31/05/{start}   01/07/{start}   {place}
        6     -               01/07/{start}   {place}
        6     nonsense        01/07/{start}   {place}
        7     02/06/{start}   01/07/{start}   {place}   *
        8     31/05/{start}   01/07/{start}   {place}
        -     31/05/{start}   01/07/{start}   {place}
        """,
    )


def test_372_born_on_29_february(check):
    check(
        "372",
        2026,
        Header="""
        CHILD DOB
        1     29/02/2016
        2     29/02/2016
        """,
        Episodes="""
        CHILD DECOM        PLACE
        1     27/02/2026   R5   *
        2     28/02/2026   R5
        """,
    )


def test_373_fourth_birthday_in_a_leap_year(check):
    check(
        "373",
        2024,
        Header="""
        CHILD DOB
        1     29/02/2020
        2     29/02/2020
        """,
        Episodes="""
        CHILD DECOM        PLACE
        1     28/02/2024   S1   *
        2     29/02/2024   S1
        """,
    )


@pytest.mark.parametrize(
    ("year", "other"), [(2023, "K3"), (2024, "K3"), (2025, "H5"), (2027, "H5")]
)
def test_371_other_kind_of_accommodation(check, year, other):
    check(
        "371",
        year,
        Header="CHILD DOB\n1 01/01/2022",
        Episodes=f"CHILD DECOM PLACE\n1 01/05/2022 {other}",
    )


def test_370_ends_with_2024(check):
    with pytest.raises(UsageError, match="not part of the 2025 rules"):
        check("370", 2025, Header="CHILD DOB\n1 -", Episodes="CHILD DECOM PLACE\n1 - P2")


CODES = ["371", "372", "373", "374"]


@pytest.mark.parametrize("code", CODES)
def test_needs_both_tables(skips, code):
    assert skips(code, Episodes="CHILD\n1") == "Header was not given."
    assert skips(code, Header="CHILD\n1") == "Episodes was not given."


@pytest.mark.parametrize("code", CODES)
def test_empty_tables(check, code):
    check(code, Header="CHILD DOB", Episodes="CHILD DECOM PLACE")
