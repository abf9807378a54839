"""Dates as day numbers (`date.toordinal`), birthdays, and collection years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

YEAR_DAYS = 365.25
# From this day supported accommodation had to be registered and independent living was no longer
# a placement for a child in care.
REGISTRATION = date(2023, 10, 28).toordinal()


@dataclass(frozen=True)
class Collection:
    """One collection year.

    Attributes:
        year: the calendar year it ends in.
        start: day number of 1 April.
        end: day number of 31 March.
    """

    year: int
    start: int
    end: int

    @classmethod
    def of(cls, year: int) -> Collection:
        """The collection year that ends on 31 March of `year`."""
        return cls(year, date(year - 1, 4, 1).toordinal(), date(year, 3, 31).toordinal())


def birthday(dob: int, age: int) -> int:
    """The day someone turns `age`; 28 February for those born on the 29th in years without one."""
    born = date.fromordinal(dob)
    try:
        return born.replace(year=born.year + age).toordinal()
    except ValueError:
        return date(born.year + age, 2, 28).toordinal()


def age_at(dob: int, day: int) -> float:
    """Age in years, near enough to choose by."""
    return (day - dob) / YEAR_DAYS


def in_last_week_of_march(day: int) -> bool:
    """True from 25 to 31 March."""
    moment = date.fromordinal(day)
    return moment.month == 3 and moment.day >= 25


class DateText(dict[int, str]):
    """Day number to dd/mm/yyyy; each day is written once and then shared."""

    def __missing__(self, day: int) -> str:
        text = self[day] = f"{date.fromordinal(day):%d/%m/%Y}"
        return text


TEXT = DateText()
