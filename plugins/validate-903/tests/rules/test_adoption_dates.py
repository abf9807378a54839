"""Rules on the dates of an adoption."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(("code", "column"), [("112", "DATE_INT"), ("113", "DATE_MATCH")])
def test_date_cannot_be_read(check, code, column):
    check(
        code,
        AD1=f"""
        CHILD {column}
        1     01/02/2024
        2     1/2/2024
        3     29/02/2024
        4     29/02/2023   *
        5     2024-02-01   *
        6     01/02/24     *
        7     -
        -     nonsense     *
        """,
    )


def test_331_matched_after_placement(check):
    check(
        "331",
        AD1="""
        CHILD DATE_MATCH
        1     02/05/2024 *
        2     01/05/2024
        3     30/04/2024
        4     02/05/2024
        5     -
        6     02/05/2024
        7     02/05/2024 *
        -     02/05/2024
        """,
        Episodes="""
        CHILD DECOM      REC
        1     01/05/2024 E11 *
        1     01/01/2024 X1
        2     01/05/2024 E12
        3     01/05/2024 E11
        4     01/05/2024 E4A
        5     01/05/2024 E11
        6     99/05/2024 E11
        7     01/05/2024 E12 *
        7     01/04/2024 E11 *
        7     02/05/2024 E11
        8     01/05/2024 E11
        -     01/05/2024 E11
        """,
    )


def test_333_decided_after_match(check):
    check(
        "333",
        AD1="""
        CHILD DATE_INT   DATE_MATCH
        1     01/05/2024 01/05/2024
        2     02/05/2024 01/05/2024 *
        3     30/04/2024 01/05/2024
        4     -          01/05/2024 *
        5     30/02/2024 01/05/2024 *
        6     02/05/2024 -
        7     02/05/2024 31/04/2024
        8     -          -
        """,
    )


def test_334_decided_before_the_latest_care_period(check):
    check(
        "334",
        Episodes="""
        CHILD DECOM      RNE
        1     01/01/2020 S
        1     01/05/2024 S   *
        1     01/06/2024 L
        2     01/05/2024 S
        3     01/05/2024 S
        4     01/05/2024 L
        5     nonsense   S
        6     nonsense   S
        6     01/05/2024 S   *
        7     01/05/2024 S   *
        7     01/05/2024 S
        8     01/05/2024 S
        9     01/05/2024 S
        -     01/05/2024 S
        """,
        AD1="""
        CHILD DATE_INT
        1     30/04/2024 *
        2     01/05/2024
        3     02/05/2024
        4     30/04/2024
        5     30/04/2024
        6     30/04/2024 *
        7     30/04/2024 *
        8     -
        -     30/04/2024
        """,
    )


def test_521_decided_after_placement(check):
    check(
        "521",
        Episodes="""
        CHILD DECOM      PLACE
        1     01/05/2024 A3    *
        1     01/04/2024 A4    *
        1     02/05/2024 A5
        1     01/04/2024 U1
        2     01/05/2024 A6
        3     -          A6
        4     01/05/2024 A6
        5     01/05/2024 A6
        -     01/05/2024 A6
        """,
        AD1="""
        CHILD DATE_INT
        1     02/05/2024 *
        2     01/05/2024
        3     02/05/2024
        4     -
        -     02/05/2024
        """,
    )


def test_523_decision_dates_differ(check):
    check(
        "523",
        PlacedAdoption="""
        CHILD DATE_PLACED
        1     01/05/2024
        2     02/05/2024  *
        3     -
        4     nonsense
        5     01/05/2024
        6     01/05/2024
        6     02/05/2024  *
        7     01/05/2024
        -     02/05/2024
        """,
        AD1="""
        CHILD DATE_INT
        1     1/5/2024
        2     01/05/2024 *
        3     01/05/2024
        4     01/05/2024
        5     -
        6     01/05/2024 *
        8     01/05/2024
        -     01/05/2024
        """,
    )


def test_582_adopted_on_the_day_of_the_match(check):
    check(
        "582",
        Episodes="""
        CHILD DEC        REC
        1     01/05/2024 E11 *
        2     1/5/2024   E12 *
        3     02/05/2024 E11
        4     01/05/2024 X1
        5     -          E11
        6     32/05/2024 E11 *
        7     33/05/2024 E11
        8     01/05/2024 E11 *
        8     30/04/2024 E11
        9     01/05/2024 E11
        -     01/05/2024 E11
        """,
        AD1="""
        CHILD DATE_MATCH
        1     01/05/2024
        2     01/05/2024
        3     01/05/2024
        4     01/05/2024
        5     -
        6     32/05/2024
        7     32/05/2024
        8     02/05/2024
        8     01/05/2024
        -     01/05/2024
        """,
    )


@pytest.mark.parametrize(
    ("code", "tables", "absent"),
    [
        ("112", "Header", "AD1"),
        ("113", "Header", "AD1"),
        ("333", "Header", "AD1"),
        ("331", "Episodes", "AD1"),
        ("331", "AD1", "Episodes"),
        ("334", "AD1", "Episodes"),
        ("334", "Episodes", "AD1"),
        ("521", "AD1", "Episodes"),
        ("521", "Episodes", "AD1"),
        ("523", "AD1", "PlacedAdoption"),
        ("523", "PlacedAdoption", "AD1"),
        ("582", "AD1", "Episodes"),
        ("582", "Episodes", "AD1"),
    ],
)
def test_needs_its_tables(skips, code, tables, absent):
    assert skips(code, **{tables: "CHILD\n1"}) == f"{absent} was not given."
