"""Rules on the codes of an episode."""

from __future__ import annotations

import pytest


def test_143_reason_for_new_episode(check):
    check(
        "143",
        Episodes="""
        CHILD RNE
        1     S
        1     P
        1     L
        1     T
        1     U
        1     B
        1     -
        2     s    *
        2     _S   *
        2     X1   *
        -     SS   *
        """,
    )


def test_144_legal_status(check):
    check(
        "144",
        Episodes="""
        CHILD LS
        1     C1
        1     C2
        1     D1
        1     E1
        1     V2
        1     V3
        1     V4
        1     J1
        1     J2
        1     J3
        1     L1
        1     L2
        1     L3
        1     -
        2     V1   *
        2     C3   *
        2     c1   *
        """,
    )


def test_145_category_of_need(check):
    check(
        "145",
        Episodes="""
        CHILD CIN
        1     N1
        1     N8
        1     -
        2     N0   *
        2     N9   *
        2     1    *
        """,
    )


@pytest.mark.parametrize("year", [2023, 2024])
def test_146_placement_to_2024(check, year):
    check(
        "146",
        year,
        Episodes="""
        CHILD PLACE
        1     A3
        1     H5
        1     P2
        1     Z1
        1     T4
        1     U6
        1     -
        2     K3    *
        2     Z11   *
        2     A1    *
        """,
    )


def test_146_placement_2025(check):
    check(
        "146",
        2025,
        Episodes="""
        CHILD PLACE
        1     K3
        1     H5
        1     P2
        1     Z1
        1     -
        2     k3    *
        2     Z11   *
        2     Z14   *
        """,
    )


@pytest.mark.parametrize("year", [2026, 2027])
def test_146_placement_from_2026(check, year):
    check(
        "146",
        year,
        Episodes="""
        CHILD PLACE
        1     K3
        1     Z11
        1     Z12
        1     Z13
        1     Z14
        1     P3
        1     -
        2     H5    *
        2     P2    *
        2     Z1    *
        2     Z15   *
        """,
    )


def test_149_reason_ended(check):
    check(
        "149",
        Episodes="""
        CHILD REC
        1     X1
        1     E2
        1     E4A
        1     E4B
        1     E9
        1     E11
        1     E17
        1     E41
        1     E48
        1     -
        2     E4    *
        2     E4a   *
        2     E1    *
        2     E10   *
        2     E18   *
        2     E42   *
        """,
    )


@pytest.mark.parametrize("code", ["143", "144", "145", "146", "149"])
def test_needs_episodes(skips, code):
    assert skips(code, Header="CHILD\n1") == "Episodes was not given."


@pytest.mark.parametrize("code", ["143", "144", "145", "146", "149"])
def test_empty_table(check, code):
    check(code, Episodes="CHILD RNE LS CIN PLACE REC")
