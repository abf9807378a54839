"""The time that data cover: a collection year, a day, or a span of days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cstools.data.days import MONTHS
from cstools.data.days import in_words as day_in_words

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, order=True)
class Span:
    """Some days in a row.

    Attributes:
        first: the first day.
        last: the last day, which belongs to it.

    Raises:
        ValueError: it ends before it begins.
    """

    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a span ends before it begins")

    def __str__(self) -> str:
        return f"{self.first.isoformat()} to {self.last.isoformat()}"

    @classmethod
    def month(cls, year: int, month: int) -> Span:
        """A calendar month."""
        after = dt.date(year + month // 12, month % 12 + 1, 1)
        return cls(dt.date(year, month, 1), after - _DAY)

    def meets(self, other: Span) -> bool:
        """Whether a day is in both."""
        return self.first <= other.last and other.first <= self.last


# A collection year is the year it ends in; a snapshot is its day.
Period = int | dt.date | Span


def in_words(period: Period) -> str:
    """Write a period: ``2026``, ``31 March 2026``, ``May 2025``, ``1 May 2025 to 3 June 2025``."""
    if isinstance(period, int):
        return str(period)
    if isinstance(period, dt.date):
        return day_in_words(period)
    if period == Span.month(period.first.year, period.first.month):
        return f"{MONTHS[period.first.month - 1]} {period.first.year}"
    return f"{day_in_words(period.first)} to {day_in_words(period.last)}"


def plain(period: Period | None) -> int | str | None:
    """A period as a file holds it: a year as a number, days as ISO writes them."""
    if isinstance(period, dt.date):
        return period.isoformat()
    return str(period) if isinstance(period, Span) else period
