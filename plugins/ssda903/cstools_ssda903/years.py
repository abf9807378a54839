"""Tell from the dates of a return when its events happened, and so its collection year."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from cstools import Dates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from cstools import Dataset

# What a return holds only if it happened in its year.
_IN_YEAR = (("Episodes", "DEC"), ("Reviews", "REVIEW"))
# What it also holds when it happened before.
_STARTS = (("Episodes", "DECOM"),)
_CLEAR = 0.9
_LEAST = 3
# Dates outside of these are slips of the pen; one of them must not make the span of a return.
_FIRST, _LAST = np.datetime64("1990-01-01"), np.datetime64("2100-01-01")


def dates_of(dataset: Dataset) -> Dates | None:
    """When the events of a return happened: episodes, by the end those that are over, and reviews.

    Returns:
        The first and last day of all of them, and how many ended or took place in each collection
        year (SSDA903: April to March, named by the year it ends in); None without a date.
    """
    in_year = _days(dataset, _IN_YEAR)
    days = np.concatenate([in_year, _days(dataset, _STARTS)])
    if not len(days):
        return None
    months = in_year.astype("datetime64[M]")
    # April 2025 to March 2026 is the collection year 2026.
    years, counts = np.unique((months + 9).astype("datetime64[Y]").astype(int), return_counts=True)
    by_year = {int(year) + 1970: int(number) for year, number in zip(years, counts, strict=True)}
    return Dates(_day(days.min()), _day(days.max()), by_year)


def infer_year(dates: Dates | None) -> int | None:
    """The collection year nearly all episode ends and reviews fall in, or None when unclear."""
    total = sum(dates.by_period.values()) if dates else 0
    if dates is None or total < _LEAST:
        return None
    year, number = max(dates.by_period.items(), key=lambda item: item[1])
    return year if number / total >= _CLEAR else None


def _days(dataset: Dataset, columns: Iterable[tuple[str, str]]) -> NDArray[np.datetime64]:
    days = [
        dataset[table][column].dropna().to_numpy().astype("datetime64[D]")
        for table, column in columns
        if table in dataset and column in dataset[table]
    ]
    together = np.concatenate(days) if days else np.array([], dtype="datetime64[D]")
    return together[(together >= _FIRST) & (together < _LAST)]


def _day(day: np.datetime64) -> dt.date:
    date = day.astype(object)
    assert isinstance(date, dt.date)
    return date
