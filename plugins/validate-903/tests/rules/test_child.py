"""Rules on who the child is."""

from __future__ import annotations


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
