"""Rules on care leavers in care on the 17th or 18th birthday, or after it."""

from __future__ import annotations

import pytest


def test_1007_in_care_on_birthday(check):
    check(
        "1007",
        Episodes="""
        CHILD DECOM      DEC
        1     10/05/2026 11/05/2026
        2     11/05/2026 01/06/2026
        3     01/04/2026 10/05/2026
        4     10/05/2026 -
        5     -          01/06/2026
        6     10/05/2026 31/06/2026
        7     01/04/2026 01/05/2026
        7     01/05/2026 01/07/2026
        8     01/05/2026 01/07/2026
        -     01/05/2026 01/07/2026
        """,
        OC3="""
        CHILD DOB        IN_TOUCH ACTIV ACCOM
        1     10/05/2009 YES      -     -      *
        1     10/05/2008 -        0     -      *
        1     11/05/2009 YES      -     -
        1     10/05/2007 YES      -     -
        1     10/05/2010 YES      -     -
        1     10/05/2009 -        -     -
        1     -          YES      -     -
        1     31/06/2009 YES      -     -
        2     10/05/2009 YES      -     -
        3     10/05/2009 YES      -     -
        4     10/05/2009 -        -     X      *
        5     10/05/2009 YES      -     -
        6     10/05/2009 YES      -     -
        7     10/05/2009 YES      -     -      *
        9     10/05/2009 YES      -     -
        -     10/05/2009 YES      -     -
        """,
    )


def test_1007_ages_at_the_end_of_the_year(check):
    # 17 and 18 count, to the day; not those who turn 17 on 1 April or 19 on 31 March.
    check(
        "1007",
        Episodes="""
        CHILD DECOM      DEC
        1     01/04/2026 -
        2     01/04/2026 -
        3     01/04/2026 -
        4     01/04/2026 -
        5     01/01/2026 01/05/2026
        """,
        OC3="""
        CHILD DOB        IN_TOUCH
        1     31/03/2010 YES      *
        2     01/04/2010 YES
        3     01/04/2008 YES      *
        4     31/03/2008 YES
        5     31/03/2009 YES
        """,
    )


def test_1007_birthday_of_29_february(check):
    # 18 on 28 February 2026.
    check(
        "1007",
        2026,
        Episodes="""
        CHILD DECOM      DEC
        1     01/04/2025 01/03/2026
        2     01/04/2025 28/02/2026
        3     28/02/2026 -
        4     01/03/2026 -
        """,
        OC3="""
        CHILD DOB        IN_TOUCH
        1     29/02/2008 YES      *
        2     29/02/2008 YES
        3     29/02/2008 YES      *
        4     29/02/2008 YES
        """,
    )


def test_1016_left_after_birthday(check):
    check(
        "1016",
        2024,
        Episodes="""
        CHILD DECOM      DEC
        1     01/04/2023 10/05/2023
        2     01/04/2023 09/05/2023
        3     01/04/2023 11/05/2023
        3     11/05/2023 -
        4     01/04/2023 -
        5     01/04/2023 31/06/2023
        6     -          01/06/2023
        -     01/04/2023 11/05/2023
        """,
        OC3="""
        CHILD DOB        IN_TOUCH ACTIV ACCOM
        1     10/05/2006 YES      -     -      *
        1     10/05/2005 -        0     -      *
        1     11/05/2006 YES      -     -
        1     10/05/2004 YES      -     -
        1     10/05/2007 YES      -     -
        1     10/05/2006 -        -     -
        1     -          YES      -     -
        1     31/06/2006 YES      -     -
        2     10/05/2006 YES      -     -
        3     10/05/2006 -        -     X      *
        4     10/05/2006 YES      -     -
        5     10/05/2006 YES      -     -
        6     10/05/2006 YES      -     -      *
        7     10/05/2006 YES      -     -
        -     10/05/2006 YES      -     -
        """,
    )


def test_1016_ages_by_the_calendar(check):
    # Born on 31 March: 17, 18 or 19 on the last day of the year, however many leap days between.
    check(
        "1016",
        2026,
        Episodes="CHILD DEC\n1 31/03/2026\n2 31/03/2026\n3 31/03/2026\n4 31/03/2026\n5 30/03/2026",
        OC3="""
        CHILD DOB        IN_TOUCH
        1     31/03/2009 YES      *
        2     31/03/2008 YES      *
        3     31/03/2007 YES
        4     01/04/2009 YES
        5     31/03/2009 YES
        """,
    )


def test_1016_birthday_of_29_february(check):
    # 17 on 28 February 2025.
    check(
        "1016",
        2025,
        Episodes="CHILD DEC\n1 27/02/2025\n2 28/02/2025",
        OC3="CHILD DOB IN_TOUCH\n1 29/02/2008 YES\n2 29/02/2008 YES *",
    )


@pytest.mark.parametrize("code", ["1007", "1016"])
def test_needs_both_tables(skips, code):
    assert skips(code, Episodes="CHILD DECOM\n1 01/04/2026") == "OC3 was not given."
    assert skips(code, OC3="CHILD IN_TOUCH\n1 YES") == "Episodes was not given."
