"""The days of a forecast: what is filled in, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstools import UsageError
from cstools_demand_model.period import settle


def test_a_run_on_one_return_takes_its_year_and_forecasts_18_months(params):
    period = settle(params(), 1)
    assert (period.first, period.last) == (dt.date(2025, 4, 1), dt.date(2026, 3, 31))
    assert (period.reference_start, period.reference_end) == (period.first, period.last)
    assert (period.forecast_start, period.forecast_end) == (
        dt.date(2026, 4, 1),
        dt.date(2027, 10, 1),
    )
    assert period.steps == 79
    assert period.reference == "1 April 2025 to 31 March 2026"


@given(end=st.dates(dt.date(2024, 4, 1), dt.date(2026, 3, 31)), months=st.integers(1, 120))
def test_defaults_follow_the_end_that_was_given(end, months):
    values = dict.fromkeys(["reference_start", "forecast_start"])
    values |= {"reference_end": end, "forecast_months": months, "step_days": 30}
    period = settle({"collection_year": 2026, **values}, 3)
    assert 364 <= (end - period.reference_start).days <= 365
    assert period.forecast_start == end + dt.timedelta(days=1)
    reached = (period.forecast_end - period.forecast_start).days
    assert 28 * months <= reached <= 31 * months
    assert reached <= period.steps * 30 < reached + 30


@pytest.mark.parametrize(
    ("years", "given_days", "message"),
    [
        (1, {"reference_start": dt.date(2024, 10, 1)}, "cover 1 April 2025 to 31 March 2026"),
        (1, {"reference_end": dt.date(2026, 4, 1)}, "end on 31 March 2026"),
        (2, {"reference_end": dt.date(2025, 1, 1), "reference_start": dt.date(2025, 1, 1)}, "not"),
        (1, {"forecast_start": dt.date(2026, 3, 31)}, "forecast_start is outside"),
        (1, {"forecast_start": dt.date(2026, 4, 2)}, "after 31 March 2026 and not after 1 April"),
    ],
)
def test_days_that_do_not_fit_are_refused(params, years, given_days, message):
    with pytest.raises(UsageError, match=message):
        settle(params(**given_days), years)


def test_the_reference_period_goes_back_no_further_than_the_returns(params):
    period = settle(params(reference_end=dt.date(2025, 12, 31)), 1)
    assert period.reference_start == period.first == dt.date(2025, 4, 1)
