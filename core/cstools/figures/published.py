"""The counts of one period as they may be shown: rounded, and hidden where they are small."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from cstools.figures.suppression import hidden, is_small

if TYPE_CHECKING:
    from cstools.figures.counts import Counts

HIDDEN = "c"
UNKNOWN = "not known"
ROUND_TO = 5

# A number, "c" for a hidden one, "not known", None where it could not be counted.
Number: TypeAlias = int | float | str | None


@dataclass(frozen=True)
class Published:
    """The counts of one period, ready to be shown.

    Attributes:
        period: a collection year, a day or a span, as text.
        counts: what was counted.
        limit: counts from 1 to this number are hidden; 0 hides nothing.
    """

    period: str
    counts: Counts
    limit: int = 0

    @cached_property
    def _hidden(self) -> frozenset[str]:
        return hidden(self.counts, self.limit)

    @cached_property
    def _unknown(self) -> frozenset[str]:
        """Counts of which nothing is known, with all that are part of them."""
        unknown, before = set(self.counts.unknown), -1
        while len(unknown) > before:
            before = len(unknown)
            for partition in self.counts.partitions:
                if partition.whole in unknown:
                    unknown.update(partition.cells)
        return frozenset(unknown) | {k for k, of in self.counts.follows.items() if of in unknown}

    @cached_property
    def _rounded(self) -> frozenset[str]:
        return self.counts.rounded if self.limit else frozenset()

    def has(self, key: str) -> bool:
        """Whether something was counted under this key."""
        return key in self.counts.counts or key in self.counts.averages

    def count(self, key: str) -> int | str | None:
        """How many, to be shown."""
        number = self.counts.counts.get(key)
        if key in self._unknown:
            return UNKNOWN
        if number is None or key in self._hidden:
            return number if number is None else HIDDEN
        return self._near(key, number) if key in self._rounded else number

    def _near(self, key: str, number: int) -> int:
        """A whole rounded, upward when it would be less than a part that is shown."""
        parts = [
            self.counts.counts[cell]
            for partition in self.counts.partitions
            if partition.whole == key
            for cell in partition.cells
            if cell not in self._hidden and cell not in self.counts.rests
        ]
        near = _half_up(number, ROUND_TO) * ROUND_TO
        return near if near >= max(parts, default=0) else near + ROUND_TO

    def percent(self, key: str, whole: str, places: int = 1, unknown: str = "") -> Number:
        """A count as a percentage of a whole, both as they are shown; None of a whole of 0.

        Args:
            key: the count.
            whole: the count it is part of.
            places: decimals.
            unknown: the count of those for whom it cannot be told whether they are part of `key`;
                when that is everybody, the percentage is not known.
        """
        part, all_of_them = self.count(key), self.count(whole)
        if UNKNOWN in (part, all_of_them):
            return UNKNOWN
        if part is not None and HIDDEN != all_of_them and self._nobody_known(whole, unknown):
            return UNKNOWN
        if part is None or not all_of_them:
            return None
        if isinstance(part, str) or isinstance(all_of_them, str):
            return HIDDEN
        fraction: int = 10**places
        scaled = min(_half_up(part * 100 * fraction, all_of_them), 100 * fraction)
        return scaled / fraction if places else scaled

    def _nobody_known(self, whole: str, unknown: str) -> bool:
        counts = self.counts.counts
        number = counts.get(unknown, 0)
        known = counts.get(whole, 0) if self._apart(whole, unknown) else counts[whole] - number
        return number > 0 and known == 0

    def _apart(self, whole: str, unknown: str) -> bool:
        """Whether a whole is only of those who are known."""
        return any({whole, unknown} <= set(p.cells) for p in self.counts.partitions)

    def average(self, key: str, places: int = 1) -> Number:
        """A mean, to be shown."""
        average = self.counts.averages.get(key)
        if key in self._unknown:
            return UNKNOWN
        if average is None:
            return None
        if average.of in self._hidden or is_small(average.number, self.limit):
            return HIDDEN
        fraction: int = 10**places
        value = int(average.total / average.number * fraction + 0.5)
        return value / fraction if places else value

    def in_words(self, key: str, singular: str, plural: str) -> str:
        """A count in words: ``1 child``, ``12 children``, ``a few children`` when it is hidden."""
        number = self.count(key)
        if number is None or isinstance(number, str):
            return f"a few {plural}" if number == HIDDEN else f"an unknown number of {plural}"
        about = "about " if key in self._rounded else ""
        return f"{about}{number:,} {singular if number == 1 else plural}"


def in_words(number: Number, unit: str = "") -> str:
    """A figure as text: ``c``, ``–`` where there is none, else with its unit."""
    if number is None:
        return "–"
    return number if isinstance(number, str) else f"{number:,}{unit}"


def _half_up(number: int, unit: int) -> int:
    """How many units a number makes, halves upward."""
    return (2 * number + unit) // (2 * unit)
