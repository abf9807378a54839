"""Rules on temporary placements: how long, how many, how they begin and end."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("code", "place", "last", "over"),
    [
        ("375", "T1", "13/07/2026", "14/07/2026"),
        ("376", "T3", "22/06/2026", "23/06/2026"),
        ("379", "T4", "08/06/2026", "09/06/2026"),
    ],
)
def test_375_376_379_too_long(check, code, place, last, over):
    check(
        code,
        2027,
        Episodes=f"""
        CHILD DECOM        DEC          PLACE
        1     01/06/2026   {last}       {place}
        1     01/06/2026   {over}       {place}   *
        1     01/06/2026   01/06/2026   {place}
        1     01/06/2026   01/05/2026   {place}
        2     01/06/2026   -            {place}
        2     01/06/2026   nonsense     {place}
        2     -            {over}       {place}
        2     nonsense     {over}       {place}
        3     01/06/2026   {over}       T0
        3     01/06/2026   {over}       -
        -     01/06/2026   {over}       {place}   *
        """,
    )


def test_376_neighbours_are_not_added_up(check):
    check(
        "376",
        Episodes="""
        CHILD DECOM        DEC          PLACE
        1     01/06/2026   20/06/2026   T3
        1     20/06/2026   10/07/2026   T3
        """,
    )


def test_377_many_holidays(check):
    check(
        "377",
        Episodes="""
        CHILD DECOM        PLACE
        1     01/06/2026   T3    *
        2     01/06/2026   T3
        1     01/06/2026   T3    *
        1     01/07/2026   U1
        1     -            T3    *
        2     01/07/2026   T3
        2     01/07/2026   T4
        2     01/07/2026   -
        3     nonsense     T3    *
        3     01/06/2026   T3    *
        3     01/06/2026   T3    *
        3     01/06/2026   T3    *
        -     01/06/2026   T3
        -     01/06/2026   T3
        -     01/06/2026   T3
        """,
    )


def test_380_wrong_start(check):
    check(
        "380",
        Episodes="""
        CHILD PLACE  RNE
        1     T0     P
        1     T1     B
        1     T2     S      *
        1     T3     L      *
        1     T4     T      *
        1     T4     U      *
        1     T4     X      *
        1     T4     -      *
        2     U1     S
        2     -      S
        -     T0     S      *
        """,
    )


def test_381_care_ended(check):
    check(
        "381",
        Episodes="""
        CHILD PLACE  REC
        1     T0     X1
        1     T1     E11   *
        1     T4     E4A   *
        1     T3     X     *
        1     T2     -
        2     U1     E11
        2     -      E11
        -     T0     E11   *
        """,
    )


@pytest.mark.parametrize(("year", "postcode"), [(2023, ""), (2025, ""), (2026, "*"), (2027, "*")])
def test_383_no_return(check, year, postcode):
    check(
        "383",
        year,
        Episodes=f"""
        CHILD DECOM        RNE  PLACE  PL_POST
        1     01/06/2022   S    U1     AB1_1AB
        1     02/06/2022   P    T1     AB9_9ZZ
        1     03/06/2022   P    U1     AB1_1AB
        2     03/06/2022   B    U1     AB1_1AB    *
        2     02/06/2022   P    T4     AB1_1AB
        2     01/06/2022   S    U1     AB1_1AB
        3     01/06/2022   S    U1     AB1_1AB
        3     02/06/2022   P    T0     AB1_1AB
        3     03/06/2022   P    U4     AB1_1AB    *
        4     01/06/2022   S    U1     AB1_1AB
        4     02/06/2022   P    T0     AB1_1AB
        4     03/06/2022   P    U1     AB1_1AC    {postcode}
        5     01/06/2022   S    U1     AB1_1AB
        5     02/06/2022   P    T0     AB1_1AB
        5     03/06/2022   P    U1     -          {postcode}
        6     01/06/2022   S    U1     -
        6     02/06/2022   P    T0     AB1_1AB
        6     03/06/2022   P    U1     -          {postcode}
        7     01/06/2022   S    -      AB1_1AB
        7     02/06/2022   P    T0     AB1_1AB
        7     03/06/2022   P    -      AB1_1AB    *
        8     01/06/2022   S    U1     AB1_1AB
        8     02/06/2022   P    T0     AB1_1AB
        8     03/06/2022   -    U1     AB1_1AB    *
        """,
    )


def test_383_which_episodes_are_tested(check):
    check(
        "383",
        2025,
        Episodes="""
        CHILD DECOM        RNE  PLACE
        1     01/06/2024   S    T1
        1     02/06/2024   L    U1
        2     01/06/2024   S    U1
        2     02/06/2024   P    T1
        3     01/06/2024   S    U1
        3     02/06/2024   P    T1
        3     03/06/2024   P    T2     *
        3     04/06/2024   P    U1     *
        4     01/06/2024   S    U1
        4     02/06/2024   P    U4
        4     03/06/2024   L    U4
        5     02/06/2024   P    T1
        5     -            P    U1
        5     01/06/2024   S    U1
        5     nonsense     P    U4
        6     01/06/2024   S    U1
        6     02/06/2024   P    T1
        -     03/06/2024   L    U4
        -     01/06/2024   S    U1
        -     02/06/2024   P    T1
        7     03/06/2024   L    U4
        """,
    )


CODES = ["375", "376", "377", "379", "380", "381", "383"]


@pytest.mark.parametrize("code", CODES)
def test_needs_episodes(skips, code):
    assert skips(code, Header="CHILD\n1") == "Episodes was not given."


@pytest.mark.parametrize("code", CODES)
def test_empty_table(check, code):
    check(code, Episodes="CHILD DECOM DEC RNE REC PLACE PL_POST")
