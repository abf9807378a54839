"""Days in the forms that lists from elsewhere have; a day is never taken for a month."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstools.standard import Remarks
from cstools_ssda903.days import day_of
from cstools_ssda903.providers import adopt_providers

FORMS = (
    "%d/%m/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%d/%m/%Y 00:00",
    "%d/%m/%Y 13:45:10",
    "%d/%m/%Y 1:45 PM",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%A, %d %B %Y",
    "%a %d %b %Y",
    "%B %d, %Y",
    "%Y-%m-%d",
    "%Y-%m-%dT00:00:00",
    "%Y-%m-%d 00:00:00.000",
    "%Y/%m/%d",
)
SHORT = ("%d/%m/%y", "%d.%m.%y", "%d-%b-%y", "%d %B %y")
MONTHS = (
    *("", "January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def written(day, form):
    """A day in a form, in English whatever the machine's language."""
    month = MONTHS[day.month]
    form = form.replace("%B", month).replace("%b", month[:3])
    weekday = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    form = form.replace("%A", weekday[day.weekday()]).replace("%a", weekday[day.weekday()][:3])
    form = form.replace("%Y", f"{day.year:04}")
    return day.strftime(form)


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31)), st.sampled_from(FORMS))
def test_every_form_gives_its_day(day, form):
    assert day_of(written(day, form)) == dt.datetime.combine(day, dt.time())


@given(st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)), st.sampled_from(SHORT))
def test_years_of_two_digits(day, form):
    assert day_of(written(day, form)) == dt.datetime.combine(day, dt.time())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1st June 2019", (2019, 6, 1)),
        ("30th  of", None),
        ("4/30/2019", None),
        ("30 Sept 2019", (2019, 9, 30)),
        ("30/6/19", (2019, 6, 30)),
        ("43646", (2019, 6, 30)),
        ("2019", None),
        ("31/02/2019", None),
        ("30 Juni 2019", None),
        ("06/2019", None),
        ("closed", None),
        ("30/06-2019", None),
    ],
)
def test_odd_forms(text, day):
    assert day_of(text) == (dt.datetime(*day) if day else None)


def test_closing_dates_that_cannot_be_read_are_counted():
    remarks = Remarks()
    table = pd.DataFrame(
        {"URN": range(5), "REG_END": ["30 June 2019", "soon", "", None, "4/30/2019"]}
    )
    providers = adopt_providers(table, remarks=remarks)
    assert providers["REG_END"].notna().sum() == 1
    [warning] = remarks.warnings
    assert warning.startswith("The provider table: 2 of 3 closing dates cannot be read, so these ")
    assert "soon" not in warning


def test_codes_the_return_does_not_know_are_counted():
    remarks = Remarks()
    table = pd.DataFrame(
        {"URN": [1, 2, 3], "PLACE_CODES": ["K2", "K2,ZZ", ""], "PROVIDER_CODES": ["PR1", "X", "Y"]}
    )
    adopt_providers(table, remarks=remarks)
    assert remarks.warnings == []
    assert [note.partition(" settings have a ")[0] for note in remarks.notes] == [
        "The provider table: 1 of 2",
        "The provider table: 2 of 3",
    ]
