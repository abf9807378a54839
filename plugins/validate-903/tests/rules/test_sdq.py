"""Rules on the strengths and difficulties questionnaire."""

from __future__ import annotations

import pytest

# A child in care all year (1), one with a break in it (2).
EPISODES = """
CHILD DECOM      RNE LS DEC        REC
1     01/02/2026 S   C2 -          -
2     01/02/2026 S   C2 30/06/2026 E4A
2     01/08/2026 S   C2 -          -
"""


def test_157_sdq1_for_qualifying_age(check):
    check(
        "157",
        Episodes=EPISODES,
        OC2="""
        CHILD DOB        SDQ_SCORE SDQ_REASON
        1     01/04/2022 -         SDQ1        *
        1     02/04/2022 -         SDQ1
        1     31/03/2011 -         SDQ1        *
        1     30/03/2011 -         SDQ1
        1     29/02/2016 -         SDQ1        *
        1     01/01/2016 -         SDQ2
        1     01/01/2016 -         -
        1     01/01/2016 0         SDQ1
        1     -          -         SDQ1
        1     31/06/2016 -         SDQ1
        2     01/01/2016 -         SDQ1
        3     01/01/2016 -         SDQ1
        -     01/01/2016 -         SDQ1
        """,
    )


def test_180_score_is_a_whole_number_to_40(check):
    check(
        "180",
        OC2="""
        CHILD SDQ_SCORE
        1     0
        2     40
        3     41        *
        4     -1        *
        5     -
        6     12.0
        7     012
        8     12.5      *
        9     TWELVE    *
        10    NAN       *
        11    INF       *
        -     99        *
        """,
    )


def test_185_score_without_a_year_of_care(check):
    check(
        "185",
        Episodes="""
        CHILD DECOM      RNE LS DEC        REC
        1     01/04/2026 S   C2 -          -
        2     02/04/2026 S   C2 -          -
        3     01/02/2020 S   C2 31/03/2027 E4A
        4     01/02/2020 S   C2 30/03/2027 E4A
        5     01/02/2020 S   C2 30/03/2027 X1
        6     01/02/2020 S   V3 -          -
        7     -          S   C2 -          -
        8     01/02/2020 S   C2 31/03/2026 E4A
        9     01/02/2020 S   C2 01/04/2026 X1
        10    01/02/2020 S   C2 30/03/2027 -
        11    01/02/2020 S   C2 31/02/2027 E4A
        13    01/04/2027 S   C2 -          -
        14    01/02/2020 S   V4 31/03/2026 X1
        14    31/03/2026 L   C2 -          -
        15    01/02/2020 S   C2 02/04/2026 X1
        15    02/04/2026 L   C2 -          -
        -     01/02/2020 S   C2 -          -
        """,
        OC2="""
        CHILD SDQ_SCORE
        1     12
        2     12        *
        3     12
        4     12        *
        5     12
        6     12        *
        7     12        *
        8     12        *
        9     12
        10    12        *
        11    12
        12    12        *
        13    12        *
        14    12
        15    12
        12    -
        12    TWELVE    *
        -     12        *
        -     -
        """,
    )


def test_185_needs_episodes(skips):
    assert skips("185", OC2="CHILD SDQ_SCORE\n1 12") == "Episodes was not given."


def test_185_with_no_episodes_at_all(check):
    check("185", Episodes="CHILD DECOM RNE LS DEC REC", OC2="CHILD SDQ_SCORE\n1 12 *\n2 -")


def test_186_no_score_from_4_to_16(check):
    check(
        "186",
        Episodes=EPISODES,
        OC2="""
        CHILD DOB        SDQ_SCORE SDQ_REASON
        1     01/04/2022 -         -          *
        1     02/04/2022 -         -
        1     01/04/2010 -         -          *
        1     31/03/2010 -         -
        1     01/01/2016 X         -
        1     01/01/2016 -         X
        1     -          -         -
        1     30/02/2016 -         -
        2     01/01/2016 -         -
        3     01/01/2016 -         -
        -     01/01/2016 -         -
        """,
    )


def test_188_answered_for_under_four(check):
    check(
        "188",
        OC2="""
        CHILD DOB        SDQ_SCORE SDQ_REASON
        1     31/03/2023 12        -
        2     01/04/2023 12        -           *
        3     01/04/2023 -         SDQ1        *
        4     01/04/2023 X         X           *
        5     01/04/2023 -         -
        6     -          12        -
        7     1/13/2025  12        -
        -     01/04/2023 12        -           *
        """,
    )


def test_189_answered_for_over_seventeen(check):
    check(
        "189",
        OC2="""
        CHILD DOB        SDQ_SCORE SDQ_REASON
        1     01/04/2009 12        -
        2     31/03/2009 12        -           *
        3     31/03/2009 -         SDQ1        *
        4     29/02/2008 0         SDQ1        *
        5     31/03/2009 -         -
        6     -          12        -
        7     31/02/2009 12        -
        """,
    )


def test_196_reason_code(check):
    check(
        "196",
        OC2="""
        CHILD SDQ_REASON
        1     SDQ1
        2     SDQ2
        3     SDQ3
        4     SDQ4
        5     SDQ5
        6     SDQ6        *
        7     SDQ         *
        8     -
        """,
    )


def test_197a_score_and_reason(check):
    check(
        "197a",
        OC2="""
        CHILD SDQ_SCORE SDQ_REASON
        1     12        SDQ2        *
        2     0         X           *
        3     12        -
        4     -         SDQ2
        5     -         -
        """,
    )


def test_197b_no_score_in_birthday_year(check):
    check(
        "197B",
        Episodes=EPISODES,
        OC2="""
        CHILD DOB        SDQ_SCORE SDQ_REASON
        1     31/03/2022 -         -
        1     01/04/2022 -         -          *
        1     31/03/2023 -         -          *
        1     01/04/2023 -         -
        1     31/03/2009 -         -
        1     01/04/2009 -         -          *
        1     31/03/2010 -         -          *
        1     01/04/2010 -         -
        1     01/04/2022 0         -
        1     01/04/2022 -         X
        1     -          -         -
        1     00/04/2022 -         -
        2     01/04/2022 -         -
        3     01/04/2022 -         -
        -     01/04/2022 -         -
        """,
    )


def test_197b_birthday_of_29_february(check):
    # Born on 29 February 2008, 17 on 28 February 2025: in the year to 2025, not in the one after.
    episodes = "CHILD DECOM RNE LS DEC REC\n1 01/02/2020 S C2 - -"
    outcomes = "CHILD DOB SDQ_SCORE SDQ_REASON\n1 29/02/2008 - -"
    check("197B", 2025, Episodes=episodes, OC2=f"{outcomes} *")
    check("197B", 2026, Episodes=episodes, OC2=outcomes)


def test_198_reason_without_a_year_of_care(check):
    check(
        "198",
        Episodes=EPISODES,
        OC2="""
        CHILD SDQ_REASON
        1     SDQ1
        2     SDQ1        *
        3     X           *
        3     -
        -     SDQ1        *
        """,
    )


@pytest.mark.parametrize("code", ["157", "186", "197B", "198"])
def test_needs_both_tables(skips, code):
    assert skips(code, OC2="CHILD SDQ_SCORE\n1 12") == "Episodes was not given."
    assert skips(code, Episodes=EPISODES) == "OC2 was not given."


@pytest.mark.parametrize("code", ["180", "188", "189", "196", "197a"])
def test_needs_oc2(skips, code):
    assert skips(code, Episodes=EPISODES) == "OC2 was not given."
