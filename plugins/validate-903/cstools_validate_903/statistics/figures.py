"""The counts of one year, and which of them add up to which."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from cstools_validate_903.statistics.left_out import LeftOut, unknown_codes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from cstools.rules import Codes, Mask, OnePeriod
    from cstools_validate_903.statistics.left_out import Dates

NOT_KNOWN = "Not known"


@dataclass(frozen=True)
class Split:
    """A way to divide a group of children into categories that do not overlap.

    Attributes:
        key: what its counts are stored under.
        title: heading of the breakdown.
        groups: category to the codes that fall into it; no codes where it is worked out otherwise.
        rest: the category of everything else, last.
        ranked: whether charts put the largest category first; False keeps the order given.
    """

    key: str
    title: str
    groups: Mapping[str, tuple[str, ...]]
    rest: str = NOT_KNOWN
    ranked: bool = True

    @property
    def labels(self) -> tuple[str, ...]:
        """The categories in order, the rest last."""
        return (*self.groups, self.rest)

    def cell(self, label: str) -> str:
        """What the count of one category is stored under."""
        return f"{self.key}: {label}"

    @property
    def known(self) -> str:
        """What the number of all that are not in the rest is stored under."""
        return f"{self.key}, known"

    @property
    def cells(self) -> tuple[str, ...]:
        """What the counts are stored under, in the order of `labels`."""
        return tuple(map(self.cell, self.labels))

    def places(self, codes: Codes) -> NDArray[np.intp]:
        """For each row the place of its category among `labels`."""
        last = len(self.groups)
        known = {code: place for place, own in enumerate(self.groups.values()) for code in own}
        return codes.map(lambda word: known.get(word, last), last, np.intp)


def bands(key: str, title: str, *labels: str) -> Split:
    """A split whose categories are worked out by number and keep their order."""
    return Split(key, title, dict.fromkeys(labels, ()), ranked=False)


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
        of: key of the count of children it is over; it is hidden with that.
    """

    total: float
    number: int
    of: str


@dataclass
class Figures:
    """What was counted in one year's return.

    Attributes:
        counts: how many, by key; a key that is not there could not be counted.
        averages: means by key.
        partitions: which counts add up to which.
        follows: for counts of things, the count of the children they are of; hidden with that.
        rests: counts that are never shown: what is left of a whole beside one part.
        left_out: what was left out of figures, by the dates or the split that they are made from.
        unknown: counts of which nothing is known, as no date that they are told by can be read.
    """

    counts: dict[str, int] = field(default_factory=dict)
    averages: dict[str, Average] = field(default_factory=dict)
    partitions: list[Partition] = field(default_factory=list)
    follows: dict[str, str] = field(default_factory=dict)
    rests: set[str] = field(default_factory=set)
    left_out: dict[Any, tuple[LeftOut, ...]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)

    @property
    def rounded(self) -> frozenset[str]:
        """Wholes that are no part of anything else; with suppression they are rounded."""
        parts = {cell for partition in self.partitions for cell in partition.cells}
        return frozenset(p.whole for p in self.partitions) - parts

    def add(self, other: Figures) -> None:
        """Take in what another subject counted of the same return."""
        self.counts.update(other.counts)
        self.averages.update(other.averages)
        self.follows.update(other.follows)
        self.rests |= other.rests
        self.left_out.update(other.left_out)
        self.unknown |= other.unknown
        self.partitions += [p for p in other.partitions if p not in self.partitions]

    def count(self, key: str, number: Any) -> None:
        """Store how many there are."""
        self.counts[key] = int(number)

    def things(self, key: str, number: Any, of: str) -> None:
        """Store how many things there are of some children, of whom each has at least one."""
        self.count(key, number)
        self.follows[key] = of

    def part(self, key: str, number: Any, whole: str) -> None:
        """Store a count that is part of a whole counted before."""
        self.count(key, number)
        rest = f"{whole} other than {key}"
        self.count(rest, self.counts[whole] - self.counts[key])
        self.rests.add(rest)
        self.partitions.append(Partition(whole, (key, rest)))

    def split(self, split: Split, places: NDArray[np.intp], whole: str) -> None:
        """Store the counts of a split, from the place of each child among its categories."""
        numbers = np.bincount(places, minlength=len(split.labels))
        for cell, number in zip(split.cells, numbers, strict=True):
            self.count(cell, number)
        self.partitions.append(Partition(whole, split.cells))

    def known(self, split: Split, whole: str) -> None:
        """Store how many of a whole are known by a split that was stored before."""
        rest = split.cell(split.rest)
        self.count(split.known, self.counts[whole] - self.counts[rest])
        self.partitions.append(Partition(whole, (split.known, rest)))
        self.partitions.append(Partition(split.known, split.cells[:-1]))

    def dated(self, year: OnePeriod, *several: Dates, of: Sequence[str] = ()) -> None:
        """Store what figures made from these dates leave out.

        Args:
            year: the return they are counted in.
            several: the dates.
            of: counts told by these dates; where none of them can be read, they are not known.
        """
        for dates in several:
            self.left_out[dates] = tuple(dates.left_out(year))
            if dates.unknown(year):
                self.unknown.update(of)

    def coded(self, year: OnePeriod, split: Split, table: str, column: str, codes: Codes) -> None:
        """Store how many codes of a split's column are not known to it."""
        known = [code for own in split.groups.values() for code in own]
        odd = int(unknown_codes(year, table, column, codes, known).sum())
        self.odd(split.key, odd, len(codes), split.title, f"as “{split.rest}”")

    def odd(self, key: str, number: int, of: int, title: str, effect: str) -> None:
        """Store how many children have a code that is not known, and how they count."""
        what = f"a code for {title[0].lower()}{title[1:]} that is not known and"
        why = (f"has {what} counts {effect}", f"have {what} count {effect}")
        several = (LeftOut(number, of, ("child", "children"), why),) if number else ()
        self.left_out[key] = several

    def group(self, whole: str, cells: Sequence[str]) -> None:
        """Say that counts stored before add up to a whole."""
        self.partitions.append(Partition(whole, tuple(cells)))

    def average(self, key: str, values: NDArray[Any], of: str) -> None:
        """Store the mean of values; none of them may be missing."""
        if len(values):
            self.averages[key] = Average(float(values.sum()), len(values), of)


def chosen(*choices: Mask) -> NDArray[np.intp]:
    """For each row the number of the first condition that holds; their number where none does."""
    if not len(choices[0]):
        return np.zeros(0, dtype=np.intp)
    return np.select(choices, range(len(choices)), len(choices)).astype(np.intp)
