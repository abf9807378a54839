"""Rules on what a full year in care asks for and rules out."""

from __future__ import annotations

import pytest

# In care all year: 1 and 4. Not: 2 and 3, and 5, who has no readable start.
EPISODES = """
CHILD DECOM      RNE LS DEC        REC
1     01/02/2026 S   C2 -          -
2     02/04/2026 S   C2 -          -
3     01/02/2026 S   V4 -          -
4     01/02/2026 S   C2 31/03/2027 E4A
5     31/02/2026 S   C2 -          -
-     01/02/2026 S   C2 -          -
"""


def test_187_adoption_or_leaver_details_while_in_care(check):
    check(
        "187",
        Episodes=EPISODES,
        OC3="""
        CHILD IN_TOUCH ACTIV ACCOM
        1     YES      -     -     *
        1     -        0     -     *
        1     -        -     X     *
        1     -        -     -
        2     YES      F1    B1
        6     YES      F1    B1
        -     YES      F1    B1
        """,
        AD1="""
        CHILD DATE_INT   DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR
        1     01/05/2026 -          -           -         -          -          *
        1     LATER      -          -           -         -          -          *
        1     -          01/06/2026 -           -         -          -          *
        1     -          -          0           -         -          -          *
        1     -          -          -           1         -          -          *
        1     -          -          -           -         MF         -          *
        4     -          -          -           -         -          L0         *
        4     -          -          -           -         -          -
        2     01/05/2026 -          -           -         -          -
        -     01/05/2026 -          -           -         -          -
        """,
    )


def test_187_needs_both_tables(skips):
    leavers, adoptions = "CHILD IN_TOUCH\n1 YES", "CHILD DATE_INT\n1 01/05/2026"
    assert skips("187", Episodes=EPISODES, OC3=leavers) == "AD1 was not given."
    assert skips("187", Episodes=EPISODES, AD1=adoptions) == "OC3 was not given."


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
def test_190_items_without_a_year_of_care(check, item):
    check(
        "190",
        Episodes=EPISODES,
        OC2=f"""
        CHILD {item} SDQ_SCORE
        1     1      -
        2     1      -          *
        2     0      -          *
        2     X      -          *
        2     -      12
        3     1      -          *
        4     1      -
        5     1      -          *
        6     1      12         *
        -     1      -          *
        -     -      -
        """,
    )


def test_191_no_core_items_or_no_record(check):
    check(
        "191",
        Episodes="""
        CHILD DECOM      RNE LS DEC        REC
        1     01/02/2026 S   C2 -          -
        2     02/04/2026 S   C2 -          -
        4     01/06/2026 L   C2 -          -
        4     05/02/2026 S   C1 01/06/2026 X1  *
        4     01/07/2026 L   C2 -          -
        5     31/02/2026 S   C2 -          -
        6     01/02/2026 S   C2 -          -
        7     -          S   C2 01/06/2026 X1
        7     01/06/2026 L   C2 -          -   *
        7     01/06/2026 P   C2 -          -
        8     02/04/2026 S   C2 -          -
        -     01/02/2026 S   C2 -          -
        """,
        OC2="""
        CHILD IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE
        1     -             1           1                 0                *
        1     1             -           1                 0                *
        1     1             1           -                 0                *
        1     1             1           1                 -                *
        1     1             X           1                 0
        2     -             -           -                 -
        6     1             1           1                 0
        9     -             -           -                 -
        -     -             -           -                 -
        """,
    )


def test_191_with_an_empty_oc2(check):
    check(
        "191",
        Episodes="CHILD DECOM RNE LS DEC REC\n1 01/02/2026 S C2 - - *",
        OC2="CHILD IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE",
    )


def test_542_conviction_answer_under_ten(check):
    check(
        "542",
        OC2="""
        CHILD DOB        CONVICTED
        1     31/03/2017 1
        2     01/04/2017 1          *
        3     01/04/2017 0          *
        4     01/04/2017 X          *
        5     01/04/2017 -
        6     -          1
        7     31/04/2018 1
        -     01/04/2017 1          *
        """,
    )


def test_543_no_conviction_answer_from_ten(check):
    check(
        "543",
        Episodes=EPISODES,
        OC2="""
        CHILD DOB        CONVICTED
        1     30/03/2017 -          *
        1     31/03/2017 -          *
        1     01/04/2017 -
        1     29/02/2012 -          *
        1     30/03/2017 0
        1     30/03/2017 X
        1     -          -
        1     30/02/2012 -
        2     30/03/2017 -
        6     30/03/2017 -
        -     30/03/2017 -
        """,
    )


def test_545_no_health_check_under_five(check):
    check(
        "545",
        Episodes=EPISODES,
        OC2="""
        CHILD DOB        HEALTH_CHECK
        1     31/03/2022 -
        1     01/04/2022 -             *
        1     01/01/2028 -             *
        1     01/04/2022 0
        1     01/04/2022 X
        1     -          -
        1     29/02/2023 -
        2     01/04/2022 -
        6     01/04/2022 -
        -     01/04/2022 -
        """,
    )


def test_546_health_check_from_five(check):
    check(
        "546",
        Episodes=EPISODES,
        OC2="""
        CHILD DOB        HEALTH_CHECK
        1     31/03/2022 1             *
        1     01/04/2022 1
        1     31/03/2022 0             *
        1     29/02/2020 X             *
        1     31/03/2022 -
        1     -          1
        1     29/02/2021 1
        2     31/03/2022 1
        6     31/03/2022 1
        -     31/03/2022 1
        """,
    )


@pytest.mark.parametrize("code", ["190", "191", "543", "545", "546"])
def test_needs_both_tables(skips, code):
    assert skips(code, OC2="CHILD CONVICTED\n1 1") == "Episodes was not given."
    assert skips(code, Episodes=EPISODES) == "OC2 was not given."


def test_542_needs_oc2(skips):
    assert skips("542", Episodes=EPISODES) == "OC2 was not given."
