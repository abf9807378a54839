"""Rules on the codes of care leavers and what they go together with."""

from __future__ import annotations

import pytest


def test_131_contact_code(check):
    check(
        "131",
        OC3="""
        CHILD IN_TOUCH
        1     YES
        2     NO
        3     DIED
        4     REFU
        5     NREQ
        6     RHOM
        7     MAYBE    *
        8     -        *
        9     yes      *
        -     0        *
        """,
    )


def test_132_activity_code(check):
    allowed = ["F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5", "G4", "G5", "G6", "0"]
    rows = [f"{number} {code}" for number, code in enumerate(allowed)]
    check("132", OC3="\n".join(["CHILD ACTIV", *rows, "x F3 *", "x G1 *", "x 00 *", "x - *"]))


def test_133_accommodation_code(check):
    both = [f"{kind}{suitable}" for kind in "BCDEGHKRTUVWYZ" for suitable in (1, 2)]
    rows = [f"{number} {code}" for number, code in enumerate([*both, "S2", "X2", "0"])]
    wrong = ["x S1 *", "x X1 *", "x T *", "x A1 *", "x - *"]
    check("133", OC3="\n".join(["CHILD ACCOM", *rows, *wrong]))


def test_134_adopted_care_leaver(check):
    check(
        "134",
        OC3="""
        CHILD IN_TOUCH ACTIV ACCOM
        1     YES      -     -
        2     -        X     -
        3     -        -     0
        4     -        -     -
        5     -        -     -
        5     NO       -     -
        6     YES      F1    B1
        -     YES      F1    B1
        """,
        AD1="""
        CHILD DATE_INT   DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR
        1     01/05/2026 -          -           -         -          -          *
        1     SOON       -          -           -         -          -          *
        1     -          01/06/2026 -           -         -          -          *
        2     -          -          0           -         -          -          *
        2     -          -          -           1         -          -          *
        3     -          -          -           -         MF         -          *
        3     -          -          -           -         -          L0         *
        4     01/05/2026 -          -           -         -          -
        5     01/05/2026 -          -           -         -          -          *
        6     -          -          -           -         -          -
        7     01/05/2026 -          -           -         -          -
        -     01/05/2026 -          -           -         -          -
        """,
    )


def test_153_partly_filled_in(check):
    check(
        "153",
        OC3="""
        CHILD IN_TOUCH ACTIV ACCOM
        1     YES      F1    B1
        2     X        0     X
        3     -        -     -
        4     YES      -     -      *
        5     -        F1    -      *
        6     -        -     0      *
        7     YES      F1    -      *
        8     YES      -     B1     *
        9     -        F1    B1     *
        """,
    )


@pytest.mark.parametrize(
    "item",
    [
        "CONVICTED",
        "HEALTH_CHECK",
        "IMMUNISATIONS",
        "TEETH_CHECK",
        "HEALTH_ASSESSMENT",
        "SUBSTANCE_MISUSE",
        "INTERVENTION_RECEIVED",
        "INTERVENTION_OFFERED",
    ],
)
def test_215_leaver_with_outcomes(check, item):
    check(
        "215",
        OC3="""
        CHILD IN_TOUCH ACTIV ACCOM
        1     YES      -     -      *
        1     -        -     -
        2     -        0     -      *
        3     -        -     X      *
        4     -        -     -
        5     YES      F1    B1
        6     YES      F1    B1
        -     YES      F1    B1
        """,
        OC2=f"""
        CHILD {item} SDQ_SCORE SDQ_REASON
        1     1      -         -          *
        1     -      12        -
        2     0      -         -          *
        3     X      12        -          *
        4     1      -         -
        5     -      12        SDQ2
        7     1      -         -
        -     1      -         -
        """,
    )


def test_344_details_after_death_or_return(check):
    check(
        "344",
        OC3="""
        CHILD IN_TOUCH ACTIV ACCOM
        1     DIED     0     0
        2     RHOM     0     0
        3     DIED     F1    0      *
        4     DIED     0     B1     *
        5     RHOM     -     0      *
        6     RHOM     0     -      *
        7     DIED     -     -      *
        8     YES      F1    B1
        9     -        F1    B1
        """,
    )


def test_345_in_touch_without_details(check):
    check(
        "345",
        OC3="""
        CHILD IN_TOUCH ACTIV ACCOM
        1     YES      0     B1     *
        2     YES      F1    0      *
        3     YES      0     0      *
        4     yes      0     -      *
        5     YES      F1    B1
        6     YES      -     -
        7     NO       0     0
        8     -        0     0
        """,
    )


def test_348_died_last_year(check):
    check(
        "348",
        2026,
        last_year={
            "OC3": """
            CHILD IN_TOUCH
            1     DIED
            2     DIED
            3     DIED
            4     YES
            5     -
            6     NO
            6     DIED
            8     DIED
            -     DIED
            """
        },
        OC3="""
        CHILD IN_TOUCH
        1     DIED
        2     YES      *
        3     -        *
        4     NO
        5     YES
        6     RHOM     *
        7     YES
        8     DIED
        8     NO       *
        -     YES
        """,
    )


def test_348_needs_last_year(skips):
    assert skips("348", OC3="CHILD IN_TOUCH\n1 YES") == "Last year's OC3 was not given."


@pytest.mark.parametrize("code", ["131", "132", "133", "134", "153", "215", "344", "345"])
def test_needs_oc3(skips, code):
    reason = skips(code, AD1="CHILD DATE_INT\n1 01/05/2026", OC2="CHILD CONVICTED\n1 1")
    assert reason == "OC3 was not given."


def test_two_tables_are_needed(skips):
    leavers = "CHILD IN_TOUCH\n1 YES"
    assert skips("134", OC3=leavers) == "AD1 was not given."
    assert skips("215", OC3=leavers) == "OC2 was not given."
