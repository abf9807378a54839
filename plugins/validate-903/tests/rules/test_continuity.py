"""Rules on neighbouring episodes."""

from __future__ import annotations

import pytest


def test_142_left_open(check):
    check(
        "142",
        Episodes="""
        CHILD DECOM        DEC          REC
        1     01/08/2026   -            -
        1     01/06/2026   -            -     *
        1     01/07/2026   31/07/2026   -     *
        2     01/06/2026   -            X1    *
        2     01/07/2026   nonsense     X1    *
        2     01/07/2026   01/09/2026   E99
        2     01/09/2026   -            -
        3     01/06/2026   -            -
        4     01/06/2026   -            -     *
        4     01/06/2026   -            -
        """,
    )


def test_142_leaves_undated_episodes_out(check):
    check(
        "142",
        Episodes="""
        CHILD DECOM        DEC   REC
        1     01/06/2026   -     -
        1     -            -     -
        1     nonsense     -     -
        -     01/06/2026   -     -
        -     01/07/2026   -     -
        """,
    )


def test_357_first_episode_is_a_start(check):
    check(
        "357",
        2026,
        Episodes="""
        CHILD DECOM        RNE
        1     01/04/2025   P    *
        2     31/03/2025   P
        2     01/04/2025   P
        3     01/04/2025   S
        4     02/04/2025   -    *
        5     01/07/2025   L
        5     01/06/2025   S
        6     01/07/2025   S
        6     01/06/2025   L    *
        7     01/06/2025   S
        7     01/06/2025   L
        8     01/06/2025   L    *
        8     01/06/2025   S
        9     -            L
        9     nonsense     L
        10    -            L
        10    01/06/2025   L    *
        -     01/06/2025   L
        """,
    )


def test_388_x1_needs_a_next_episode_on_its_last_day(check):
    check(
        "388",
        Episodes="""
        CHILD DECOM        DEC          REC
        1     01/06/2026   01/07/2026   X1
        1     01/07/2026   01/08/2026   X1    *
        1     02/08/2026   01/09/2026   X1    *
        2     01/06/2026   01/07/2026   X1    *
        2     30/06/2026   01/08/2026   E3
        3     01/06/2026   -            X1
        4     01/06/2026   nonsense     X1
        5     01/06/2026   01/07/2026   -
        -     01/06/2026   01/07/2026   X1
        """,
    )


def test_388_other_reasons_end_care(check):
    check(
        "388",
        Episodes="""
        CHILD DECOM        DEC          REC
        1     01/07/2026   -            -
        1     01/06/2026   01/07/2026   E3    *
        2     01/06/2026   01/07/2026   E3
        2     02/07/2026   01/08/2026   E4A
        3     01/06/2026   01/07/2026   -
        3     01/07/2026   1/8/2026     E99   *
        3     01/08/2026   -            E3
        """,
    )


def test_388_undated_episodes_come_first(check):
    check(
        "388",
        Episodes="""
        CHILD DECOM        DEC          REC
        1     01/06/2026   01/07/2026   E3
        1     -            01/06/2026   X1
        2     -            01/06/2026   X1    *
        2     nonsense     01/01/1901   E3
        3     -            01/01/1901   X1
        3     -            01/06/2026   E3    *
        3     01/06/2026   -            -
        4     -            01/01/1901   E3    *
        4     -            -            -
        """,
    )


def test_431_restart_without_a_gap(check):
    check(
        "431",
        Episodes="""
        CHILD DECOM        DEC          RNE  REC
        1     01/06/2026   01/07/2026   S    X1
        1     01/07/2026   01/08/2026   S    E3   *
        1     02/08/2026   01/09/2026   S    E3
        1     31/08/2026   -            S    -    *
        2     01/06/2026   -            S    -
        2     01/07/2026   nonsense     S    -
        2     01/08/2026   -            S    -
        3     01/06/2026   01/07/2026   S    -
        3     -            -            S    -
        4     01/06/2026   01/07/2026   S    -
        4     01/07/2026   01/08/2026   P    -
        4     01/07/2026   01/08/2026   -    -
        -     01/06/2026   01/07/2026   S    -
        -     01/07/2026   -            S    -
        """,
    )


