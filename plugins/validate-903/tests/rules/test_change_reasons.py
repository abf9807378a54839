"""Rules on reasons for a new episode and for a placement change."""

from __future__ import annotations

import pytest


def test_1009_reason_code(check):
    check(
        "1009",
        Episodes="""
        CHILD REASON_PLACE_CHANGE
        1     CARPL
        1     CLOSE
        1     ALLEG
        1     STAND
        1     APPRR
        1     CREQB
        1     CREQO
        1     CHILD
        1     LAREQ
        1     PLACE
        1     CUSTOD
        1     OTHER
        2     carpl      *
        3     CARP       *
        4     CUSTODY    *
        5     -
        -     JUNK       *
        """,
    )


def test_225_reason_missing(check):
    check(
        "225",
        Episodes="""
        CHILD DECOM        RNE  PLACE  REC  REASON_PLACE_CHANGE
        1     04/06/2026   U    U1     X1   -
        1     03/06/2026   T    U1     X1   -        *
        1     02/06/2026   B    U1     X1   -        *
        1     01/06/2026   P    U1     X1   -        *
        1     01/05/2026   S    U1     X1   -        *
        2     01/06/2026   S    U1     X1   CARPL
        2     02/06/2026   P    U1     X1   JUNK
        2     03/06/2026   P    U1     E11  -
        2     04/06/2026   P    U1     -    -
        2     05/06/2026   P    U1     X1   -
        2     06/06/2026   L    U1     X1   -
        2     07/06/2026   -    U1     X1   -
        2     08/06/2026   S    U1     X1   -
        3     01/06/2026   S    U1     X1   -
        3     02/06/2026   P    T0     X1   -
        3     03/06/2026   P    U1     -    -
        4     01/06/2026   S    -      X1   -        *
        4     02/06/2026   P    -      -    -
        5     -            P    U1     -    -
        5     01/06/2026   S    U1     X1   -        *
        6     -            S    U1     X1   -        *
        6     nonsense     P    U1     X1   -
        7     01/06/2026   S    U1     X1   -
        -     01/06/2026   S    U1     X1   -
        -     02/06/2026   P    U1     -    -
        """,
    )


@pytest.mark.parametrize("year", [2023, 2025, 2026, 2027])
def test_226_reason_of_temporary(check, year):
    check(
        "226",
        year,
        Episodes="""
        CHILD DECOM        PLACE  REASON_PLACE_CHANGE
        1     01/06/2022   T0     CARPL   *
        1     02/06/2022   T1     -       *
        1     03/06/2022   T4     -
        1     04/06/2022   U1     CARPL
        1     05/06/2022   U1     -
        1     06/06/2022   T3     -
        2     01/06/2022   T2     -
        3     02/06/2022   T2     -       *
        3     01/06/2022   U1     JUNK
        4     01/06/2022   U1     CARPL
        4     02/06/2022   -      CARPL
        5     -            T2     -       *
        5     01/06/2022   U1     CARPL
        6     01/06/2022   U1     CARPL
        7     01/06/2022   T2     -
        """,
    )


@pytest.mark.parametrize("code", ["225", "226", "1009"])
def test_placement_change_rules_need_episodes(skips, check, code):
    assert skips(code, Header="CHILD\n1") == "Episodes was not given."
    check(code, Episodes="CHILD DECOM RNE PLACE REC REASON_PLACE_CHANGE")


@pytest.mark.parametrize("year", [2026, 2027])
def test_233_reason_while_open(check, year):
    check(
        "233",
        year,
        Episodes="""
        CHILD DEC          REASON_PLACE_CHANGE
        1     -            CARPL   *
        1     -            -
        1     01/06/2025   CARPL
        1     nonsense     CARPL
        -     -            JUNK    *
        """,
    )


@pytest.mark.parametrize("year", [2026, 2027])
def test_234_custody_under_ten(check, year):
    check(
        "234",
        year,
        Header="""
        CHILD DOB
        1     02/06/2015   *
        2     01/06/2015
        3     31/05/2015
        4     -
        6     02/06/2015
        6     01/06/2010
        7     02/06/2015
        -     02/06/2015
        """,
        Episodes="""
        CHILD DECOM        REASON_PLACE_CHANGE
        1     01/06/2025   -
        1     01/05/2025   CUSTOD   *
        1     01/04/2025   CARPL
        2     01/05/2025   CUSTOD
        2     01/06/2025   -
        3     01/05/2025   CUSTOD
        3     02/06/2025   -
        4     01/05/2025   CUSTOD
        4     01/06/2025   -
        5     01/05/2025   CUSTOD
        5     01/06/2025   -
        7     01/05/2025   CARPL
        7     01/06/2025   CUSTOD
        -     01/05/2025   CUSTOD
        -     01/06/2025   -
        """,
    )


