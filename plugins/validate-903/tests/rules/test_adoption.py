"""Rules on adoption details: complete, and only for adopted children."""

from __future__ import annotations

import pytest


def test_114_foster_carer_marker(check):
    check(
        "114",
        AD1="""
        CHILD FOSTER_CARE
        1     0
        2     1
        3     2           *
        4     -
        5     Y           *
        """,
    )


def test_151_partly_filled_in(check):
    check(
        "151",
        AD1="""
        CHILD DATE_INT   DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR
        1     -          -          -           -         -          -
        2     01/01/2020 02/02/2020 0           1         M1         L0
        3     01/01/2020 -          -           -         -          -          *
        4     01/01/2020 02/02/2020 0           1         M1         -          *
        5     -          02/02/2020 0           1         M1         L0         *
        6     99/99/2020 nonsense   9           9         XX         XX
        7     99/99/2020 -          -           -         -          -          *
        -     -          -          0           -         -          -          *
        """,
    )


def test_335_foster_carer_against_placement(check):
    check(
        "335",
        Episodes="""
        CHILD REC PLACE
        1     E11 A3    *
        2     E12 A5    *
        3     E1  A2    *
        4     E11 A4
        5     E11 A6    *
        6     E12 A1    *
        7     E1  A4    *
        8     E11 A3
        9     X1  A3
        10    E11 A3
        11    E11 A3
        12    -   A3
        13    E11 -
        14    E11 U1
        15    E11 A4    *
        15    E11 A3
        -     E11 A3
        """,
        AD1="""
        CHILD FOSTER_CARE
        1     0           *
        2     0           *
        3     0           *
        4     0
        5     1           *
        6     1           *
        7     1           *
        8     1
        9     0
        10    -
        11    2
        12    0
        13    0
        14    0
        15    1           *
        -     0
        """,
    )


def test_525_details_after_reversal(check):
    check(
        "525",
        PlacedAdoption="""
        CHILD DATE_PLACED_CEASED
        1     01/01/2024         *
        2     nonsense           *
        3     -
        4     01/01/2024
        5     01/01/2024
        6     01/01/2024         *
        6     -
        -     01/01/2024
        """,
        AD1="""
        CHILD DATE_INT   DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR
        1     01/01/2023 -          -           -         -          -          *
        2     -          -          0           -         -          -          *
        3     01/01/2023 -          -           -         -          -
        4     -          -          -           -         -          -
        6     -          32/01/2023 -           -         -          -          *
        6     -          -          -           -         -          L0         *
        -     01/01/2023 -          -           -         -          -
        """,
    )


ADOPTIONS = """
        CHILD DATE_INT   DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR
"""


def test_601_adopted_without_details(check):
    check(
        "601",
        2025,
        Episodes="""
        CHILD REC DEC
        1     E11 01/04/2024 *
        2     E12 31/03/2025 *
        3     E11 31/03/2024
        4     E11 01/04/2025
        5     E11 -
        6     E11 nonsense
        7     E4A 01/05/2024
        8     E11 01/05/2024
        9     E11 01/05/2024
        10    E11 01/05/2024 *
        10    E12 01/06/2024 *
        10    X1  01/06/2024
        -     E11 01/05/2024
        """,
        AD1=ADOPTIONS
        + """
        1     -          02/02/2020 0           1         M1         L0         *
        2     01/01/2020 02/02/2020 0           1         M1         -          *
        3     -          -          -           -         -          -
        4     -          -          -           -         -          -
        5     -          -          -           -         -          -
        6     -          -          -           -         -          -
        7     -          -          -           -         -          -
        8     nonsense   02/02/2020 9           9         XX         XX
        10    -          -          -           -         -          -          *
        -     -          -          -           -         -          -
        """,
    )


def test_602_details_without_adoption(check):
    check(
        "602",
        2025,
        Episodes="""
        CHILD REC DEC
        1     E11 01/04/2024
        2     E12 31/03/2025
        3     E11 31/03/2024
        4     E11 01/04/2025
        5     E11 nonsense
        6     E4A 01/05/2024
        7     X1  01/05/2024
        7     E12 01/06/2024
        9     E4A 01/05/2024
        -     E11 01/05/2024
        """,
        AD1=ADOPTIONS
        + """
        1     01/01/2020 -          -           -         -          -
        2     01/01/2020 -          -           -         -          -
        3     01/01/2020 -          -           -         -          -          *
        4     -          99/99/9999 -           -         -          -          *
        5     -          -          0           -         -          -          *
        6     -          -          -           1         -          -          *
        7     -          -          -           -         M1         -
        8     -          -          -           -         -          L0         *
        9     -          -          -           -         -          -
        -     01/01/2020 -          -           -         -          -
        """,
    )


@pytest.mark.parametrize(
    ("code", "tables", "absent"),
    [
        ("114", "Header", "AD1"),
        ("151", "Header", "AD1"),
        ("335", "Episodes", "AD1"),
        ("335", "AD1", "Episodes"),
        ("525", "AD1", "PlacedAdoption"),
        ("525", "PlacedAdoption", "AD1"),
        ("601", "Episodes", "AD1"),
        ("601", "AD1", "Episodes"),
        ("602", "Episodes", "AD1"),
        ("602", "AD1", "Episodes"),
    ],
)
def test_needs_its_tables(skips, code, tables, absent):
    assert skips(code, **{tables: "CHILD\n1"}) == f"{absent} was not given."


def test_602_an_empty_table_is_given(check):
    check("602", Episodes="CHILD REC DEC", AD1="CHILD DATE_INT\n1 01/01/2020 *")
