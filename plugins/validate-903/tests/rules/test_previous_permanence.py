"""Rules on an earlier permanence arrangement."""

from __future__ import annotations

import pytest


def test_630_details_missing(check):
    check(
        "630",
        2025,
        Episodes="""
        CHILD RNE DECOM
        1     S   01/04/2024 *
        2     S   31/03/2024
        3     S   01/04/2026 *
        4     L   01/04/2024
        5     S   nonsense
        6     S   01/05/2024
        7     S   01/05/2024 *
        8     S   01/05/2024 *
        9     S   01/05/2024 *
        10    S   01/05/2024
        11    S   01/05/2024 *
        11    S   01/06/2024 *
        11    L   01/07/2024
        12    S   01/05/2024
        -     S   01/05/2024
        """,
        PrevPerm="""
        CHILD PREV_PERM LA_PERM DATE_PERM
        2     -         -       -
        4     -         -       -
        5     -         -       -
        6     P1        330     01/01/2020
        7     P1        -       01/01/2020
        8     P1        330     -
        9     -         330     01/01/2020
        10    Z1        -       -
        11    Z1        -       -
        11    XX        -       -
        12    XX        YY      nonsense
        -     -         -       -
        """,
    )


def test_631_arrangement_code(check):
    check(
        "631",
        PrevPerm="""
        CHILD PREV_PERM
        1     P1
        2     P2
        3     P3
        4     P4
        5     Z1
        6     P5        *
        7     p1        *
        8     -
        """,
    )


def test_632_order_against_the_first_episode(check):
    check(
        "632",
        Episodes="""
        CHILD DECOM
        1     01/06/2024
        1     15/05/2024 *
        2     15/05/2024
        3     15/05/2024 *
        4     15/05/2024
        5     15/05/2024 *
        5     15/05/2024
        6     nonsense
        7     15/05/2024
        -     15/05/2024
        """,
        PrevPerm="""
        CHILD DATE_PERM
        1     15/05/2024 *
        2     14/05/2024
        3     16/5/2024  *
        4     -
        5     01/01/2025 *
        6     01/01/2025
        8     01/01/2025
        -     01/01/2025
        """,
    )


def test_632_unknown_parts_are_read_as_the_earliest_day(check):
    check(
        "632",
        Episodes="""
        CHILD DECOM
        1     02/05/2024
        2     01/05/2024 *
        3     02/01/2024
        4     01/01/2024 *
        5     16/01/2024
        6     15/01/2024 *
        7     01/01/1990
        8     01/01/1990
        """,
        PrevPerm="""
        CHILD DATE_PERM
        1     ZZ/05/2024
        2     ZZ/05/2024 *
        3     ZZ/ZZ/2024
        4     ZZ/ZZ/2024 *
        5     15/ZZ/2024
        6     15/ZZ/2024 *
        7     ZZ/ZZ/ZZZZ
        8     29/02/ZZZZ
        """,
    )


def test_632_badly_formed(check):
    check(
        "632",
        Episodes="""
        CHILD DECOM
        1     15/05/2024 *
        2     15/05/2024 *
        3     15/05/2024 *
        4     15/05/2024 *
        5     nonsense
        7     15/05/2024 *
        8     15/05/2024 *
        9     15/05/2024 *
        """,
        PrevPerm="""
        CHILD DATE_PERM
        1     31/02/2020  *
        2     ZZ/ZZ/ZZ    *
        3     ZZZZ/05/2020 *
        4     2020        *
        5     2020-01-01  *
        6     01/05/20    *
        7     zz/05/2020  *
        8     Z/05/2020   *
        9     30/02/ZZZZ  *
        -     nonsense
        """,
    )


def test_633_authority_code(check):
    check(
        "633",
        PrevPerm="""
        CHILD LA_PERM
        1     330
        2     999
        3     WAL
        4     SCO
        5     NIR
        6     NUK
        7     CON      *
        8     214      *
        9     -
        10    0330     *
        11    938
        12    834      *
        """,
    )


def test_633_authorities_made_since_2019(check):
    check(
        "633",
        2023,
        PrevPerm="""
        CHILD LA_PERM
        1     837
        2     838
        3     839
        4     840
        5     844      *
        6     939      *
        7     940
        8     941
        9     942
        10    943
        11    944      *
        """,
    )


def test_634_given_too_long_ago(check):
    check(
        "634",
        2025,
        Episodes="""
        CHILD DECOM
        1     31/03/2016   *
        1     01/01/2010   *
        1     nonsense     *
        2     01/04/2016
        2     01/01/2010
        3     31/03/2016   *
        4     31/03/2016   *
        5     31/03/2016
        6     nonsense
        8     01/04/2023
        -     31/03/2016
        """,
        PrevPerm="""
        CHILD PREV_PERM LA_PERM DATE_PERM
        1     P1        -       -         *
        1     -         -       -
        2     P1        330     1/1/2009
        3     -         330     -         *
        4     -         -       nonsense  *
        5     -         -       -
        6     P1        330     1/1/2009
        7     P1        330     1/1/2009
        8     P1        330     1/1/2009
        -     P1        330     1/1/2009
        """,
    )


def test_635_arrangement_lacking(check):
    check(
        "635",
        PrevPerm="""
        CHILD PREV_PERM LA_PERM DATE_PERM
        1     -         330     -         *
        2     -         -       1/1/2009  *
        3     -         XX      nonsense  *
        4     -         -       -
        5     Z1        330     1/1/2009
        6     XX        330     1/1/2009
        """,
    )


@pytest.mark.parametrize("code", ["630", "632", "634"])
def test_needs_both_tables(skips, code):
    assert skips(code, Episodes="CHILD\n1") == "PrevPerm was not given."
    assert skips(code, PrevPerm="CHILD\n1") == "Episodes was not given."


@pytest.mark.parametrize("code", ["631", "633", "635"])
def test_needs_its_table(skips, code):
    assert skips(code, Episodes="CHILD\n1") == "PrevPerm was not given."


def test_630_an_empty_table_is_given(check):
    check(
        "630",
        2025,
        Episodes="CHILD RNE DECOM\n1 S 01/04/2024 *",
        PrevPerm="CHILD PREV_PERM LA_PERM DATE_PERM",
    )
