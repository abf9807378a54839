"""Random draws for made-up data: fast, and the same for the same seed."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Generic, TypeVar

from cstools.data.period import Span
from cstools.standard.period import PeriodKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np

    from cstools.data.period import Period

Value = TypeVar("Value")
_BUFFER = 1 << 15
_DAY = dt.timedelta(days=1)


class Weighted(Generic[Value]):
    """Values with the share in which each should turn up.

    Args:
        shares: value to weight; the weights need not add up to anything.
    """

    def __init__(self, shares: Mapping[Value, float]) -> None:
        self.values = list(shares)
        self.bounds = list(accumulate(shares.values()))


class Chance:
    """Draws numbers in the order in which they are asked for.

    Args:
        generator: where they come from; drawn in large batches, which is far quicker.
        kind: what the data are of, for days in a period.
    """

    def __init__(self, generator: np.random.Generator, kind: PeriodKind | None = None) -> None:
        self._generator = generator
        self._kind = kind or PeriodKind()
        self._numbers: Iterator[float] = iter(())

    def share(self) -> float:
        """A number from 0 up to but not including 1."""
        for number in self._numbers:
            return number
        self._numbers = iter(self._generator.random(_BUFFER).tolist())
        return next(self._numbers)

    def happens(self, probability: float) -> bool:
        """True in this share of cases."""
        return self.share() < probability

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.share() * (high - low + 1))

    def day_between(self, first: dt.date, last: dt.date) -> dt.date:
        """A day from `first` to `last`, both included."""
        return first + _DAY * self.between(0, (last - first).days)

    def day_in(self, period: Period | None) -> dt.date:
        """A day of a period.

        Raises:
            UsageError: the standard's data have no periods with a first and a last day.
        """
        if isinstance(period, Span):
            return self.day_between(period.first, period.last)
        return self.day_between(*self._kind.bounds(period))

    def waiting(self, mean: float) -> int:
        """Whole days, at least one, until something that happens every `mean` days."""
        return 1 + int(-mean * math.log(1.0 - self.share()))

    def one_of(self, values: Sequence[Value]) -> Value:
        """One of the values, each as likely as the other."""
        return values[int(self.share() * len(values))]

    def weighted(self, choice: Weighted[Value]) -> Value:
        """One of the values, in their shares."""
        return choice.values[bisect_right(choice.bounds, self.share() * choice.bounds[-1])]
