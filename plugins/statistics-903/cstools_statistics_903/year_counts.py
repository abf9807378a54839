"""The counts of one year's return, and what they leave out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from cstools.figures import Counts, Published
from cstools_statistics_903.left_out import LeftOut, unknown_codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cstools.figures import Split
    from cstools.rules import Codes, OnePeriod
    from cstools_statistics_903.left_out import Dates


@dataclass
class YearCounts(Counts):
    """What was counted in one year's return.

    Attributes:
        left_out: what was left out of figures, by the dates or the split that they are made from.
    """

    left_out: dict[Any, tuple[LeftOut, ...]] = field(default_factory=dict)

    def add(self, other: Counts) -> None:
        """Take in what another subject counted of the same return."""
        super().add(other)
        if isinstance(other, YearCounts):
            self.left_out.update(other.left_out)

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


@dataclass(frozen=True)
class PublishedYear(Published):
    """One year's counts, ready to be shown."""

    counts: YearCounts

    @property
    def year(self) -> int:
        """The collection year."""
        return int(self.period)

    def left_out(self, *keys: Any) -> tuple[str, ...]:
        """Sentences on what was left out of figures made from these dates and splits."""
        parts = (part for key in keys for part in self.counts.left_out.get(key, ()))
        return tuple(dict.fromkeys(part.sentence(self.limit) for part in parts))

    def children(self, key: str, what: str = "children", single: str = "child") -> str:
        """A count in words: ``1 child``, ``12 children``, ``a few children`` when it is hidden."""
        return self.in_words(key, single, what)


def places(split: Split, codes: Codes) -> NDArray[np.intp]:
    """For each row of a return the place of its category among the split's labels."""
    last, place_of = len(split.groups), split.place_of
    return codes.map(lambda word: place_of.get(word, last), last, np.intp)
