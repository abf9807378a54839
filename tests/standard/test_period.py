"""The kinds of period: read, bounded, described, and counted by."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from cstools import UsageError
from cstools.data.period import in_words, plain
from cstools.standard import (
    CollectionYear,
    Many,
    PeriodKind,
    SnapshotDate,
    Span,
    SpanOfDays,
)

YEAR, SNAPSHOT, SPAN = CollectionYear((3, 31)), SnapshotDate(6), SpanOfDays()
DAY = dt.date(2026, 3, 31)
HALF = Span(dt.date(2025, 4, 1), dt.date(2025, 9, 30))


@pytest.mark.parametrize(
    ("kind", "period", "first", "last"),
    [
        (YEAR, 2026, "2025-04-01", "2026-03-31"),
        (CollectionYear((12, 31)), 2026, "2026-01-01", "2026-12-31"),
        (CollectionYear((8, 31)), 2024, "2023-09-01", "2024-08-31"),
        (SnapshotDate(), DAY, "2026-03-31", "2026-03-31"),
        (SNAPSHOT, DAY, "2025-10-01", "2026-03-31"),
        (SnapshotDate(12), dt.date(2024, 2, 29), "2023-03-01", "2024-02-29"),
        (SPAN, HALF, "2025-04-01", "2025-09-30"),
    ],
)
def test_bounds(kind, period, first, last):
    assert kind.bounded
    assert [day.isoformat() for day in kind.bounds(period)] == [first, last]


@pytest.mark.parametrize("kind", [PeriodKind(), Many(), CollectionYear()])
def test_what_has_no_bounds_says_so(kind):
    assert not kind.bounded
    with pytest.raises(UsageError):
        kind.bounds(2026)


@pytest.mark.parametrize(
    ("kind", "text", "period"),
    [
        (YEAR, "2026", 2026),
        (YEAR, 2026, 2026),
        (YEAR, "2025/26", 2026),
        (YEAR, "2025-2026", 2026),
        (SNAPSHOT, "31/03/2026", DAY),
        (SNAPSHOT, "2026-03-31", DAY),
        (SNAPSHOT, DAY, DAY),
        (SNAPSHOT, dt.datetime(2026, 3, 31, 9), DAY),
        (SPAN, "2025-04-01 to 2025-09-30", HALF),
        (SPAN, "1/4/2025 - 30/9/2025", HALF),
        (SPAN, str(HALF), HALF),
        (SPAN, HALF, HALF),
    ],
)
def test_a_period_is_read_as_it_is_typed(kind, text, period):
    assert kind.parse(text) == period


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (YEAR, "soon"),
        (YEAR, "26"),
        (YEAR, True),
        (SNAPSHOT, "31/31/2026"),
        (SPAN, "2025-04-01"),
        (SPAN, "2025-09-30 to 2025-04-01"),
        (PeriodKind(), "2026"),
        (Many(), "2026"),
    ],
)
def test_what_is_no_period_is_refused_without_quoting_it(kind, text):
    with pytest.raises(UsageError) as caught:
        kind.parse(text)
    assert str(text) not in caught.value.problem


@pytest.mark.parametrize(
    ("kind", "period", "words", "before"),
    [
        (YEAR, 2026, "collection year 2026", 2024),
        (SNAPSHOT, DAY, "snapshot date 31 March 2026", dt.date(2024, 3, 31)),
        (
            SnapshotDate(),
            dt.date(2024, 2, 29),
            "snapshot date 29 February 2024",
            dt.date(2022, 2, 28),
        ),
        (
            SPAN,
            HALF,
            "1 April 2025 to 30 September 2025",
            Span(dt.date(2023, 4, 1), dt.date(2023, 9, 30)),
        ),
        (SPAN, Span.month(2024, 2), "February 2024", Span.month(2022, 2)),
    ],
)
def test_in_words_and_two_years_earlier(kind, period, words, before):
    assert kind.describe(period) == words
    assert kind.earlier(period, 2) == before


@pytest.mark.parametrize("year", [-1, 0, 1, 10_000])
def test_a_year_that_the_calendar_does_not_have(year):
    assert YEAR.parse(year) == year
    with pytest.raises(UsageError, match=f"no collection year {year}"):
        YEAR.bounds(year)


def test_what_has_no_period_has_no_earlier_one():
    with pytest.raises(UsageError, match="no earlier period"):
        Many().earlier(2026)


def test_days_are_counted_by_collection_year_or_by_month():
    days = np.array(["2025-03-31", "2025-04-01", "2026-03-31", "2026-04-01"], "datetime64[D]")
    assert YEAR.count(days) == {2025: 1, 2026: 2, 2027: 1}
    assert CollectionYear((12, 31)).count(days) == {2025: 2, 2026: 2}
    assert CollectionYear().count(days) == {2025: 2, 2026: 2}
    months = SNAPSHOT.count(days)
    assert months == {Span.month(y, m): 1 for y, m in ((2025, 3), (2025, 4), (2026, 3), (2026, 4))}
    assert [SNAPSHOT.holds(DAY, month) for month in months] == [False, False, True, False]
    assert [SPAN.holds(HALF, month) for month in months] == [False, True, False, False]
    assert YEAR.holds(2026, 2026)
    assert not YEAR.holds(2026, 2025)
    assert all(SnapshotDate().holds(DAY, month) for month in months)


def test_a_span_does_not_end_before_it_begins():
    with pytest.raises(ValueError, match="ends before"):
        Span(DAY, DAY - dt.timedelta(days=1))


def test_periods_in_words_and_in_files():
    assert [in_words(one) for one in (2026, DAY, Span.month(2025, 12))] == [
        "2026", "31 March 2026", "December 2025",
    ]  # fmt: skip
    assert [plain(one) for one in (2026, DAY, HALF, None)] == [
        2026, "2026-03-31", "2025-04-01 to 2025-09-30", None,
    ]  # fmt: skip
