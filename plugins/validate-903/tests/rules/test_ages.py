"""Rules on the child's age when an episode began, or while it runs on."""

from __future__ import annotations

import pytest


def test_302_begins_before_birth(check):
    check(
        "302",
        Header="""
        CHILD DOB
        1     02/06/2026   *
        2     01/06/2026
        3     02/06/2026
        4     -
        6     02/06/2026
        7     01/06/2020
        7     01/01/2027   *
        -     02/06/2026
        """,
        Episodes="""
        CHILD DECOM
        1     03/06/2026
        1     01/06/2026   *
        1     01/06/2026
        2     01/06/2026
        3     02/06/2026
        3     -
        4     01/06/2026
        5     01/06/2026
        6     -
        6     nonsense
        7     01/06/2026   *
        -     01/06/2026
        """,
    )


def test_302_later_episodes_are_not_tested(check):
    check(
        "302",
        Header="""
        CHILD DOB
        1     01/01/2027   *
        """,
        Episodes="""
        CHILD DECOM
        1     01/12/2026
        1     01/11/2026   *
        """,
    )


def test_352_began_at_18(check):
    check(
        "352",
        Header="""
        CHILD DOB
        1     01/06/2008
        2     29/02/2008
        3     -
        5     01/06/2008
        5     01/06/2015
        -     01/06/2008
        """,
        Episodes="""
        CHILD DECOM        RNE
        1     31/05/2026   S
        1     01/06/2026   S    *
        1     02/06/2026   S    *
        1     02/06/2026   s    *
        1     02/06/2026   P
        1     02/06/2026   -
        1     -            S
        1     nonsense     S
        2     27/02/2026   S
        2     28/02/2026   S    *
        3     02/06/2026   S
        4     02/06/2026   S
        5     02/06/2026   S    *
        -     02/06/2026   S
        """,
    )


@pytest.mark.parametrize("status", ["J1", "J2", "J3"])
def test_358_criminal_law_under_ten(check, status):
    check(
        "358",
        Header="""
        CHILD DOB
        1     02/06/2016   *
        2     01/06/2016
        3     29/02/2016   *
        4     -
        6     02/06/2016
        7     02/06/2016   *
        7     01/06/2016
        8     02/06/2016
        -     02/06/2016
        """,
        Episodes=f"""
        CHILD DECOM        LS
        1     01/06/2026   {status}   *
        1     02/06/2026   {status}
        1     01/06/2026   C2
        2     01/06/2026   {status}
        3     27/02/2026   {status}   *
        3     28/02/2026   {status}
        4     01/06/2026   {status}
        5     01/06/2026   {status}
        6     -            {status}
        6     01/06/2026   -
        7     01/06/2026   {status}   *
        -     01/06/2026   {status}
        """,
    )


def test_359_in_care_past_18(check):
    check(
        "359",
        2026,
        Header="""
        CHILD DOB
        1     30/03/2008
        2     31/03/2008
        3     -
        5     30/03/2008
        5     30/03/2010
        6     29/02/2008
        -     30/03/2008
        """,
        Episodes="""
        CHILD DEC          LS  PLACE
        1     -            C2  K2     *
        1     -            V2  U6     *
        1     -            V2  K2
        1     -            -   K2     *
        1     -            V2  -      *
        1     01/06/2025   C2  U6
        1     nonsense     C2  U6
        2     -            C2  U6
        3     -            C2  U6
        4     -            C2  U6
        5     -            C2  U6     *
        6     -            C2  U6     *
        -     -            C2  U6
        """,
    )


@pytest.mark.parametrize("code", ["302", "352", "358", "359"])
def test_needs_both_tables(skips, code):
    assert skips(code, Header="CHILD\n1") == "Episodes was not given."
    assert skips(code, Episodes="CHILD\n1") == "Header was not given."


@pytest.mark.parametrize("code", ["302", "352", "358", "359"])
def test_empty_tables(check, code):
    check(code, Header="CHILD DOB", Episodes="CHILD DECOM DEC RNE LS PLACE")
