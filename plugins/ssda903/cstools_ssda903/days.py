"""The day that a text names, in the forms that lists from elsewhere have.

The return itself is strict (dd/mm/yyyy); see `cstools.standard.shape`. The order is that of the
United Kingdom: 03/04/2019 is 3 April, and 04/30/2019 names no day.
"""

from __future__ import annotations

import datetime as dt
import re

_TIME = r"(?:[T\s]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[AP]M)?Z?)?"
_WEEKDAY = r"(?:(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*,?\s+)?"
_APART = r"[\s/.,\-]+"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_DAY = r"(?P<day>\d{1,2})(?:ST|ND|RD|TH)?"
_FORMS = tuple(
    re.compile(_WEEKDAY + form + _TIME)
    for form in (
        rf"(?P<day>\d{{1,2}})\s*(?P<sign>[/.\-])\s*(?P<month>\d{{1,2}})\s*(?P=sign)\s*{_YEAR}",
        r"(?P<year>\d{4})(?P<sign>[/.\-])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
        rf"{_DAY}(?:{_APART})(?P<month>[A-Z]{{3,9}})(?:{_APART}){_YEAR}",
        rf"(?P<month>[A-Z]{{3,9}})\s+{_DAY},?\s+(?P<year>\d{{4}})",
    )
)
_MONTHS = (
    *("JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE"),
    *("JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"),
)
# Excel counts days from here; a date in a cell formatted as a number arrives as that count.
_EXCEL_START = dt.datetime(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 100_000)
# A year of two digits from here on is of the last century.
_LAST_CENTURY = 70


def day_of(text: str) -> dt.datetime | None:
    """The day that a text names; None where it names none, or not one alone.

    Numbers are read with the day first, or with a year of four digits first; months may be words; a
    weekday before and a time behind do not matter. Excel's count of days is a day too.
    """
    upper = " ".join(text.upper().split())
    if upper.isdecimal() and int(upper) in _EXCEL_DAYS:
        return _EXCEL_START + dt.timedelta(days=int(upper))
    for form in _FORMS:
        if parts := form.fullmatch(upper):
            return _day(parts["year"], parts["month"], parts["day"])
    return None


def _day(year: str, month: str, day: str) -> dt.datetime | None:
    number = _month(month)
    whole = int(year)
    if len(year) == 2:
        whole += 1900 if whole >= _LAST_CENTURY else 2000
    try:
        return dt.datetime(whole, number, int(day))
    except ValueError:
        return None


def _month(word: str) -> int:
    """The number of a month; 0 for a word that is none."""
    if word.isdecimal():
        return int(word)
    short = "SEP" if word == "SEPT" else word
    fitting = [n for n, name in enumerate(_MONTHS, 1) if short in (name, name[:3])]
    return fitting[0] if fitting else 0
