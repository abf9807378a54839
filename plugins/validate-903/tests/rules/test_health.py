"""Rules on the health answers of a row against each other."""

from __future__ import annotations

import pytest

CORE = ("IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE")
OTHER = ("CONVICTED", "HEALTH_CHECK", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED")


def test_158_received_and_offered(check):
    check(
        "158",
        OC2="""
        CHILD INTERVENTION_RECEIVED INTERVENTION_OFFERED
        1     1                     1                    *
        2     1                     0                    *
        3     1                     X                    *
        4     1                     -
        5     0                     1
        6     -                     1
        -     1                     1                    *
        """,
    )


def test_159_offer_not_answered(check):
    check(
        "159",
        OC2="""
        CHILD SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED
        1     1                0                     -                    *
        2     1                0                     0
        3     1                0                     X
        4     1                1                     -
        5     1                -                     -
        6     0                0                     -
        7     -                0                     -
        """,
    )


@pytest.mark.parametrize("item", [*CORE, *OTHER])
def test_181_not_yes_or_no(check, item):
    check(
        "181",
        OC2=f"""
        CHILD {item}
        1     0
        2     1
        3     -
        4     2      *
        5     Y      *
        6     1.0    *
        7     01     *
        -     X      *
        """,
    )


def test_181_judges_each_item_by_itself(check):
    check("181", OC2="CHILD CONVICTED TEETH_CHECK\n1 1 X *\n2 X 1 *\n3 1 -\n4 X X *")


@pytest.mark.parametrize("item", OTHER)
def test_182_core_items_incomplete(check, item):
    check(
        "182",
        OC2=f"""
        CHILD IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE {item}
        1     -             1           1                 0                0     *
        2     1             -           1                 0                1     *
        3     1             1           -                 0                X     *
        4     1             1           1                 -                1     *
        5     -             -           -                 -                1     *
        6     -             -           -                 -                -
        7     1             -           -                 -                -
        8     1             1           1                 0                -
        9     1             1           X                 0                1
        """,
    )


def test_192_intervention_not_answered(check):
    check(
        "192",
        OC2="""
        CHILD SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED
        1     1                -                     -                    *
        2     1                -                     1                    *
        3     1                0                     -
        4     0                -                     -
        5     -                -                     -
        """,
    )


def test_193_intervention_without_problem(check):
    check(
        "193",
        OC2="""
        CHILD SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED
        1     0                1                     -                    *
        2     0                -                     0                    *
        3     -                X                     -                    *
        4     -                1                     1                    *
        5     -                -                     -
        6     0                -                     -
        7     1                1                     1
        8     2                1                     1
        """,
    )


@pytest.mark.parametrize(("code", "item"), [("544", "CONVICTED"), ("547", "HEALTH_CHECK")])
def test_recorded_without_the_other_items(check, code, item):
    check(
        code,
        OC2=f"""
        CHILD {item} IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE
        1     1      -             1           1                 1                *
        2     1      1             -           1                 1                *
        3     1      1             1           -                 1                *
        4     1      1             1           1                 -                *
        5     1      -             -           -                 -                *
        6     1      0             X           1                 1
        7     0      -             -           -                 -
        8     X      -             -           -                 -
        9     -      -             -           -                 -
        """,
    )


@pytest.mark.parametrize("code", ["158", "159", "181", "182", "192", "193", "544", "547"])
def test_needs_oc2(skips, code):
    assert skips(code, Header="CHILD SEX\n1 M") == "OC2 was not given."
