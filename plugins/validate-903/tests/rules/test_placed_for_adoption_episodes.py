"""Rules on the dates of a decision to place for adoption against the episodes."""

from __future__ import annotations

import pytest


def test_117_dated_after_the_year(check):
    check(
        "117",
        2025,
        Episodes="""
        CHILD DECOM      DEC        REC
        1     01/05/2020 -          -    *
        2     01/05/2020 -          -
        3     01/05/2020 nonsense   -    *
        4     01/05/2020 01/05/2025 X1
        5     -          01/05/2024 E4A
        7     01/05/2020 -          -
        -     01/05/2020 -          -
        """,
        PlacedAdoption="""
        CHILD DATE_PLACED DATE_PLACED_CEASED
        1     01/04/2025  -                  *
        1     31/03/2025  -
        2     31/03/2025  31/03/2025
        3     -           01/04/2025         *
        4     01/04/2025  -                  *
        5     02/05/2024  -
        5     -           01/04/2025         *
        6     01/04/2025  -                  *
        7     32/04/2025  nonsense
        -     01/04/2025  -
        """,
    )


def test_117_dated_after_leaving_care(check):
    check(
        "117",
        2025,
        Episodes="""
        CHILD DECOM      DEC        REC
        1     01/05/2020 01/05/2024 E4A  *
        2     01/05/2020 01/05/2024 -    *
        3     01/05/2020 01/05/2024 X1
        4     01/05/2020 01/05/2023 E4A  *
        4     01/05/2023 01/05/2024 X1
        5     01/05/2020 01/05/2021 E4A
        5     01/06/2021 01/05/2024 E11
        6     01/05/2020 01/05/2024 E4A  *
        6     01/05/2020 01/06/2024 E4A
        7     nonsense   01/05/2023 E4A
        7     01/05/2020 01/05/2024 E4A  *
        """,
        PlacedAdoption="""
        CHILD DATE_PLACED DATE_PLACED_CEASED
        1     02/05/2024  -                  *
        1     01/05/2024  01/05/2024
        2     01/01/2021  02/05/2024         *
        3     02/05/2024  -
        4     02/05/2023  -                  *
        5     01/05/2024  -
        6     02/05/2024  -                  *
        7     02/05/2024  -                  *
        """,
    )


def test_118_reversed_before_care_or_year(check):
    check(
        "118",
        2025,
        Episodes="""
        CHILD DECOM      LS
        1     01/05/2024 C1   *
        1     01/06/2024 C1
        2     01/05/2024 C1
        3     01/05/2020 C2   *
        4     01/05/2020 C2
        5     01/01/2024 V3
        5     01/02/2024 V4
        5     01/05/2024 -    *
        6     01/05/2024 V3
        7     nonsense   C1
        8     01/05/2024 C1   *
        8     01/05/2024 C2
        9     01/05/2024 C1
        10    01/05/2024 C1
        -     01/05/2024 C1
        """,
        PlacedAdoption="""
        CHILD DATE_PLACED DATE_PLACED_CEASED
        1     -           30/04/2024         *
        1     01/01/2020  01/05/2024
        2     01/01/2020  01/05/2024
        3     -           31/03/2024         *
        4     -           01/04/2024
        5     -           30/04/2024         *
        6     -           31/03/2024
        7     -           31/03/2024
        8     -           30/04/2024         *
        9     01/01/2020  -
        10    -           31/04/2024
        11    -           31/03/2024
        -     -           31/03/2024
        """,
    )


def test_551_placed_without_decision(check):
    check(
        "551",
        Episodes="""
        CHILD PLACE
        1     A3     *
        2     A4     *
        3     A5
        4     A6
        5     A3     *
        6     U1
        7     -
        8     A2
        2     A6     *
        -     A3
        """,
        PlacedAdoption="""
        CHILD DATE_PLACED
        2     -
        3     01/05/2024
        4     nonsense
        5     01/05/2024
        5     -
        -     -
        """,
    )


