"""The days a forecast is about: the returns' span, the reference period, the forecast."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

import pandas as pd

from cstools import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """The days of a forecast.

    Attributes:
        first: first day that the returns cover.
        last: last day that the returns cover.
        reference_start: first day that rates are taken from.
        reference_end: last day that rates are taken from.
        forecast_start: the day whose children the forecast starts with.
        forecast_end: the day it should reach.
        step_days: days between two points of the forecast.
    """

    first: dt.date
    last: dt.date
    reference_start: dt.date
    reference_end: dt.date
    forecast_start: dt.date
    forecast_end: dt.date
    step_days: int

    @property
    def steps(self) -> int:
        """Steps to reach the end of the forecast, the last of which may go beyond it."""
        return ceil((self.forecast_end - self.forecast_start).days / self.step_days)

    @property
    def reference(self) -> str:
        """The reference period in words."""
        return f"{day(self.reference_start)} to {day(self.reference_end)}"


def settle(params: Mapping[str, Any], years: int) -> Period:
    """The days that the parameters ask for, what was left out filled in from the returns.

    Args:
        params: the tool's parameters.
        years: how many returns there are, without a gap.

    Raises:
        UsageError: the days are out of order, or the returns do not cover them.
    """
    year: int = params["collection_year"]
    end: dt.date = params["reference_end"] or year_end(year)
    start: dt.date = params["forecast_start"] or end + DAY
    first = year_end(year - years) + DAY
    period = Period(
        first=first,
        last=year_end(year),
        reference_start=params["reference_start"] or max(_year_before(end), first),
        reference_end=end,
        forecast_start=start,
        forecast_end=_later(start, params["forecast_months"]),
        step_days=params["step_days"],
    )
    _check(period)
    return period


def year_end(year: int) -> dt.date:
    """The last day of a collection year."""
    return dt.date(year, 3, 31)


def day(date: dt.date) -> str:
    """A day as people write it, e.g. 31 March 2026."""
    return f"{date.day} {date:%B %Y}"


def _year_before(end: dt.date) -> dt.date:
    """The first day of the twelve months that end on a day."""
    return _later(end + DAY, -12)


def _later(date: dt.date, months: int) -> dt.date:
    """The same day some months later; the month's last day where it has no such day."""
    return (pd.Timestamp(date) + pd.DateOffset(months=months)).date()


def _check(period: Period) -> None:
    if period.reference_end <= period.reference_start:
        raise UsageError(
            "reference_end is not after reference_start.", "Give a period of some months."
        )
    if period.reference_start < period.first:
        raise UsageError(
            f"The reference period begins on {day(period.reference_start)}, and the returns given "
            f"cover {day(period.first)} to {day(period.last)}.",
            "Give earlier returns with --last-year, or a later --reference-start.",
        )
    if period.reference_end > period.last:
        raise UsageError(
            f"The reference period ends on {day(period.reference_end)}, and the returns given "
            f"end on {day(period.last)}.",
            "Give an earlier --reference-end.",
        )
    if not period.reference_end < period.forecast_start <= period.last + DAY:
        raise UsageError(
            "forecast_start is outside the days from which a forecast can start.",
            f"Give a day after {day(period.reference_end)} and not after {day(period.last + DAY)}.",
        )
