"""Rules on reviews."""

from __future__ import annotations

import pytest


def test_166_review_date(check):
    check(
        "166",
        Reviews="""
        CHILD REVIEW
        1     01/05/2026
        2     1/5/2026
        3     29/02/2026  *
        4     29/02/2028
        5     2026-05-01  *
        6     01/05/26    *
        7     -           *
        -     -           *
        """,
    )


def test_167_participation_code(check):
    check(
        "167",
        Reviews="""
        CHILD REVIEW     REVIEW_CODE
        1     01/05/2026 PN0
        2     01/05/2026 PN1
        3     01/05/2026 PN2
        4     01/05/2026 PN3
        5     01/05/2026 PN4
        6     01/05/2026 PN5
        7     01/05/2026 PN6
        8     01/05/2026 PN7
        9     01/05/2026 PN8          *
        10    01/05/2026 -            *
        11    -          -
        12    -          PN1          *
        13    -          PN8          *
        14    31/06/2026 PN1
        15    31/06/2026 -            *
        """,
    )


def test_440_under_four_code_for_older_child(check):
    check(
        "440",
        Reviews="""
        CHILD DOB        REVIEW     REVIEW_CODE
        1     10/05/2022 10/05/2026 PN0
        2     10/05/2022 11/05/2026 PN0          *
        3     10/05/2022 09/05/2026 PN0
        4     10/05/2022 11/05/2026 PN1
        5     10/05/2022 11/05/2026 -
        6     29/02/2020 29/02/2024 PN0
        7     29/02/2020 01/03/2024 PN0          *
        8     -          11/05/2026 PN0
        9     10/05/2022 -          PN0
        10    31/06/2022 11/05/2027 PN0
        11    10/05/2022 31/06/2026 PN0
        -     10/05/2022 11/05/2026 PN0          *
        """,
    )


def test_441_older_code_for_under_four(check):
    check(
        "441",
        Reviews="""
        CHILD DOB        REVIEW     REVIEW_CODE
        1     10/05/2022 10/05/2026 PN1
        2     10/05/2022 09/05/2026 PN1          *
        3     10/05/2022 09/05/2026 PN2          *
        4     10/05/2022 09/05/2026 PN3          *
        5     10/05/2022 09/05/2026 PN4          *
        6     10/05/2022 09/05/2026 PN5          *
        7     10/05/2022 09/05/2026 PN6          *
        8     10/05/2022 09/05/2026 PN7          *
        9     10/05/2022 09/05/2026 PN0
        10    10/05/2022 09/05/2026 PN8
        11    10/05/2022 09/05/2026 -
        12    29/02/2020 28/02/2024 PN1          *
        13    29/02/2020 29/02/2024 PN1
        14    -          09/05/2026 PN1
        15    10/05/2022 -          PN1
        16    31/06/2022 09/05/2026 PN1
        """,
    )


@pytest.mark.parametrize("code", ["166", "167", "440", "441"])
def test_needs_reviews(skips, code):
    assert skips(code, Header="CHILD SEX\n1 M") == "Reviews was not given."
