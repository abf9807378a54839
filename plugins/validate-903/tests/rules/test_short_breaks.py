"""Rules on agreed series of short breaks."""

from __future__ import annotations

import pytest


def test_365_long_break(check):
    check(
        "365",
        2027,
        Episodes="""
        CHILD DECOM        DEC          LS
        1     01/06/2026   18/06/2026   V3
        1     01/06/2026   19/06/2026   V3   *
        1     14/03/2027   -            V3
        1     13/03/2027   -            V3   *
        1     01/06/2026   nonsense     V3
        1     -            19/06/2026   V3
        1     nonsense     19/06/2026   V3
        1     01/06/2026   19/06/2026   V4
        1     01/06/2026   19/06/2026   -
        2     01/06/2026   17/06/2026   V3
        2     17/06/2026   30/06/2026   V3
        -     01/06/2026   19/06/2026   V3   *
        """,
    )


def test_366_break_without_a_start(check):
    check(
        "366",
        Episodes="""
        CHILD RNE LS
        1     S   V3
        1     P   V3   *
        1     -   V3   *
        1     P   V4
        1     P   -
        """,
    )


def test_367_75_days_in_the_year(check):
    check(
        "367",
        2027,
        Episodes="""
        CHILD DECOM        DEC          LS
        1     01/04/2026   15/06/2026   V3
        2     01/04/2026   16/06/2026   V3   *
        3     01/04/2026   01/05/2026   V3   *
        3     01/06/2026   01/07/2026   V3   *
        3     01/08/2026   17/08/2026   V3   *
        3     01/09/2026   01/09/2026   V3
        3     01/10/2026   01/09/2026   V3
        4     01/04/2026   01/05/2026   V3
        4     01/06/2026   01/07/2026   V3
        4     01/08/2026   16/08/2026   V3
        4     01/09/2026   02/09/2026   V4
        4     01/09/2026   02/09/2026   -
        5     01/04/2026   15/06/2026   V3   *
        5     01/07/2026   02/07/2026   V3   *
        """,
    )


def test_367_only_days_of_the_collection_year_count(check):
    check(
        "367",
        2027,
        Episodes="""
        CHILD DECOM        DEC          LS
        1     01/01/2026   15/06/2026   V3
        2     01/01/2026   16/06/2026   V3   *
        2     01/02/2026   01/04/2026   V3
        3     15/01/2027   -            V3
        4     14/01/2027   -            V3   *
        5     15/01/2027   01/05/2027   V3
        6     14/01/2027   01/05/2027   V3   *
        7     01/04/2026   15/06/2026   V3
        7     01/07/2026   nonsense     V3
        7     nonsense     -            V3
        7     -            01/09/2026   V3
        7     01/04/2027   01/05/2027   V3
        -     01/04/2026   01/09/2026   V3
        """,
    )


@pytest.mark.parametrize("status", ["V3", "V4"])
def test_382_break_in_temporary_placement(check, status):
    check(
        "382",
        Episodes=f"""
        CHILD LS        PLACE
        1     {status}  T0   *
        1     {status}  T1   *
        1     {status}  T2   *
        1     {status}  T3   *
        1     {status}  T4   *
        1     {status}  T5
        1     {status}  -
        1     C2        T0
        1     -         T0
        -     {status}  T0   *
        """,
    )


@pytest.mark.parametrize("status", ["V3", "V4"])
def test_384_break_in_long_term_fostering(check, status):
    check(
        "384",
        Episodes=f"""
        CHILD LS        PLACE
        1     {status}  U1   *
        1     {status}  U4   *
        1     {status}  U2
        1     {status}  U6
        1     {status}  -
        1     V2        U1
        1     -         U1
        """,
    )


@pytest.mark.parametrize("status", ["V3", "V4"])
def test_398_postcode_of_a_break(check, status):
    check(
        "398",
        Episodes=f"""
        CHILD LS        HOME_POST  PL_POST
        1     {status}  AB1_1AA    AB1_1AA   *
        1     {status}  JUNK       -         *
        1     {status}  -          JUNK      *
        1     {status}  -          -
        1     C2        AB1_1AA    AB1_1AA
        1     -         AB1_1AA    -
        """,
    )


def test_426_both_kinds_of_break(check):
    check(
        "426",
        Episodes="""
        CHILD LS
        1     V3   *
        1     V4   *
        1     V3   *
        1     C2
        1     -
        2     V3
        2     V3
        3     V4
        3     -
        -     V3
        -     V4
        """,
    )


CODES = ["365", "366", "367", "382", "384", "398", "426"]


@pytest.mark.parametrize("code", CODES)
def test_needs_episodes(skips, code):
    assert skips(code, Header="CHILD\n1") == "Episodes was not given."


@pytest.mark.parametrize("code", CODES)
def test_empty_table(check, code):
    check(code, Episodes="CHILD DECOM DEC RNE LS PLACE HOME_POST PL_POST")
