"""Working days in England, among them those that a table of rules gets wrong."""

from __future__ import annotations

import numpy as np
import pytest

from cstools_statistics_903.working_days import working_days_after


def after(day, number=1):
    return str(working_days_after(np.array([day], dtype="datetime64[D]"), number)[0])


@pytest.mark.parametrize(
    ("before", "next_one"),
    [
        ("1995-04-28", "1995-05-01"),  # the holiday of May was put off to 8 May
        ("1995-05-05", "1995-05-09"),
        ("1999-12-30", "2000-01-04"),  # 31 December was one for the millennium
        ("2002-05-24", "2002-05-27"),  # the holiday of spring was put off to 4 June
        ("2002-05-31", "2002-06-05"),  # 3 and 4 June, for the golden jubilee
    ],
)
def test_days_of_single_years(before, next_one):
    assert after(before) == next_one


@pytest.mark.parametrize(
    ("before", "next_one"),
    [
        ("2025-12-24", "2025-12-29"),  # Christmas and the weekend
        ("2021-12-24", "2021-12-29"),  # Christmas on a Saturday, made up for on Monday and Tuesday
        ("2026-04-02", "2026-04-07"),  # Easter
        ("2026-05-01", "2026-05-05"),
        ("2022-09-16", "2022-09-20"),  # a state funeral
        ("2026-03-16", "2026-03-17"),  # no holiday in England
        ("2026-11-27", "2026-11-30"),  # nor is this one
    ],
)
def test_days_of_every_year(before, next_one):
    assert after(before) == next_one


def test_a_day_that_is_none_counts_from_the_one_before():
    assert after("2026-01-03") == after("2026-01-02") == "2026-01-05"


def test_twenty_working_days_are_four_weeks():
    assert after("2026-01-05", 20) == "2026-02-02"
