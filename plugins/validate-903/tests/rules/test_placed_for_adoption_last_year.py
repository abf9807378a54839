"""Rules on decisions to place for adoption against last year's return."""

from __future__ import annotations

import pytest


def test_559_unknown_last_year(check):
    check(
        "559",
        2025,
        last_year={
            "PlacedAdoption": """
            CHILD DATE_PLACED
            2     01/01/2020
            3     -
            4     nonsense
            5     01/01/2020
            5     -
            7     -
            8     -
            -     -
            """
        },
        PlacedAdoption="""
        CHILD DATE_PLACED
        1     31/03/2024  *
        1     01/04/2024
        2     31/03/2024
        3     31/03/2024  *
        4     31/03/2024  *
        5     31/03/2024  *
        6     01/04/2024
        7     -
        8     nonsense
        -     31/03/2024
        """,
    )


def test_560_live_decision_changed(check):
    check(
        "560",
        last_year={
            "PlacedAdoption": """
            CHILD DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED
            1     01/05/2024  -                  RD1
            2     01/05/2024  -                  -
            3     01/05/2024  01/06/2024         RD1
            4     -           -                  -
            5     nonsense    -                  -
            6     nonsense    -                  -
            7     01/05/2024  -                  -
            8     01/05/2024  nonsense           -
            10    01/05/2024  -                  -
            -     01/05/2024  -                  -
            """
        },
        PlacedAdoption="""
        CHILD DATE_PLACED DATE_PLACED_CEASED
        1     02/05/2024  -                  *
        1     1/5/2024    -
        2     -           -                  *
        3     02/05/2024  -
        4     02/05/2024  -
        5     nonsense    -
        6     nonsensical -                  *
        7     nonsense    -                  *
        8     02/05/2024  -
        9     02/05/2024  -
        10    02/05/2024  01/06/2024         *
        -     02/05/2024  -
        """,
    )


def test_561_ended_decision_repeated(check):
    check(
        "561",
        last_year={
            "PlacedAdoption": """
            CHILD DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED
            1     01/05/2024  01/06/2024         RD1
            2     01/05/2024  01/06/2024         -
            3     01/05/2024  -                  RD1
            4     01/05/2024  -                  -
            5     -           01/06/2024         RD1
            6     nonsense    nonsense           -
            -     01/05/2024  01/06/2024         RD1
            """
        },
        PlacedAdoption="""
        CHILD DATE_PLACED
        1     01/05/2024  *
        1     02/05/2024
        2     1/5/2024    *
        3     01/05/2024  *
        4     01/05/2024
        5     -
        6     nonsense    *
        6     nonsensical
        7     01/05/2024
        -     01/05/2024
        """,
    )


def test_584_not_after_the_ended_decision(check):
    check(
        "584",
        last_year={
            "PlacedAdoption": """
            CHILD DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED
            1     02/05/2023  01/06/2024         RD1
            2     02/05/2023  -                  RD1
            3     02/05/2023  01/06/2024         -
            4     02/05/2023  -                  -
            5     -           01/06/2024         RD1
            6     nonsense    01/06/2024         RD1
            8     02/05/2023  01/06/2024         RD1
            8     01/01/2020  01/06/2021         RD1
            -     02/05/2023  01/06/2024         RD1
            """
        },
        PlacedAdoption="""
        CHILD DATE_PLACED
        1     02/05/2023  *
        1     03/05/2023
        1     31/12/2022  *
        2     01/05/2023  *
        3     -           *
        3     nonsense
        4     01/05/2023
        5     -
        6     -           *
        6     01/01/2020
        7     01/05/2023
        8     01/05/2023  *
        -     01/05/2023
        """,
    )


@pytest.mark.parametrize("code", ["559", "560", "561", "584"])
def test_needs_both_years(skips, code):
    decision = "CHILD DATE_PLACED\n1 01/05/2024"
    assert skips(code, PlacedAdoption=decision) == "Last year's PlacedAdoption was not given."
    assert (
        skips(code, last_year={"PlacedAdoption": decision}, Header="CHILD\n1")
        == "PlacedAdoption was not given."
    )
