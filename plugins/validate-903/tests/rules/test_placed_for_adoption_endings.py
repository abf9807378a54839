"""Rules on whether a decision to place for adoption should be live or ended."""

from __future__ import annotations

import pytest

from cstools_validate_903.plugin import cstools_validate


@pytest.mark.parametrize(
    ("code", "year", "status"),
    [("553", 2023, "E1"), ("553", 2027, "E1"), ("555", 2023, "D1"), ("555", 2024, "D1")],
)
def test_order_without_live_decision(check, code, year, status):
    check(
        code,
        year,
        Episodes=f"""
        CHILD LS       DEC
        1     {status} -          *
        1     {status} 01/05/2024 *
        1     C2       -
        2     {status} -
        3     {status} -
        4     {status} -
        5     {status} 01/05/2024
        6     {status} nonsense
        7     C2       -
        8     -        -
        9     {status} 01/05/2024
        9     {status} -
        10    C2       -
        -     {status} -
        """,
        PlacedAdoption="""
        CHILD DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED
        2     -           -                  -
        3     01/01/2024  01/05/2024         -   *
        3     01/06/2024  -                  -
        4     -           -                  RD1 *
        4     -           nonsense           RD1 *
        5     01/01/2024  01/05/2024         RD1
        6     01/01/2024  01/05/2024         RD1
        7     01/01/2024  01/05/2024         RD1
        9     01/01/2024  01/05/2024         RD1 *
        -     01/01/2024  01/05/2024         RD1
        """,
    )


@pytest.mark.parametrize("year", [2023, 2024])
def test_557_left_unadopted_to_2024(check, year):
    check(
        "557",
        year,
        Episodes="""
        CHILD PLACE LS REC DEC
        1     A3    C2 E4A -        *
        2     U1    D1 E4A -        *
        3     U1    E1 E4A -        *
        4     U1    C2 E4A -
        5     A4    C2 X1  -
        6     A5    C2 E11 -
        7     A6    E1 E12 -
        8     A6    E1 -   -
        9     A6    E1 XXX -        *
        10    A3    C2 E4A 1/1/2010
        11    A3    C2 E4A -        *
        12    A3    C2 E4A -        *
        13    A3    C2 E4A -        *
        14    A3    C2 E4A -
        15    -     -  E4A -
        -     A3    C2 E4A -
        """,
        PlacedAdoption="""
        CHILD DATE_PLACED_CEASED REASON_PLACED_CEASED
        10    01/05/2024         RD1
        11    -                  RD1  *
        12    01/05/2024         -    *
        13    01/05/2024         RD1
        13    -                  -    *
        14    nonsense           XXX
        4     -                  -
        8     -                  -
        -     -                  -
        """,
    )


@pytest.mark.parametrize("year", [2025, 2027])
def test_557_left_unadopted_from_2025(check, year):
    check(
        "557",
        year,
        Episodes="""
        CHILD PLACE LS REC
        1     A3    C2 E4A   *
        2     U1    D1 E4A
        3     U1    E1 E4A   *
        4     A6    D1 E4A   *
        5     A6    E1 E11
        6     U1    E1 X1
        7     U1    E1 E4A   *
        8     U1    E1 E4A
        """,
        PlacedAdoption="""
        CHILD DATE_PLACED_CEASED REASON_PLACED_CEASED
        2     -                  -
        7     01/05/2024         -    *
        8     01/05/2024         RD1
        """,
    )


def test_558_adopted_on_an_ended_decision(check):
    check(
        "558",
        Episodes="""
        CHILD REC
        1     E11   *
        1     E12   *
        1     X1
        2     E11
        3     E12
        4     E11
        4     E12
        5     E11
        6     E4A
        7     E11   *
        -     E11
        """,
        PlacedAdoption="""
        CHILD DATE_PLACED_CEASED
        1     01/05/2020
        1     01/05/2021
        2     01/05/2020
        2     -
        4     01/05/2020
        5     -
        6     01/05/2020
        6     01/05/2021
        7     nonsense
        7     01/05/2021
        -     01/05/2020
        -     01/05/2021
        """,
    )


@pytest.mark.parametrize("code", ["553", "555", "557", "558"])
def test_needs_both_tables(skips, code):
    assert skips(code, 2024, Episodes="CHILD\n1") == "PlacedAdoption was not given."
    assert skips(code, 2024, PlacedAdoption="CHILD\n1") == "Episodes was not given."


def test_rules_on_freeing_orders_end_in_2024():
    freeing = {"555", "556"}
    assert freeing <= {rule.code for rule in cstools_validate.rulebook.of(2024)}
    assert not freeing & {rule.code for rule in cstools_validate.rulebook.of(2025)}
