"""Rules on decisions to place for adoption, taken by themselves."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("code", "column"), [("115", "DATE_PLACED"), ("116", "DATE_PLACED_CEASED")]
)
def test_date_cannot_be_read(check, code, column):
    check(
        code,
        PlacedAdoption=f"""
        CHILD {column}
        1     01/02/2024
        2     1/2/2024
        3     29/02/2024
        4     29/02/2023   *
        5     2024-02-01   *
        6     -
        -     nonsense     *
        """,
    )


def test_119_half_a_reversal(check):
    check(
        "119",
        PlacedAdoption="""
        CHILD DATE_PLACED_CEASED REASON_PLACED_CEASED
        1     01/05/2024         RD1
        2     01/05/2024         -      *
        3     -                  RD1    *
        4     -                  -
        5     nonsense           XXX
        6     nonsense           -      *
        """,
    )


def test_120_reversal_reason(check):
    check(
        "120",
        PlacedAdoption="""
        CHILD REASON_PLACED_CEASED
        1     RD1
        2     RD2
        3     RD3
        4     RD4
        5     RD5                  *
        6     rd1                  *
        7     -
        """,
    )


def test_184_decided_before_birth(check):
    check(
        "184",
        Header="""
        CHILD DOB
        1     29/02/2020
        2     29/02/2020
        3     29/02/2020
        4     -
        5     nonsense
        7     29/02/2020
        8     29/02/2020
        8     01/01/2020
        9     29/02/2020
        -     29/02/2020
        """,
        PlacedAdoption="""
        CHILD DOB        DATE_PLACED
        1     01/01/2000 28/02/2020  *
        2     01/01/2021 29/02/2020
        3     -          01/03/2020
        4     01/01/2021 28/02/2020
        5     01/01/2021 28/02/2020
        6     01/01/2021 28/02/2020
        7     -          -
        8     -          28/02/2020  *
        9     -          31/02/2020
        -     -          28/02/2020
        """,
    )


def test_522_reversed_before_made(check):
    check(
        "522",
        PlacedAdoption="""
        CHILD DATE_PLACED DATE_PLACED_CEASED
        1     01/05/2024  30/04/2024         *
        2     01/05/2024  01/05/2024
        3     01/05/2024  02/05/2024
        4     -           30/04/2024
        5     01/05/2024  -
        6     01/05/2024  31/04/2024
        """,
    )


def test_563_reversed_without_decision(check):
    check(
        "563",
        PlacedAdoption="""
        CHILD DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED
        1     -           01/05/2024         RD1   *
        2     -           nonsense           XXX   *
        3     nonsense    01/05/2024         RD1
        4     -           01/05/2024         -
        5     -           -                  RD1
        6     01/05/2024  01/05/2024         RD1
        """,
    )


def test_579_decisions_overlap(check):
    check(
        "579",
        PlacedAdoption="""
        CHILD DATE_PLACED DATE_PLACED_CEASED
        1     01/05/2024  -                  *
        1     01/01/2024  02/05/2024
        2     01/05/2024  -
        2     01/01/2024  01/05/2024
        3     01/01/2024  -
        3     01/05/2024  -                  *
        4     01/01/2024  nonsense
        4     01/05/2024  -                  *
        5     01/05/2024  -
        5     -           01/06/2024         *
        6     01/05/2024  01/06/2024
        6     -           01/06/2024
        7     01/01/2024  -
        8     01/01/2024  01/02/2024
        8     01/03/2024  01/12/2024
        8     01/11/2024  01/01/2025         *
        -     01/01/2024  -
        -     01/05/2024  -
        """,
    )


def test_583_earlier_decision_not_ended(check):
    check(
        "583",
        PlacedAdoption="""
        CHILD DATE_PLACED DATE_PLACED_CEASED
        1     02/01/2024  -                  *
        1     01/05/2024  -
        2     02/01/2024  01/02/2024
        2     01/05/2024  -
        3     01/05/2024  -
        3     01/05/2024  -                  *
        4     02/01/2024  nonsense
        4     01/05/2024  -
        5     01/05/2024  -
        5     -           -                  *
        5     nonsense    -                  *
        6     -           -
        6     -           -                  *
        7     02/01/2024  -
        8     31/01/2023  -                  *
        8     01/02/2024  01/03/2024
        -     02/01/2024  -
        -     01/05/2024  -
        """,
    )


@pytest.mark.parametrize("code", ["115", "116", "119", "120", "522", "563", "579", "583"])
def test_needs_its_table(skips, code):
    assert skips(code, Header="CHILD\n1") == "PlacedAdoption was not given."


def test_184_needs_both_tables(skips):
    assert skips("184", Header="CHILD\n1") == "PlacedAdoption was not given."
    assert skips("184", PlacedAdoption="CHILD\n1") == "Header was not given."