def test_234_next_start_unknown_or_child_twice_in_header(check):
    check(
        "234",
        Header="""
        CHILD DOB
        1     01/01/2020
        2     29/02/2016   *
        3     29/02/2016
        4     01/06/2010
        4     01/06/2020   *
        """,
        Episodes="""
        CHILD DECOM        REASON_PLACE_CHANGE
        1     01/05/2025   CUSTOD
        1     -            CUSTOD
        1     nonsense     -
        2     01/05/2025   CUSTOD   *
        2     27/02/2026   -
        3     01/05/2025   CUSTOD
        3     28/02/2026   -
        4     01/05/2026   CUSTOD   *
        4     01/06/2026   -
        """,
    )


def test_434_status_change_only(check):
    check(
        "434",
        Episodes="""
        CHILD DECOM        RNE  LS  PLACE  PL_POST  URN  PLACE_PROVIDER
        1     01/04/2026   L    C1  U6     AB1      1    PR1
        1     01/05/2026   L    C2  U6     AB1      1    PR1
        1     01/06/2026   L    C2  U6     AB1      1    PR1   *
        1     01/07/2026   L    C1  U5     AB1      1    PR1   *
        1     01/08/2026   L    C2  U5     AB2      1    PR1   *
        1     01/09/2026   L    C1  U5     AB2      2    PR1   *
        1     01/10/2026   L    C2  U5     AB2      2    PR2   *
        1     01/11/2026   L    C1  U5     AB2      -    PR2   *
        1     01/12/2026   L    C2  U5     AB2      -    PR2
        1     02/12/2026   P    C2  U5     AB2      -    PR2
        1     03/12/2026   -    C2  U5     AB2      -    PR2
        2     01/04/2026   S    -   -      -        -    -
        2     01/05/2026   L    -   -      -        -    -
        2     01/06/2026   L    C1  -      -        -    -
        2     01/07/2026   L    -   -      AB1      -    -     *
        2     -            L    -   -      AB1      -    -
        -     01/04/2026   S    C1  U6     AB1      1    PR1
        -     01/05/2026   L    C1  U6     AB1      1    PR1
        """,
    )


@pytest.mark.parametrize("reason", ["P", "T"])
def test_435_placement_change_only(check, reason):
    check(
        "435",
        Episodes=f"""
        CHILD DECOM        RNE       LS  PLACE  PL_POST  URN  PLACE_PROVIDER
        1     01/04/2026   {reason}  C1  U6     AB1      1    PR1
        1     01/05/2026   {reason}  C1  U6     AB1      1    PR1   *
        1     01/06/2026   {reason}  C1  U5     AB1      1    PR1
        1     01/07/2026   {reason}  C1  U5     AB2      1    PR1
        1     01/08/2026   {reason}  C1  U5     AB2      2    PR1
        1     01/09/2026   {reason}  C1  U5     AB2      2    PR2
        1     01/10/2026   {reason}  C2  U6     AB3      3    PR1   *
        1     01/11/2026   {reason}  -   U5     AB2      2    PR2   *
        1     01/12/2026   {reason}  -   U6     AB3      3    PR1
        1     02/12/2026   L         C2  U6     AB3      3    PR1
        1     03/12/2026   -         C2  U6     AB3      3    PR1
        2     01/04/2026   S         V2  P1     AB1      -    PR0
        2     01/05/2026   {reason}  V2  P1     AB1      -    PR0   *
        2     -            {reason}  V2  P1     AB1      4    PR0
        -     01/04/2026   S         V2  P1     AB1      -    PR0
        -     01/05/2026   {reason}  V2  P1     AB1      -    PR0
        """,
    )


@pytest.mark.parametrize("reason", ["U", "B"])
def test_436_status_and_placement_change(check, reason):
    check(
        "436",
        Episodes=f"""
        CHILD DECOM        RNE       LS  PLACE  PL_POST  URN  PLACE_PROVIDER
        1     01/04/2026   {reason}  C1  U6     AB1      1    PR1
        1     01/05/2026   {reason}  C1  U5     AB2      2    PR2   *
        1     01/06/2026   {reason}  C2  U5     AB2      2    PR2   *
        1     01/07/2026   {reason}  C1  U6     AB2      2    PR2
        1     01/08/2026   {reason}  C2  U6     AB3      2    PR2
        1     01/09/2026   {reason}  C1  U6     AB3      3    PR2
        1     01/10/2026   {reason}  C2  U6     AB3      3    PR3
        1     01/11/2026   {reason}  -   U6     AB3      -    PR3
        1     01/12/2026   {reason}  -   U5     AB1      1    PR1   *
        1     02/12/2026   L         C2  U5     AB1      1    PR1
        1     03/12/2026   -         C2  U5     AB1      1    PR1
        2     01/04/2026   S         C1  P1     -        -    -
        2     01/05/2026   {reason}  C2  P1     -        -    -     *
        2     -            {reason}  C2  P1     -        -    -     *
        -     01/04/2026   S         C1  P1     -        -    -
        -     01/05/2026   {reason}  C1  P1     -        -    -
        """,
    )


def test_needs_its_tables(skips):
    episodes = "CHILD DECOM\n1 01/06/2026"
    assert skips("234", Episodes=episodes) == "Header was not given."
    for code in ("233", "434", "435", "436"):
        assert skips(code, Header="CHILD\n1") == "Episodes was not given."
