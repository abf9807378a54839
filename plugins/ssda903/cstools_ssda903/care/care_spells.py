"""Spells: the time a child was looked after without a break, over both years' returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import OnePeriod, shared
from cstools_ssda903.care.care_history import history

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools.rules import Dates, Mask
    from cstools_ssda903.care.care_history import Places


@dataclass(frozen=True)
class Spells:
    """Spells of being looked after, one entry each, by child and start.

    Attributes:
        child: number of the child.
        start: DECOM of the first episode that the returns hold.
        end: DEC of the last one; blank while open.
        whole: whether the returns hold its beginning (RNE is S). Of others the start is that of the
            earliest episode there is: the child may have been looked after for longer.
        first: place in `history` of the first episode.
        last: place in `history` of the last episode.
    """

    child: NDArray[np.int32]
    start: Dates
    end: Dates
    whole: Mask
    first: Places
    last: Places

    def __len__(self) -> int:
        return len(self.child)


@shared
def spells(year: OnePeriod) -> Spells:
    """The spells of this year's return and last year's, short breaks left out.

    A spell begins with RNE S, or after a gap of a day or more; moves and changes of legal status on
    the day the episode before ended go on with it, and so does an episode that last year's return
    left open and this year's repeats. An episode that only last year's return has, and left open,
    is no part: it was put right since.
    """
    whole = history(year)
    first = np.flatnonzero(whole.opens)
    last = np.append(first[1:], len(whole))[: len(first)] - 1
    return Spells(
        whole.child[first], whole.start[first], whole.end[last], whole.begins[first], first, last
    )
