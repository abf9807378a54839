"""Rules on the age of care leavers and on how and when they left care."""

from __future__ import annotations

import pytest

LEAVER = "CHILD IN_TOUCH\n1 YES"


def test_347_foyer_before_eighteen(check):
    check(
        "347",
        2024,
        OC3="""
        CHILD DOB        ACCOM
        1     01/04/2005 T1
        2     02/04/2005 T1     *
        3     02/04/2005 T2     *
        4     02/04/2005 T      *
        5     02/04/2005 T3
        6     02/04/2005 U1
        7     02/04/2005 -
        8     -          T1
        9     31/04/2006 T1
        """,
    )


def test_391_leaver_under_seventeen(check):
    check(
        "391",
        OC3="""
        CHILD DOB        IN_TOUCH ACTIV ACCOM
        1     31/03/2010 YES      F1    B1
        2     01/04/2010 YES      -     -      *
        3     01/04/2010 -        0     -      *
        4     01/04/2010 -        -     X      *
        5     01/04/2010 -        -     -
        6     -          YES      F1    B1
        7     29/02/2011 YES      F1    B1
        8     29/02/2012 YES      F1    B1     *
        """,
    )


def test_3001_former_carer_at_seventeen(check):
    check(
        "3001",
        Header="""
        CHILD DOB
        1     31/03/2009
        2     01/04/2009
        3     31/03/2010
        4     01/04/2010
        5     01/06/2009
        6     -
        7     31/06/2009
        8     01/06/1999
        8     01/06/2009
        -     01/06/2009
        """,
        OC3="""
        CHILD ACCOM
        1     Z1
        2     Z1     *
        3     Z2     *
        4     Z1
        5     z1     *
        5     Y1
        5     -
        6     Z1
        7     Z1
        8     Z1     *
        9     Z1
        -     Z1
        """,
    )


def test_3001_birthday_of_29_february(check):
    # 17 on 28 February 2025.
    header, leaver = "CHILD DOB\n1 29/02/2008", "CHILD ACCOM\n1 Z1"
    check("3001", 2025, Header=header, OC3=f"{leaver} *")
    check("3001", 2026, Header=header, OC3=leaver)


def test_1000_died_in_care(check):
    check(
        "1000",
        last_year={"Episodes": "CHILD REC\n4 E2\n5 E4A\n- E2"},
        Episodes="""
        CHILD DECOM      REC
        1     01/04/2026 E2
        1     01/05/2026 X1
        2     -          e2
        3     01/04/2026 E4A
        5     01/04/2026 -
        -     01/04/2026 E2
        """,
        OC3="""
        CHILD IN_TOUCH
        1     YES        *
        1     -          *
        2     -          *
        3     YES
        4     NO         *
        5     YES
        6     YES
        -     YES
        """,
    )


def test_1000_without_last_year(check):
    check("1000", Episodes="CHILD REC\n1 E2", OC3="CHILD IN_TOUCH\n1 YES *\n4 YES")


def test_1002_no_episode_in_two_years(check):
    check(
        "1002",
        last_year={"Episodes": "CHILD DECOM\n2 01/06/2025\n- 01/06/2025"},
        Episodes="CHILD DECOM\n1 -\n- 01/06/2026",
        OC3="CHILD IN_TOUCH\n1 YES\n2 YES\n3 - *\n3 YES *\n- YES *",
    )


def test_1010_open_episode_vanished(check):
    check(
        "1010",
        last_year={
            "Episodes": """
            CHILD DECOM      DEC
            1     01/05/2025 01/06/2025
            1     01/06/2025 -
            2     01/05/2025 -
            2     01/06/2025 01/07/2025
            3     01/06/2025 -
            4     01/05/2025 -
            4     01/05/2025 01/07/2025
            5     01/05/2025 01/07/2025
            5     01/05/2025 -
            6     01/06/2025 31/06/2025
            7     01/05/2025 01/06/2025
            7     -          -
            8     -          -
            9     01/05/2025 -
            9     31/06/2025 01/07/2025
            -     01/05/2025 -
            """
        },
        Episodes="CHILD DECOM\n3 -\n10 01/04/2026",
        OC3="""
        CHILD IN_TOUCH
        1     YES      *
        1     -        *
        2     YES
        3     YES
        4     YES
        5     YES      *
        6     YES
        7     YES
        8     YES
        9     YES      *
        10    YES
        11    YES
        -     YES
        """,
    )


def test_1011_care_passed_on(check):
    check(
        "1011",
        Episodes="""
        CHILD DECOM      REC
        1     01/05/2026 X1
        1     01/06/2026 E3
        2     01/06/2026 E3
        2     02/06/2026 E4A
        3     01/06/2026 E3
        3     01/06/2026 E4A
        4     01/06/2026 E4A
        4     01/06/2026 E3
        5     31/06/2026 E3
        6     01/06/2026 E3
        6     31/06/2026 E4A
        7     01/06/2026 -
        -     01/06/2026 E3
        """,
        OC3="""
        CHILD IN_TOUCH ACTIV ACCOM
        1     YES      -     -      *
        1     -        0     -      *
        1     -        -     X      *
        1     -        -     -
        2     YES      -     -
        3     YES      -     -      *
        4     YES      -     -
        5     YES      -     -
        6     YES      -     -      *
        7     YES      -     -
        8     YES      -     -
        -     YES      -     -
        """,
    )


@pytest.mark.parametrize("code", ["347", "391", "1000", "1002", "1010", "1011"])
def test_needs_oc3(skips, code):
    assert skips(code, Episodes="CHILD DECOM\n1 01/04/2026") == "OC3 was not given."


@pytest.mark.parametrize("code", ["1000", "1011"])
def test_needs_episodes(skips, code):
    assert skips(code, OC3=LEAVER) == "Episodes was not given."


@pytest.mark.parametrize("code", ["1002", "1010"])
def test_needs_last_year(skips, code):
    reason = skips(code, OC3=LEAVER, Episodes="CHILD DECOM\n1 01/04/2026")
    assert reason == "Last year's Episodes was not given."


def test_3001_needs_header(skips):
    assert skips("3001", OC3=LEAVER) == "Header was not given."
