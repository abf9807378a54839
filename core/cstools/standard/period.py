"""The kinds of period that a standard's data may be of, as its schema states them.

A kind reads, bounds and describes periods, so that nothing outside a schema has to know whether
data are of a collection year, of a day, or of a span of days.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from cstools.data.days import MONTHS
from cstools.data.period import Period, Span, in_words
from cstools.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

_FORMS = ("%Y-%m-%d", "%d/%m/%Y")
_YEAR = re.compile(r"(?:\d{4}\s*[/-]\s*)?(\d{2}|\d{4})")
_APART = re.compile(r"\s+(?:to|-|–)\s+")
_DAY = dt.timedelta(days=1)
# What samples are of where the schema does not say: fixed, so that they stay the same.
_SAMPLE_DAY = dt.date(2026, 3, 31)


@dataclass(frozen=True)
class PeriodKind:
    """What the data of a standard are of; this kind itself is of nothing in particular.

    Attributes:
        name: as the schema writes it.
        noun: what one period is called.
        unit: what dated events are counted by: ``year`` or ``month``.
        bounded: whether each of its periods has a first and a last day that are known.
    """

    name: ClassVar[str] = "none"
    noun: ClassVar[str] = "period"
    unit: ClassVar[str] = "month"

    @property
    def bounded(self) -> bool:
        """Whether each of its periods has a first and a last day that are known."""
        return False

    @property
    def sample_period(self) -> Period | None:
        """What samples are of where the schema does not say."""
        return None

    def bounds(self, period: Any) -> tuple[dt.date, dt.date]:
        """The first and the last day of a period.

        Raises:
            UsageError: a period of this kind has none.
        """
        raise UsageError(
            f"Data of the kind '{self.name}' have no period with a first and a last day.",
            "Ask only standards whose schema states one.",
        )

    def parse(self, text: object) -> Period:
        """A period as a person types it, or one already.

        Raises:
            UsageError: it is none of this kind; says what is expected.
        """
        raise UsageError("These data have no period that could be chosen.", "Leave it out.")

    def describe(self, period: Period) -> str:
        """A period with what it is called: ``collection year 2026``."""
        return f"{self.noun} {in_words(period)}"

    def earlier(self, period: Any, years: int = 1) -> Period:
        """The period that many years before; raises UsageError where there is none."""
        raise UsageError(f"Data of the kind '{self.name}' have no earlier period.")

    def count(self, days: NDArray[Any]) -> dict[Period, int]:
        """How many of some days (``datetime64``) fall in each unit: calendar months as spans."""
        import numpy as np

        months, counts = np.unique(days.astype("datetime64[M]").astype(int), return_counts=True)
        units = (Span.month(1970 + int(month) // 12, int(month) % 12 + 1) for month in months)
        return dict(zip(units, map(int, counts), strict=True))

    def holds(self, period: Any, unit: Period) -> bool:
        """Whether events of a unit, as `count` has them, may be of a period."""
        if not self.bounded:
            return True
        return isinstance(unit, Span) and Span(*self.bounds(period)).meets(unit)


@dataclass(frozen=True)
class Many(PeriodKind):
    """Data of several periods at once, each record of its own."""

    name = "many"


@dataclass(frozen=True)
class CollectionYear(PeriodKind):
    """A year of collecting, named by the calendar year it ends in.

    Attributes:
        ends: month and day of its last day; None where the schema does not say.
    """

    ends: tuple[int, int] | None = None
    name = "collection year"
    noun = "collection year"
    unit = "year"

    @property
    def bounded(self) -> bool:
        """Whether each has a first and a last day that are known."""
        return self.ends is not None

    @property
    def sample_period(self) -> int:
        """What samples are of where the schema does not say."""
        return _SAMPLE_DAY.year

    def bounds(self, period: int) -> tuple[dt.date, dt.date]:
        """The first and the last day; raises as that of the class above."""
        if self.ends is None:
            raise UsageError(
                "The schema does not say when a collection year ends.",
                'Its author adds the key year_ends to [standard], such as "31 March".',
            )
        if not dt.MINYEAR < period <= dt.MAXYEAR:
            raise UsageError(
                f"There is no collection year {period}.", "Give the year it ends in, such as 2026."
            )
        return dt.date(period - 1, *self.ends) + _DAY, dt.date(period, *self.ends)

    def parse(self, text: object) -> int:
        """A period as a person types it; raises UsageError for any other text."""
        if isinstance(text, int) and not isinstance(text, bool):
            return text  # whether it is one that the standard knows, its tools say
        match = _YEAR.fullmatch(str(text).strip())
        year = int(match[1]) if match else 0
        if year < 100 and match and len(match[0]) > 4:
            year += int(match[0][:2]) * 100
        if year < 1900:
            raise UsageError(
                "The collection year is no year.", "Give the year it ends in, such as 2026."
            )
        return year

    def earlier(self, period: int, years: int = 1) -> int:
        """The one that many years before."""
        return period - years

    def count(self, days: NDArray[Any]) -> dict[Period, int]:
        """How many of some days fall in each unit."""
        import numpy as np

        years = days.astype("datetime64[Y]")
        if self.ends is not None:
            month, day = self.ends
            ends = (years.astype("datetime64[M]") + (month - 1)).astype("datetime64[D]") + (day - 1)
            years = years + (days.astype("datetime64[D]") > ends)
        numbers, counts = np.unique(years.astype(int), return_counts=True)
        return {1970 + int(n): int(number) for n, number in zip(numbers, counts, strict=True)}

    def holds(self, period: int, unit: Period) -> bool:
        """Whether events of a unit may be of a period."""
        return unit == period


@dataclass(frozen=True)
class SnapshotDate(PeriodKind):
    """The day on which the data were as they are.

    Attributes:
        months: how many months the data look back from that day; 0 for that day alone.
    """

    months: int = 0
    name = "snapshot date"
    noun = "snapshot date"

    @property
    def bounded(self) -> bool:
        """Whether each has a first and a last day that are known."""
        return True

    @property
    def sample_period(self) -> dt.date:
        """What samples are of where the schema does not say."""
        return _SAMPLE_DAY

    def bounds(self, period: dt.date) -> tuple[dt.date, dt.date]:
        """The first and the last day; raises as that of the class above."""
        first = _months_before(period + _DAY, self.months) if self.months else period
        return first, period

    def parse(self, text: object) -> dt.date:
        """A period as a person types it; raises UsageError for any other text."""
        day = _day(text)
        if day is None:
            raise UsageError(
                "The snapshot date is no day.", "Give it such as 2026-03-31 or 31/03/2026."
            )
        return day

    def earlier(self, period: dt.date, years: int = 1) -> dt.date:
        """The one that many years before."""
        return _months_before(period, 12 * years)

    def holds(self, period: dt.date, unit: Period) -> bool:
        """Whether events of a unit may be of a period."""
        # Of a single day nothing can be told from when events happened.
        return not self.months or super().holds(period, unit)


@dataclass(frozen=True)
class SpanOfDays(PeriodKind):
    """Any days in a row, such as a quarter."""

    name = "span"
    noun = "span"

    @property
    def bounded(self) -> bool:
        """Whether each has a first and a last day that are known."""
        return True

    @property
    def sample_period(self) -> Span:
        """What samples are of where the schema does not say."""
        return Span(_months_before(_SAMPLE_DAY + _DAY, 12), _SAMPLE_DAY)

    def bounds(self, period: Span) -> tuple[dt.date, dt.date]:
        """The first and the last day; raises as that of the class above."""
        return period.first, period.last

    def parse(self, text: object) -> Span:
        """A period as a person types it; raises UsageError for any other text."""
        if isinstance(text, Span):
            return text
        days = [_day(part) for part in _APART.split(str(text).strip())]
        match days:
            case [dt.date() as first, dt.date() as last] if first <= last:
                return Span(first, last)
        raise UsageError(
            "The span is no span of days.", "Give it such as 2025-04-01 to 2025-09-30."
        )

    def describe(self, period: Period) -> str:
        """A period in words."""
        return in_words(period)

    def earlier(self, period: Span, years: int = 1) -> Span:
        """The one that many years before."""
        before = _months_before(period.last + _DAY, 12 * years) - _DAY
        return Span(_months_before(period.first, 12 * years), before)


def _snapshot(head: dict[str, Any]) -> SnapshotDate:
    months = head.get("looks_back_months", 0)
    if not isinstance(months, int) or months < 0:
        raise ValueError("looks_back_months has to be a number of months")
    return SnapshotDate(months)


def _year(head: dict[str, Any]) -> CollectionYear:
    if "year_ends" not in head:
        return CollectionYear()
    try:
        number, name = str(head["year_ends"]).split()
        day = dt.date(2025, MONTHS.index(name) + 1, int(number))
    except ValueError:
        raise ValueError('year_ends has to be a day such as "31 March"') from None
    return CollectionYear((day.month, day.day))


KINDS: dict[str, Callable[[dict[str, Any]], PeriodKind]] = {
    "collection year": _year,
    "snapshot date": _snapshot,
    "span": lambda _: SpanOfDays(),
    "many": lambda _: Many(),
    "none": lambda _: PeriodKind(),
}


def kind_of(head: dict[str, Any]) -> PeriodKind:
    """The kind that a schema's ``[standard]`` states; without a key, by whether it has years.

    Raises:
        ValueError: there is no such kind, or a key that goes with it is wrong.
    """
    name = head.get("period", "collection year" if "first_year" in head else "none")
    if name not in KINDS:
        raise ValueError(f"period has to be one of {', '.join(KINDS)}")
    return KINDS[name](head)


def _day(text: object) -> dt.date | None:
    if isinstance(text, dt.datetime):
        return text.date()
    if isinstance(text, dt.date):
        return text
    for form in _FORMS:
        try:
            return dt.datetime.strptime(str(text).strip(), form).date()
        except ValueError:
            continue
    return None


def _months_before(day: dt.date, months: int) -> dt.date:
    """The same day of the month some months before, or the month's last where it has none."""
    number = day.year * 12 + day.month - 1 - months
    month = Span.month(number // 12, number % 12 + 1)
    return dt.date(month.first.year, month.first.month, min(day.day, month.last.day))
