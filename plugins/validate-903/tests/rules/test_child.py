"""Rules on who the child is."""

from __future__ import annotations

import pytest

from cstools import UsageError


def test_101_sex_to_2024(check):
    check(
        "101",
        2024,
        Header="""
        CHILD SEX
        1     1
        2     2
        3     M     *
        4     -     *
        """,
    )


def test_101_sex_from_2025(check):
    check(
        "101",
        2025,
        Header="""
        CHILD SEX
        1     1   *
        2     M
        3     F
        4     U
        5     m   *
        6     -   *
        """,
    )


def test_102_date_of_birth(check):
    check(
        "102",
        Header="""
        CHILD DOB
        1     01/02/2010
        2     1/2/2010
        3     29/02/2012
        4     29/02/2011    *
        5     2010-02-01    *
        6     01/02/10      *
        7     01-02-2010    *
        8     -             *
        9     01/01/2090
        """,
    )


def test_103_ethnicity(check):
    check(
        "103",
        Header="""
        CHILD ETHNIC
        1     WBRI
        2     NOBT
        3     REFU
        4     MOTH
        5     WBRIT   *
        6     wbri    *
        7     1       *
        8     -       *
        -     XXXX    *
        """,
    )


def test_202_sex_against_last_year(check):
    check(
        "202",
        last_year={
            "Header": """
            CHILD SEX
            1     1
            2     2
            3     M
            4     1
            5     -
            6     -
            8     1
            8     2
            -     1
            """
        },
        Header="""
        CHILD SEX
        1     M
        2     F
        3     F    *
        4     -    *
        5     F    *
        6     -
        7     M
        8     M    *
        -     F
        """,
    )


def test_202_needs_last_year(skips):
    assert skips("202", Header="CHILD SEX\n1 M") == "Last year's Header was not given."


def test_203_date_of_birth_against_last_year(check):
    check(
        "203",
        last_year={
            "Header": """
            CHILD DOB
            1     01/02/2010
            2     02/02/2010
            3     01/02/2010
            4     -
            5     -
            6     31/02/2010
            7     31/02/2010
            8     01/02/2010
            10    01/02/2010
            10    02/02/2010
            11    01/02/2010
            -     01/02/2010
            """
        },
        Header="""
        CHILD DOB
        1     1/2/2010
        2     01/02/2010   *
        3     -            *
        4     01/02/2010   *
        5     -
        6     30/02/2010
        7     -
        8     2010-02-01   *
        9     01/02/2010
        10    01/02/2010   *
        11    01/02/2010
        11    02/02/2010   *
        -     02/02/2010
        """,
    )


def test_203_needs_last_year(skips):
    assert skips("203", Header="CHILD DOB\n1 -") == "Last year's Header was not given."


def test_204_ethnicity_against_last_year(check):
    check(
        "204",
        last_year={
            "Header": """
            CHILD ETHNIC
            1     WBRI
            2     WBRI
            3     wbri
            4     WBRI
            5     -
            6     -
            7     XXXX
            8     XXXX
            10    WBRI
            10    WIRI
            -     WBRI
            """
        },
        Header="""
        CHILD ETHNIC
        1     WBRI
        2     WIRI   *
        3     WBRI
        4     -      *
        5     WBRI   *
        6     -
        7     xxxx
        8     YYYY   *
        9     WBRI
        10    WIRI   *
        -     WIRI
        """,
    )


def test_204_needs_this_year(skips):
    header = {"Header": "CHILD ETHNIC\n1 WBRI"}
    reason = skips("204", last_year=header, OC2="CHILD DOB\n1 -")
    assert reason == "Header was not given."


def test_232_sex_unknown(check):
    check(
        "232",
        2025,
        Header="""
        CHILD SEX
        1     U   *
        2     u   *
        3     M
        4     F
        5     -
        6     X
        -     U   *
        """,
    )


def test_232_not_before_2025(check):
    with pytest.raises(UsageError, match="not part of the 2024 rules"):
        check("232", 2024, Header="CHILD SEX\n1 U")


def test_301_born_after_the_year(check):
    check(
        "301",
        2026,
        Header="""
        CHILD DOB
        1     31/03/2026
        2     01/04/2026   *
        3     -
        4     45/04/2026
        """,
    )


def test_351_older_than_25(check):
    check(
        "351",
        2026,
        Header="""
        CHILD DOB
        1     01/04/2000
        2     31/03/2000   *
        3     -
        4     29/02/2000   *
        """,
    )
