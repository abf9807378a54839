"""Rules on the dates of missing periods and the kind of absence."""

from __future__ import annotations

import pytest


def test_564_no_start(check):
    check(
        "564",
        Missing="""
        CHILD MISSING MIS_START
        1     M       -           *
        2     A       -           *
        3     m       -           *
        4     a       -           *
        5     M       01/05/2026
        6     M       SOON
        7     -       -
        8     X       -
        -     M       -           *
        """,
    )


@pytest.mark.parametrize(("code", "column"), [("565", "MIS_START"), ("566", "MIS_END")])
def test_kind_not_given(check, code, column):
    check(
        code,
        Missing=f"""
        CHILD MISSING {column}
        1     -       01/05/2026  *
        2     -       SOON        *
        3     -       -
        4     M       01/05/2026
        5     X       01/05/2026
        6     M       -
        """,
    )


def test_567_ends_before_start(check):
    check(
        "567",
        Missing="""
        CHILD MIS_START  MIS_END
        1     02/05/2026 03/05/2026
        2     02/05/2026 02/05/2026
        3     02/05/2026 01/05/2026  *
        4     01/03/2024 29/02/2024  *
        5     02/05/2026 -
        6     -          01/05/2026
        7     31/06/2026 01/05/2026
        8     02/05/2026 31/04/2026
        """,
    )


def test_570_starts_after_the_year(check):
    check(
        "570",
        2025,
        Missing="""
        CHILD MIS_START
        1     31/03/2025
        2     01/04/2025  *
        3     01/04/1990
        4     -
        5     31/04/2025
        """,
    )


def test_571_ends_outside_the_year(check):
    check(
        "571",
        2025,
        Missing="""
        CHILD MIS_END
        1     01/04/2024
        2     31/03/2024  *
        3     31/03/2025
        4     01/04/2025  *
        5     -
        6     31/04/2025
        """,
    )


def test_574_begins_in_period_before(check):
    check(
        "574",
        Missing="""
        CHILD MIS_START  MIS_END
        1     01/05/2026 05/05/2026
        1     05/05/2026 07/05/2026
        1     06/05/2026 09/05/2026  *
        2     10/05/2026 -           *
        2     01/05/2026 -
        3     01/05/2026 01/06/2026  *
        3     10/05/2026 12/05/2026
        4     10/05/2026 -
        4     01/05/2026 01/06/2026  *
        5     01/05/2026 31/06/2026
        5     02/06/2026 03/06/2026  *
        6     01/05/2026 05/05/2026
        6     -          06/05/2026
        7     01/05/2026 -
        7     -          06/05/2026  *
        8     01/05/2026 -
        9     01/05/2026 -
        -     01/05/2026 -
        -     01/05/2026 -
        """,
    )


def test_574_of_equal_ends_the_earlier_start_comes_first(check):
    check(
        "574",
        Missing="""
        CHILD MIS_START  MIS_END
        1     04/05/2026 05/05/2026  *
        1     01/05/2026 05/05/2026
        2     01/05/2026 05/05/2026
        2     01/05/2026 05/05/2026  *
        3     -          05/05/2026
        3     01/05/2026 05/05/2026
        4     -          -
        4     -          -           *
        """,
    )


def test_586_starts_by_birth(check):
    check(
        "586",
        Missing="""
        CHILD DOB        MIS_START
        1     10/05/2026 09/05/2026  *
        2     10/05/2026 10/05/2026  *
        3     10/05/2026 11/05/2026
        4     29/02/2012 28/02/2012  *
        5     -          01/05/2026
        6     10/05/2026 -
        7     31/06/2026 01/05/2026
        8     10/05/2026 31/04/2026
        """,
    )


def test_1004_start_date(check):
    check(
        "1004",
        Missing="""
        CHILD MIS_START
        1     01/05/2026
        2     1/5/2026
        3     -           *
        4     01/05/26    *
        5     29/02/2026  *
        6     29/02/2024
        -     -           *
        """,
    )


def test_1005_end_date(check):
    check(
        "1005",
        Missing="""
        CHILD MIS_END
        1     01/05/2026
        2     -
        3     01/05/26    *
        4     29/02/2026  *
        5     29/02/2024
        -     2026-05-01  *
        """,
    )


def test_1006_kind_code(check):
    check("1006", Missing="CHILD MISSING\n1 M\n2 A\n3 -\n4 X *\n5 m *\n6 MA *\n- a *")


@pytest.mark.parametrize(
    "code", ["564", "565", "566", "567", "570", "571", "574", "586", "1004", "1005", "1006"]
)
def test_needs_missing(skips, code):
    assert skips(code, Header="CHILD SEX\n1 M") == "Missing was not given."