def test_552_placed_before_the_latest_decision(check):
    check(
        "552",
        Episodes="""
        CHILD DECOM      PLACE
        1     01/06/2024 A3
        1     01/05/2024 A4     *
        1     01/04/2024 U1
        2     01/05/2024 A5
        3     01/05/2024 A6
        4     nonsense   A6
        5     01/05/2024 A6     *
        5     01/05/2024 A5
        6     01/05/2024 A6
        7     01/05/2024 A6
        -     01/05/2024 A6
        """,
        PlacedAdoption="""
        CHILD DATE_PLACED
        1     02/05/2024  *
        1     01/01/2024
        2     01/05/2024
        3     30/04/2024
        4     02/05/2024
        5     02/05/2024  *
        5     02/05/2024
        5     -
        6     nonsense
        -     02/05/2024
        """,
    )


def test_554_placement_order_before_decision(check):
    check(
        "554",
        Episodes="""
        CHILD DECOM      LS
        1     01/06/2024 E1
        1     01/05/2024 E1   *
        1     01/04/2024 C2
        2     01/05/2024 E1
        3     nonsense   E1
        3     01/05/2024 E1   *
        4     nonsense   E1
        5     01/05/2024 E1   *
        5     01/05/2024 E1
        6     01/05/2024 E1
        7     01/05/2024 E1
        8     01/05/2024 C2
        -     01/05/2024 E1
        """,
        PlacedAdoption="""
        CHILD DATE_PLACED
        1     02/05/2024  *
        1     01/07/2024  *
        1     01/05/2024
        2     01/05/2024
        3     02/05/2024  *
        4     02/05/2024
        5     02/05/2024  *
        6     nonsense
        8     02/05/2024
        -     02/05/2024
        """,
    )


@pytest.mark.parametrize("year", [2023, 2024])
def test_556_freeing_order_before_decision(check, year):
    check(
        "556",
        year,
        Episodes="""
        CHILD DECOM      LS
        1     01/05/2005 D1   *
        1     01/06/2005 D1   *
        1     02/06/2005 D1
        2     01/05/2005 D1
        3     nonsense   D1
        4     01/05/2005 D1
        5     01/05/2005 D1
        6     01/05/2005 E1
        -     01/05/2005 D1
        """,
        PlacedAdoption="""
        CHILD DATE_PLACED
        1     02/06/2005
        1     01/01/2005
        2     01/05/2005
        3     02/05/2005
        4     -
        6     02/05/2005
        -     02/05/2005
        """,
    )


def test_1003_decided_before_care(check):
    check(
        "1003",
        Episodes="""
        CHILD DECOM      RNE
        1     01/06/2024 S
        1     01/05/2024 S    *
        1     01/01/2020 L
        2     01/05/2024 S
        3     01/05/2024 L
        4     nonsense   S
        5     nonsense   S
        5     01/05/2024 S    *
        6     01/05/2024 S    *
        6     01/05/2024 S
        7     01/05/2024 S
        -     01/05/2024 S
        """,
        PlacedAdoption="""
        CHILD DATE_PLACED
        1     30/04/2024  *
        1     01/05/2024
        2     01/05/2024
        3     30/04/2024
        4     30/04/2024
        5     30/04/2024  *
        6     30/04/2024  *
        6     01/01/2020  *
        7     31/04/2024
        7     -
        -     30/04/2024
        """,
    )


@pytest.mark.parametrize("code", ["117", "118", "551", "552", "554", "556", "1003"])
def test_needs_both_tables(skips, code):
    assert skips(code, 2024, Episodes="CHILD\n1") == "PlacedAdoption was not given."
    assert skips(code, 2024, PlacedAdoption="CHILD\n1") == "Episodes was not given."


def test_551_an_empty_table_is_given(check):
    check("551", Episodes="CHILD PLACE\n1 A3 *", PlacedAdoption="CHILD DATE_PLACED")