LEFT_CARE = [
    f"E{number}" for number in (2, 3, "4A", "4B", *range(5, 10), *range(11, 18), 41, *range(45, 49))
]


def test_432_care_had_ended(check):
    records = [
        record
        for reason in LEFT_CARE
        for record in (
            f"1{reason}  01/07/2026   P    -          *",
            f"1{reason}  01/06/2026   P    {reason}",
            f"2{reason}  01/06/2026   S    {reason}",
            f"2{reason}  01/06/2026   S    {reason}",
            f"2{reason}  -            -    {reason}   *",
            f"-          01/06/2026   S    {reason}",
            f"-          01/07/2026   P    {reason}",
        )
    ]
    check("432", Episodes="\n".join(["CHILD DECOM RNE REC", *records]))


def test_432_care_went_on(check):
    check(
        "432",
        Episodes="""
        CHILD DECOM        RNE  REC
        1     01/06/2026   S    X1
        1     01/07/2026   P    -
        1     01/08/2026   P    E1
        1     01/09/2026   P    E3
        2     01/09/2026   P    E3
        """,
    )


def test_433_continuation_joins_up(check):
    check(
        "433",
        Episodes="""
        CHILD DECOM        DEC          RNE
        1     01/06/2026   2/7/2026     P
        1     02/07/2026   01/08/2026   P
        1     02/08/2026   01/09/2026   L    *
        1     31/08/2026   -            T    *
        1     01/10/2026   nonsense     U    *
        1     01/11/2026   01/12/2026   B    *
        1     01/12/2026   01/01/2027   S
        1     02/01/2027   01/02/2027   S
        1     02/02/2027   -            -
        1     -            -            P    *
        2     nonsense     nonsense     P
        2     nonsense     -            P    *
        -     01/06/2026   01/07/2026   S
        -     01/08/2026   -            P
        """,
    )


def test_433_of_equal_starts_the_earlier_end_comes_first(check):
    check(
        "433",
        Episodes="""
        CHILD DECOM        DEC          RNE
        1     01/06/2026   -            P    *
        1     01/06/2026   01/06/2026   S
        1     01/06/2026   01/07/2026   P
        """,
    )


def test_501_overlap(check):
    check(
        "501",
        Episodes="""
        CHILD DECOM        DEC
        1     01/06/2026   01/07/2026
        1     01/07/2026   01/08/2026
        1     31/07/2026   01/08/2026   *
        1     02/08/2026   -
        1     03/08/2026   nonsense
        1     04/08/2026   -
        2     01/06/2026   01/12/2026
        2     01/07/2026   01/08/2026   *
        2     02/08/2026   01/09/2026
        3     01/06/2026   01/07/2026
        3     01/06/2026   -            *
        4     01/06/2026   01/07/2026
        4     -            -
        -     01/06/2026   01/12/2026
        -     01/07/2026   -
        """,
    )


def test_504_need_changed(check):
    check(
        "504",
        Episodes="""
        CHILD DECOM        DEC          REC  CIN
        1     01/06/2026   01/07/2026   X1   N1
        1     01/07/2026   01/08/2026   X1   N2    *
        1     01/08/2026   01/09/2026   X1   N2
        1     01/09/2026   01/10/2026   X1   -     *
        1     01/10/2026   01/11/2026   X1   -
        1     01/11/2026   -            -    N2    *
        2     01/06/2026   01/07/2026   X1   N1
        2     02/07/2026   01/08/2026   E3   N2
        2     01/08/2026   -            X1   N1
        2     01/09/2026   -            -    N2
        3     01/06/2026   01/07/2026   -    N1
        3     01/07/2026   nonsense     X1   N2
        3     nonsense     -            -    N1
        -     01/06/2026   01/07/2026   X1   N1
        -     01/07/2026   -            -    N2
        """,
    )


@pytest.mark.parametrize("code", ["142", "357", "388", "431", "432", "433", "501", "504"])
def test_needs_episodes(skips, code):
    assert skips(code, Header="CHILD\n1") == "Episodes was not given."


@pytest.mark.parametrize("code", ["142", "357", "388", "431", "432", "433", "501", "504"])
def test_empty_table(check, code):
    check(code, Episodes="CHILD DECOM DEC RNE REC CIN")
