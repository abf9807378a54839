"""A child's way through care: periods of care and placements, over both years' returns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from cstools.rules import OnePeriod, Return, shared
from cstools_validate_903.blocks.care import ADOPTION_PLACES, TEMPORARY
from cstools_validate_903.statistics import cohorts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cstools.rules import Mask, View

    Dates = NDArray[np.datetime64]
    Places = NDArray[np.intp]

NEW_CARER = ("S", "P", "B")
NEW_PLACEMENT = (*NEW_CARER, "T", "U")
NEW_LEGAL_STATUS = ("S", "L", "B", "U")


@dataclass(frozen=True)
class History:
    """Episodes by child and date, each array one entry an episode.

    Attributes:
        child: number of the child.
        start: DECOM.
        end: DEC; blank while open.
        begins: whether it starts a period of care (RNE is S).
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
        """Episodes that open a period of care: a start, or the first after a gap."""
        opens = np.ones(len(self), dtype=bool)
        same_child = self.child[1:] == self.child[:-1]
        opens[1:] = ~same_child | self.begins[1:] | (self.start[1:] > self.end[:-1])
        return opens

    @cached_property
    def first(self) -> Places:
        """For each episode, the place of the one that opens its period of care."""
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


@dataclass(frozen=True)
class Placements:
    """Placements one after another, temporary ones left out.

    Attributes:
        episodes: the episodes that are no temporary placements.
        period: for each of them the place in the history of the episode opening its period of care.
        first: for each of them the place among `episodes` of the one its placement begins with.
    """

    episodes: History
    period: Places
    first: Places

    @cached_property
    def beginnings(self) -> Places:
        """Places of the episodes that placements begin with."""
        return np.flatnonzero(self.first == np.arange(len(self.first)))

    @property
    def ends(self) -> Dates:
        """When each placement ended, in the order of `beginnings`; blank while open."""
        after = np.append(self.beginnings[1:], len(self.episodes))[: len(self.beginnings)]
        ends: Dates = self.episodes.end[after - 1]
        return ends

    def current(self, rows: View) -> Places:
        """For each row, the place of its child's last episode; -1 for none."""
        return self.episodes.current(rows)

    def before(self, place: int) -> int:
        """The place where the placement before the one of this episode begins, else its own."""
        begins = int(self.first[place])
        joins = begins > 0 and self.period[begins - 1] == self.period[begins]
        return int(self.first[begins - 1]) if joins else begins


@shared
def history(year: OnePeriod) -> History:
    """Episodes that began by 31 March, with last year's that this year's return does not repeat."""
    own = _read(year)
    before = _read(year.last) if isinstance(year, Return) and year.last.has("Episodes") else None
    if before is None:
        return own.joined(own.take(slice(0)))
    repeated = np.isin(_keys(before), _keys(own))
    # One left open last year and not repeated was put right since.
    return own.joined(before.take(~repeated & ~np.isnat(before.end)))


@shared
def placements(year: OnePeriod) -> Placements:
    """The placements of `history`.

    A temporary placement is no placement, and coming back from one to where the child was before is
    no new placement either. A change of placement with the same carer is none.
    """
    every = history(year)
    lasting = np.flatnonzero(~every.temporary)
    eps, period = every.take(lasting), every.first[lasting]
    new = np.ones(len(eps), dtype=bool)
    if len(eps):
        back = (np.diff(lasting) > 1) & (eps.where[1:] == eps.where[:-1])
        new[1:] = (period[1:] != period[:-1]) | (eps.new_carer[1:] & ~back)
    return Placements(eps, period, latest_place(new))


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
    found: Places = lookup[rows.child]
    return found


def _read(year: OnePeriod) -> History:
    ep = cohorts.episodes(year)
    # Whoever has an end that cannot be read is not open: nobody knows when it ended.
    ep = ep.where((ep.DECOM <= year.end) & ~ep.unreadable("DEC"))
    return History(
        child=ep.child,
        start=ep.DECOM,
        end=ep.DEC,
        begins=ep.RNE == "S",
        new_carer=ep.RNE.isin(*NEW_CARER),
        new_placement=ep.RNE.isin(*NEW_PLACEMENT),
        new_status=ep.RNE.isin(*NEW_LEGAL_STATUS),
        temporary=ep.PLACE.isin(*TEMPORARY),
        adoptive=ep.PLACE.isin(*ADOPTION_PLACES),
        order=ep.LS == "E1",
        where=_where(ep),
    )


def _where(ep: View) -> NDArray[Any]:
    text = np.full(len(ep), "", dtype=object)
    for column in ("PLACE", "PLACE_PROVIDER", "PL_POST", "URN"):
        text = text + getattr(ep, column).map(lambda word: f"{word}|", "|", object)
    return text


def _keys(episodes: History) -> NDArray[np.int64]:
    """One number for each child and day."""
    return episodes.child.astype(np.int64) * 10_000_000 + episodes.start.astype(np.int64)
