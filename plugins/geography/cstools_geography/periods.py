"""From a period to the day that it is about, and from a day to the years of a collection."""

from __future__ import annotations

import datetime as dt

# A day, or a collection year, which then is about 31 March of that year.
Period = dt.date | int
MARCH = (3, 31)
SEPTEMBER = (9, 30)


def day_of(period: Period) -> dt.date:
    """The day a period is about: the day itself, or 31 March of a year."""
    return dt.date(period, *MARCH) if isinstance(period, int) else period


def first_year(start: dt.date | None, reference: tuple[int, int] = MARCH) -> int | None:
    """The first year whose reference day is not before `start`; None where there is no start."""
    if start is None:
        return None
    return start.year + (dt.date(start.year, *reference) < start)


def last_year(end: dt.date | None, reference: tuple[int, int] = MARCH) -> int | None:
    """The last year whose reference day is not after `end`; None where there is no end."""
    if end is None:
        return None
    return end.year - (dt.date(end.year, *reference) > end)
