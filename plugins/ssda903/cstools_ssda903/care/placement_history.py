"""Placements over both years' returns, temporary ones left out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import OnePeriod, shared
from cstools_ssda903.care.care_history import history, latest_place

if TYPE_CHECKING:
    from cstools.rules import Dates, View
    from cstools_ssda903.care.care_history import History, Places


@dataclass(frozen=True)
class Placements:
    """Placements one after another, temporary ones left out.

    Attributes:
        episodes: the episodes that are no temporary placements.
        period: for each of them the place in the history of the episode opening its spell.
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
def placements(year: OnePeriod) -> Placements:
    """The placements of `history`.

    A temporary placement is no placement, and coming back from one to where the child was before is
    no new placement either. A change of placement with the same carer is none.
    """
    whole = history(year)
    lasting = np.flatnonzero(~whole.temporary)
    episodes, period = whole.take(lasting), whole.first[lasting]
    new = np.ones(len(episodes), dtype=bool)
    if len(episodes):
        back = (np.diff(lasting) > 1) & (episodes.where[1:] == episodes.where[:-1])
        new[1:] = (period[1:] != period[:-1]) | (episodes.new_carer[1:] & ~back)
    return Placements(episodes, period, latest_place(new))
