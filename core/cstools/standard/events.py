"""When the events of data happened, told from their dates alone, and of which period they are."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np

from cstools.data.dataset import Dates
from cstools.standard.period import CollectionYear

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from cstools.data.dataset import Dataset
    from cstools.data.period import Period
    from cstools.standard.period import PeriodKind
    from cstools.standard.schema import Schema

# Dates outside of these are slips of the pen; one of them must not make the span of a return.
_FIRST, _LAST = np.datetime64("1990-01-01"), np.datetime64("2100-01-01")
_CLEAR = 0.9
_LEAST = 3


def event_columns(schema: Schema) -> list[tuple[str, str]]:
    """The columns that a schema calls dates of events, each with its table."""
    tables = schema.tables.values()
    return [(table.name, column) for table in tables for column in table.with_role("event date")]


def dates_of(
    dataset: Dataset,
    kind: PeriodKind,
    counted: Iterable[tuple[str, str]],
    besides: Iterable[tuple[str, str]] = (),
) -> Dates | None:
    """When the events of data happened.

    Args:
        dataset: the data.
        kind: what data of their standard are of.
        counted: the date columns of what happened in the period of the data, each with its table.
        besides: further ones, of what may have happened before.

    Returns:
        The first and last day of all of them, and how many of those that are counted fall in each
        unit of the kind; None without a date.
    """
    in_period = _days(dataset, counted)
    days = np.concatenate([in_period, _days(dataset, besides)])
    if not len(days):
        return None
    return Dates(_day(days.min()), _day(days.max()), kind.count(in_period))


def clear_period(dates: Dates | None, kind: PeriodKind) -> Period | None:
    """The collection year nearly all events fall in; None when unclear, or data have no years."""
    total = sum(dates.by_period.values()) if dates else 0
    if dates is None or total < _LEAST or not isinstance(kind, CollectionYear):
        return None
    period, number = max(dates.by_period.items(), key=lambda item: item[1])
    return period if number / total >= _CLEAR else None


def _days(dataset: Dataset, columns: Iterable[tuple[str, str]]) -> NDArray[np.datetime64]:
    days = [
        dataset[table][column].dropna().to_numpy().astype("datetime64[D]")
        for table, column in columns
        if table in dataset and column in dataset[table]
    ]
    together: NDArray[Any] = np.concatenate(days) if days else np.array([], "datetime64[D]")
    return together[(together >= _FIRST) & (together < _LAST)]


def _day(day: np.datetime64) -> dt.date:
    date = day.astype(object)
    assert isinstance(date, dt.date)
    return date
