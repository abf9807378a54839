"""Rules on the unique pupil number."""

from __future__ import annotations

import pytest

from cstools import UsageError


def test_168_form(check):
    check(
        "168",
        Header="""
        CHILD UPN
        1     A123456789012
        2     A12345678901B
        3     Z12345678901I
        4     I123456789012    *
        5     O123456789012    *
        6     S12345678901B    *
        7     A12345678901     *
        8     A1234567890123   *
        9     A1234567890BC    *
        10    a123456789012    *
        11    A12345678901b    *
        12    1123456789012    *
        13    UN1
        14    UN5
        15    UN0              *
        16    UN6              *
        17    un1              *
        18    UN               *
        19    UN12             *
        20    -
        21    A123456789012_   *
        -     X                *
        """,
    )


def test_168_needs_header(skips):
    assert skips("168", OC2="CHILD DOB\n1 -") == "Header was not given."


def test_208_against_last_year(check):
    check(
        "208",
        last_year={
            "Header": """
            CHILD UPN
            1     A123456789012
            2     A123456789012
            3     A123456789012
            4     A123456789012
            5     a123456789012
            6     UN1
            7     UN1
            8     UN1
            9     UN1
            10    UN2
            11    UN2
            12    UN5
            13    UN3
            14    UN4
            15    -
            16    -
            17    -
            18    -
            19    UN1
            21    UN1
            21    A123456789012
            -     A123456789012
            """
        },
        Header="""
        CHILD UPN
        1     A123456789012
        2     B123456789012   *
        3     UN1             *
        4     -               *
        5     A123456789012
        6     UN1
        7     UN4
        8     B123456789012
        9     -               *
        10    UN2
        11    UN3             *
        12    UN1             *
        13    -               *
        14    B123456789012
        15    -
        16    UN1
        17    UN5
        18    B123456789012
        19    NONSENSE
        20    UN1
        21    B123456789012   *
        -     B123456789012
        """,
    )


def test_208_needs_last_year(skips):
    assert skips("208", Header="CHILD UPN\n1 UN1") == "Last year's Header was not given."


def test_209_un1_at_school_age(check):
    # Collection year 2026 began in April 2025; the August before the year 2025 is that of 2024.
    check(
        "209",
        2026,
        Header="""
        CHILD UPN DOB
        1     UN1 31/08/2020   *
        2     UN1 01/09/2020
        3     UN1 30/08/2020   *
        4     UN1 29/02/2020   *
        5     UN2 31/08/2020
        6     UN1 -
        7     UN1 31/09/2010
        8     -   31/08/2010
        -     UN1 31/08/2010   *
        """,
    )


def test_209_the_fourth_birthday_of_a_29_february(check):
    check(
        "209",
        2027,
        Header="""
        CHILD UPN DOB
        1     UN1 29/02/2020   *
        2     UN1 31/08/2021   *
        3     UN1 01/09/2021
        """,
    )


def test_210_un4_with_a_start_in_the_last_week(check):
    check(
        "210",
        2026,
        Header="""
        CHILD UPN
        1     UN4   *
        2     UN4
        3     UN1
        4     -
        5     UN4   *
        6     UN4
        8     UN4   *
        8     UN3
        -     UN4
        """,
        Episodes="""
        CHILD DECOM
        1     24/03/2026   *
        1     23/03/2026
        1     25/03/2026   *
        2     23/03/2026
        3     24/03/2026
        4     24/03/2026
        5     01/01/2030   *
        6     -
        6     32/03/2026
        7     24/03/2026
        8     31/03/2026   *
        -     24/03/2026
        """,
    )


def test_210_needs_episodes(skips):
    assert skips("210", Header="CHILD UPN\n1 UN4") == "Episodes was not given."


def test_442_looked_after_without_upn(check):
    check(
        "442",
        Header="""
        CHILD UPN
        1     -     *
        2     UN1
        3     -
        4     -     *
        5     -     *
        6     -
        7     XXX
        8     -     *
        8     UN1
        -     -
        """,
        Episodes="""
        CHILD LS
        1     C2
        2     C2
        3     V3
        3     V4
        4     V4
        4     V2
        5     -
        7     C2
        8     C2
        -     C2
        """,
    )


def test_442_needs_episodes(skips):
    assert skips("442", Header="CHILD UPN\n1 -") == "Episodes was not given."


def test_444_shared_upn(check):
    check(
        "444",
        2026,
        Header="""
        CHILD UPN
        1     A123456789012   *
        2     A123456789012   *
        3     B123456789012
        4     UN1
        5     UN1
        6     UN5
        7     UN5
        8     -
        9     -
        10    C123456789012   *
        10    C123456789012   *
        11    NONSENSE        *
        -     NONSENSE        *
        12    UN6             *
        13    UN6             *
        """,
    )


def test_444_with_every_upn_blank(check):
    check("444", Header="CHILD UPN\n1 -\n2 -")


def test_444_not_before_2026(check):
    with pytest.raises(UsageError, match="not part of the 2025 rules"):
        check("444", 2025, Header="CHILD UPN\n1 UN1")
