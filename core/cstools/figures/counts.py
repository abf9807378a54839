"""What was counted, and which counts add up to which."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cstools.figures.splits import Split


@dataclass(frozen=True)
class Partition:
    """Cells that add up to a whole.

    Attributes:
        whole: key of the whole.
        cells: keys of its parts.
    """

    whole: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Average:
    """A mean, kept as what it is made of.

    Attributes:
        total: the sum.
        number: how many it is over.
        of: key of the count it is over; it is hidden with that.
    """

    total: float
    number: int
    of: str


@dataclass
class Counts:
    """What was counted in one period.

    Attributes:
        counts: how many, by key; a key that is not there could not be counted.
        averages: means by key.
        partitions: which counts add up to which.
        follows: for counts of things, the count of the people they are of; hidden with that.
        rests: counts that are never shown: what is left of a whole beside one part.
        unknown: counts of which nothing is known, because what they are told by cannot be read.
    """

    counts: dict[str, int] = field(default_factory=dict)
    averages: dict[str, Average] = field(default_factory=dict)
    partitions: list[Partition] = field(default_factory=list)
    follows: dict[str, str] = field(default_factory=dict)
    rests: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)

    @property
    def rounded(self) -> frozenset[str]:
        """Wholes that are no part of anything else; with suppression they are rounded."""
        parts = {cell for partition in self.partitions for cell in partition.cells}
        return frozenset(p.whole for p in self.partitions) - parts

    def add(self, other: Counts) -> None:
        """Take in what else was counted of the same data."""
        self.counts.update(other.counts)
        self.averages.update(other.averages)
        self.follows.update(other.follows)
        self.rests |= other.rests
        self.unknown |= other.unknown
        self.partitions += [p for p in other.partitions if p not in self.partitions]

    def count(self, key: str, number: Any) -> None:
        """Store how many there are."""
        self.counts[key] = int(number)

    def things(self, key: str, number: Any, of: str) -> None:
        """Store how many things there are of some people, of whom each has at least one."""
        self.count(key, number)
        self.follows[key] = of

    def part(self, key: str, number: Any, whole: str) -> None:
        """Store a count that is part of a whole counted before."""
        self.count(key, number)
        rest = f"{whole} other than {key}"
        self.count(rest, self.counts[whole] - self.counts[key])
        self.rests.add(rest)
        self.group(whole, (key, rest))

    def split(self, split: Split, places: NDArray[np.intp], whole: str) -> None:
        """Store the counts of a split.

        Args:
            split: the categories.
            places: for each of the whole the place of its category among ``split.labels``.
            whole: key of the whole, counted before.
        """
        numbers = np.bincount(places, minlength=len(split.labels))
        for cell, number in zip(split.cells, numbers, strict=True):
            self.count(cell, number)
        self.group(whole, split.cells)

    def cross(
        self, first: Split, second: Split, places: tuple[NDArray[np.intp], NDArray[np.intp]]
    ) -> None:
        """Store the counts of two splits crossed; each was stored by itself before.

        Args:
            first: what stands first in the name of the breakdown.
            second: what stands after it.
            places: for each of the whole its place by `first`, and by `second`.
        """
        crossed, width = first.across(second), len(second.labels)
        numbers = np.bincount(places[0] * width + places[1], minlength=len(crossed.labels))
        for cell, number in zip(crossed.cells, numbers, strict=True):
            self.count(cell, number)
        for place, cell in enumerate(first.cells):
            self.group(cell, crossed.cells[place * width : (place + 1) * width])
        for place, cell in enumerate(second.cells):
            self.group(cell, crossed.cells[place::width])

    def known(self, split: Split, whole: str) -> None:
        """Store how many of a whole are known by a split that was stored before."""
        rest = split.cell(split.rest)
        self.count(split.known, self.counts[whole] - self.counts[rest])
        self.group(whole, (split.known, rest))
        self.group(split.known, split.cells[:-1])

    def group(self, whole: str, cells: Sequence[str]) -> None:
        """Say that counts stored before add up to a whole."""
        self.partitions.append(Partition(whole, tuple(cells)))

    def average(self, key: str, values: NDArray[Any], of: str) -> None:
        """Store the mean of values; none of them may be missing."""
        if len(values):
            self.averages[key] = Average(float(values.sum()), len(values), of)
