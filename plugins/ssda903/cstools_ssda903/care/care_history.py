"""A child's way through care: episodes and spells over both years' returns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from cstools.rules import OnePeriod, Return, shared
from cstools_ssda903.care.codes import (
    ADOPTION_PLACES,
    NEW_CARER,
    NEW_LEGAL_STATUS,
    NEW_PLACEMENT,
    PLACEMENT_ORDER,
    STARTS_CARE,
    TEMPORARY,
)
from cstools_ssda903.care.episode_records import episodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cstools.rules import Dates, Mask, View

    Places = NDArray[np.intp]


@dataclass(frozen=True)
class History:
    """Episodes by child and date, each array one entry an episode.

    Attributes:
        child: number of the child.
        start: DECOM.
        end: DEC; blank while open.
        begins: whether it starts a spell of being looked after (RNE is S).
        new_carer: whether placement and carer change with it.
        new_placement: whether the placement changes with it, with or without the carer.
        new_status: whether the legal status changes with it.
        temporary: whether it is a temporary placement.
        adoptive: whether the child is placed for adoption.
        order: whether there is a placement order.
        where: what tells a placement from another: type, provider, postcode and URN.
    """

    child: NDArray[np.int32]
    start: Dates
    end: Dates
    begins: Mask
    new_carer: Mask
    new_placement: Mask
    new_status: Mask
    temporary: Mask
    adoptive: Mask
    order: Mask
    where: NDArray[Any]

    def __len__(self) -> int:
        return len(self.child)

    def take(self, rows: Any) -> History:
        """The episodes at these places."""
        return History(**{name: getattr(self, name)[rows] for name in self.__dataclass_fields__})

    def joined(self, other: History) -> History:
        """These episodes and the other ones, by child and date."""
        names = self.__dataclass_fields__
        both = History(**{n: np.concatenate([getattr(self, n), getattr(other, n)]) for n in names})
        open_last = np.where(np.isnat(both.end), np.datetime64("9999-12-31"), both.end)
        return both.take(np.lexsort((open_last, both.start, both.child)))

    @cached_property
    def opens(self) -> Mask:
        """Episodes that open a spell: a start (RNE is S), or one after a gap of a day or more."""
        opens = np.ones(len(self), dtype=bool)
        same_child = self.child[1:] == self.child[:-1]
        opens[1:] = ~same_child | self.begins[1:] | (self.start[1:] > self.end[:-1])
        return opens

    @cached_property
    def first(self) -> Places:
        """For each episode, the place of the one that opens its spell."""
        return latest_place(self.opens)

    @cached_property
    def last_of_child(self) -> Places:
        """Places of each child's last episode."""
        ends = np.ones(len(self), dtype=bool)
        ends[:-1] = self.child[1:] != self.child[:-1]
        return np.flatnonzero(ends)

    def current(self, rows: View) -> Places:
        """For each row, the place of its child's last episode; -1 for none."""
        return _by_child(rows, self.child[self.last_of_child], self.last_of_child)


@shared
def history(year: OnePeriod) -> History:
    """Episodes that began by 31 March, with last year's that this year's return does not repeat.

    An episode is repeated where a child has one of the same DECOM in both returns; this year's
    counts. Short breaks, and episodes whose DEC cannot be read, are left out.
    """
    own = _read(year)
    before = _read(year.last) if isinstance(year, Return) and year.last.has("Episodes") else None
    if before is None:
        return own.joined(own.take(slice(0)))
    repeated = np.isin(_keys(before), _keys(own))
    # One left open last year and not repeated was put right since.
    return own.joined(before.take(~repeated & ~np.isnat(before.end)))


def latest_place(marked: Mask) -> Places:
    """For each entry the place of the last marked one so far; the first entry must be marked."""
    places: Places = np.maximum.accumulate(np.where(marked, np.arange(len(marked)), 0))
    return places


def rows_of(places: Places) -> Iterator[tuple[int, int]]:
    """The entries that are not -1, each with its number."""
    yield from ((number, int(place)) for number, place in enumerate(places) if place >= 0)


def _by_child(rows: View, children: NDArray[np.int32], places: Places) -> Places:
    lookup = np.full(rows.base.children + 1, -1, dtype=np.intp)
    lookup[children] = places
    of_rows: Places = lookup[rows.child]
    return of_rows


def _read(year: OnePeriod) -> History:
    rows = episodes(year)
    # Whoever has an end that cannot be read is not open: nobody knows when it ended.
    rows = rows.where((rows.DECOM <= year.end) & ~rows.unreadable("DEC"))
    return History(
        child=rows.child,
        start=rows.DECOM,
        end=rows.DEC,
        begins=rows.RNE == STARTS_CARE,
        new_carer=rows.RNE.isin(*NEW_CARER),
        new_placement=rows.RNE.isin(*NEW_PLACEMENT),
        new_status=rows.RNE.isin(*NEW_LEGAL_STATUS),
        temporary=rows.PLACE.isin(*TEMPORARY),
        adoptive=rows.PLACE.isin(*ADOPTION_PLACES),
        order=rows.LS == PLACEMENT_ORDER,
        where=_where(rows),
    )


def _where(rows: View) -> NDArray[Any]:
    text = np.full(len(rows), "", dtype=object)
    for column in ("PLACE", "PLACE_PROVIDER", "PL_POST", "URN"):
        text = text + getattr(rows, column).map(lambda word: f"{word}|", "|", object)
    return text


def _keys(episodes: History) -> NDArray[np.int64]:
    """One number for each child and day."""
    return episodes.child.astype(np.int64) * 10_000_000 + episodes.start.astype(np.int64)
