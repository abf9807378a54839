"""Working days in England: Mondays to Fridays that are no bank holidays."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import holidays
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_YEARS = range(1990, 2060)


def working_days_after(dates: NDArray[np.datetime64], number: int) -> NDArray[np.datetime64]:
    """The day that is `number` working days after each date; no date may be missing."""
    # A day that is none counts from the last working day before it.
    after: NDArray[np.datetime64] = np.busday_offset(
        dates, number, roll="backward", busdaycal=_calendar()
    )
    return after


@cache
def _calendar() -> np.busdaycalendar:
    days = holidays.country_holidays("GB", subdiv="ENG", years=_YEARS)
    return np.busdaycalendar(holidays=sorted(days))
