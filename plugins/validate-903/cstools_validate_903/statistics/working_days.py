"""Working days in England: Mondays to Fridays that are no bank holidays."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_FIRST, _LAST = 1990, 2060
_DAY = dt.timedelta(days=1)
_SATURDAY = 5
# Holidays proclaimed for one year, and the days that were moved to make them.
_PROCLAIMED = {
    dt.date(2011, 4, 29),
    dt.date(2012, 6, 4),
    dt.date(2012, 6, 5),
    dt.date(2020, 5, 8),
    dt.date(2022, 6, 2),
    dt.date(2022, 6, 3),
    dt.date(2022, 9, 19),
    dt.date(2023, 5, 8),
}
_MOVED = {dt.date(2012, 5, 28), dt.date(2020, 5, 4), dt.date(2022, 5, 30)}


def working_days_after(dates: NDArray[np.datetime64], number: int) -> NDArray[np.datetime64]:
    """The day that is `number` working days after each date; no date may be missing."""
    # A day that is none counts from the last working day before it.
    after: NDArray[np.datetime64] = np.busday_offset(
        dates, number, roll="backward", busdaycal=_calendar()
    )
    return after


@cache
def _calendar() -> np.busdaycalendar:
    days = {day for year in range(_FIRST, _LAST) for day in _ordinary(year)}
    return np.busdaycalendar(holidays=sorted((days - _MOVED) | _PROCLAIMED))


def _ordinary(year: int) -> Iterator[dt.date]:
    easter = _easter(year)
    yield easter - 2 * _DAY
    yield easter + _DAY
    yield _monday(dt.date(year, 5, 1))
    yield _monday(dt.date(year, 5, 25))
    yield _monday(dt.date(year, 8, 25))
    yield from _substituted(dt.date(year, 1, 1), 1)
    yield from _substituted(dt.date(year, 12, 25), 2)


def _monday(day: dt.date) -> dt.date:
    """The first Monday from this day on."""
    return day + (-day.weekday() % 7) * _DAY


def _substituted(day: dt.date, number: int) -> Iterator[dt.date]:
    """As many weekdays as there are holidays in a row from this day, weekends made up for."""
    while number:
        if day.weekday() < _SATURDAY:
            yield day
            number -= 1
        day += _DAY


def _easter(year: int) -> dt.date:
    """Easter Sunday, by the Gregorian reckoning as Butcher wrote it down."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap - correction + 15) % 30
    sunday = (32 + 2 * rest + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)
