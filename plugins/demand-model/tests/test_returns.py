"""Which returns a run has, and that they are of the years they should be."""

from __future__ import annotations

import pytest

from cstools import UsageError
from cstools_demand_model.returns import gather


def test_one_return(a_return, params):
    this = a_return()
    assert gather(this, params()) == {2026: this}


def test_returns_come_as_parameters_or_bring_the_year_before_along(a_return, params):
    oldest = a_return(period=2024)
    last = a_return(period=2025, last_year=oldest)
    this = a_return(period=2026)
    found = gather(this, params(last_year=last))
    assert list(found) == [2026, 2025, 2024]
    assert found[2024] is oldest


def test_a_parameter_goes_before_what_lies_in_the_folder(a_return, params):
    given = a_return(period=2025)
    this = a_return(last_year=a_return(period=2025))
    assert gather(this, params(last_year=given))[2025] is given


def test_a_gap_is_refused(a_return, params):
    with pytest.raises(UsageError, match="two_years_before was given, but last_year was not") as at:
        gather(a_return(), params(two_years_before=a_return()))
    assert "2025" in at.value.advice


def test_a_return_of_another_year_is_refused(a_return, params):
    with pytest.raises(UsageError, match="last_year are those of collection year 2026, and 2025"):
        gather(a_return(period=2026), params(last_year=a_return(period=2026)))
    with pytest.raises(UsageError, match="the data are those of collection year 2020"):
        gather(a_return(period=2020), params())
