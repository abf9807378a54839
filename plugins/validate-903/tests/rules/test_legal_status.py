"""Rules on legal status and on how long an order lasted."""

from __future__ import annotations

import pytest


def test_361_three_days_of_police_protection(check):
    check(
        "361",
        2027,
        Episodes="""
        CHILD DECOM        DEC          LS
        1     01/06/2026   04/06/2026   L1
        2     01/06/2026   05/06/2026   L1   *
        3     28/03/2027   -            L1
        4     27/03/2027   -            L1   *
        5     27/03/2027   nonsense     L1   *
        6     -            05/06/2026   L1
        6     nonsense     05/06/2026   L1
        7     01/06/2026   05/06/2026   C1
        7     01/06/2026   05/06/2026   -
        8     05/06/2026   01/06/2026   L1
        -     01/06/2026   05/06/2026   L1
        """,
    )


def test_361_adjoining_episodes_are_one_run(check):
    check(
        "361",
        2027,
        Episodes="""
        CHILD DECOM        DEC          LS
        1     03/06/2026   05/06/2026   L1   *
        1     01/06/2026   03/06/2026   L1   *
        1     06/06/2026   09/06/2026   L1
        2     01/06/2026   04/06/2026   L1
        2     03/06/2026   06/06/2026   L1
        3     01/06/2026   03/06/2026   L1
        3     03/06/2026   10/06/2026   C1
        3     10/06/2026   12/06/2026   L1
        4     29/03/2027   -            L1   *
        4     31/03/2027   02/04/2027   L1   *
        5     01/06/2026   03/06/2026   L1
        6     03/06/2026   05/06/2026   L1
        """,
    )


def test_361_an_episode_between_parts_the_run(check):
    check(
        "361",
        Episodes="""
        CHILD DECOM        DEC          LS
        1     01/06/2026   03/06/2026   L1
        1     02/06/2026   03/06/2026   -
        1     03/06/2026   05/06/2026   L1
        """,
    )


def test_362_21_days_of_emergency_protection(check):
    check(
        "362",
        2027,
        Episodes="""
        CHILD DECOM        DEC          LS
        1     01/06/2026   22/06/2026   L2
        2     01/06/2026   23/06/2026   L2   *
        3     10/03/2027   -            L2
        4     09/03/2027   -            L2   *
        5     01/06/2026   11/06/2026   L2
        5     11/06/2026   22/06/2026   L2
        6     01/06/2026   11/06/2026   L2   *
        6     11/06/2026   23/06/2026   L2   *
        6     24/06/2026   25/06/2026   L2
        7     01/06/2026   23/06/2026   L1
        """,
    )


@pytest.mark.parametrize(("code", "status", "extra"), [("363", "L3", 0), ("364", "J2", 14)])
def test_363_364_open_and_single_episodes(check, code, status, extra):
    check(
        code,
        2027,
        Episodes=f"""
        CHILD DECOM                  DEC                    LS
        1     01/06/2026             {8 + extra:02}/06/2026  {status}
        2     01/06/2026             {9 + extra:02}/06/2026  {status}   *
        3     {24 - extra}/03/2027   -                      {status}
        4     {23 - extra:02}/03/2027   -                   {status}   *
        5     01/03/2026             nonsense               {status}
        6     -                      30/06/2026             {status}
        6     nonsense               30/06/2026             {status}
        7     01/06/2026             30/06/2026             C1
        7     01/06/2026             30/06/2026             -
        -     01/06/2026             30/06/2026             {status}
        """,
    )


def test_363_touching_episodes_are_added_up(check):
    check(
        "363",
        2027,
        Episodes="""
        CHILD DECOM        DEC          LS
        1     05/06/2026   09/06/2026   L3   *
        1     01/06/2026   05/06/2026   L3   *
        1     11/06/2026   14/06/2026   L3
        2     01/06/2026   06/06/2026   L3   *
        2     05/06/2026   08/06/2026   L3   *
        3     01/06/2026   05/06/2026   L3
        3     06/06/2026   10/06/2026   L3
        4     01/06/2026   05/06/2026   L3   *
        4     03/06/2026   04/06/2026   C1
        4     05/06/2026   09/06/2026   L3   *
        5     01/06/2026   05/06/2026   L3
        6     05/06/2026   09/06/2026   L3
        """,
    )


def test_363_backward_and_unreadable_ends(check):
    check(
        "363",
        2027,
        Episodes="""
        CHILD DECOM        DEC          LS
        1     01/06/2026   05/06/2026   L3   *
        1     05/06/2026   09/06/2026   L3   *
        1     05/06/2026   01/06/2026   L3   *
        5     01/06/2026   05/06/2026   L3
        5     05/06/2026   08/06/2026   L3
        5     05/06/2026   01/06/2026   L3
        6     01/06/2026   31/05/2026   L3
        2     01/06/2026   nonsense     L3
        2     10/06/2026   17/06/2026   L3
        3     01/06/2026   nonsense     L3   *
        3     10/06/2026   18/06/2026   L3   *
        4     01/03/2027   -            L3   *
        4     31/03/2027   31/03/2027   L3   *
        """,
    )


def test_364_touching_episodes_are_added_up(check):
    check(
        "364",
        2027,
        Episodes="""
        CHILD DECOM        DEC          LS
        1     01/06/2026   11/06/2026   J2
        1     11/06/2026   22/06/2026   J2
        2     01/06/2026   11/06/2026   J2   *
        2     11/06/2026   23/06/2026   J2   *
        2     24/06/2026   15/07/2026   J2
        3     01/06/2026   11/06/2026   J2   *
        3     11/06/2026   23/06/2026   J2   *
        3     20/06/2026   01/06/2026   J2   *
        """,
    )


def test_378_at_home_while_accommodated(check):
    check(
        "378",
        Episodes="""
        CHILD PLACE LS
        1     P1    V2   *
        1     P1    C2
        1     P1    -
        1     U6    V2
        1     -     V2
        -     P1    V2   *
        """,
    )


@pytest.mark.parametrize("year", [2023, 2024])
def test_445_freed_after_2005(check, year):
    check(
        "445",
        year,
        Episodes="""
        CHILD DECOM        LS
        1     31/12/2005   D1
        1     01/01/2006   D1   *
        1     01/01/2006   C2
        1     01/01/2006   -
        1     -            D1
        1     nonsense     D1
        """,
    )


def test_446_placement_order_too_early(check):
    check(
        "446",
        Episodes="""
        CHILD DECOM        LS
        1     30/11/2005   E1   *
        1     01/12/2005   E1
        1     30/11/2005   C2
        1     30/11/2005   -
        1     -            E1
        1     nonsense     E1
        """,
    )


@pytest.mark.parametrize("year", [2023, 2024])
def test_451_still_freed(check, year):
    check(
        "451",
        year,
        Episodes="""
        CHILD DEC          REC  LS
        1     -            -    D1   *
        1     -            X1   D1
        1     01/06/2022   -    D1
        1     nonsense     -    D1
        1     -            -    C2
        1     -            -    -
        -     -            -    D1   *
        """,
    )


CODES = ["361", "362", "363", "364", "378", "446"]


@pytest.mark.parametrize("code", CODES)
def test_needs_episodes(skips, code):
    assert skips(code, Header="CHILD\n1") == "Episodes was not given."


@pytest.mark.parametrize("code", CODES)
def test_empty_table(check, code):
    check(code, Episodes="CHILD DECOM DEC LS PLACE")
