"""Periods of care within one year's return, and who was looked after for the whole of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import ChildSet, OnePeriod, shared
from cstools_ssda903.care.codes import GOES_ON, SHORT_BREAKS, STARTS_CARE
from cstools_ssda903.care.episode_records import ordered_episodes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools.rules import Dates, Mask, View


@dataclass(frozen=True)
class Periods:
    """Periods of care, one entry each, by child and start.

    Attributes:
        first: the first episode of each period.
        start: DECOM of the first episode.
        end: DEC of the last episode in order; blank when that is open.
    """

    first: View
    start: Dates
    end: Dates

    @property
    def child(self) -> NDArray[np.int32]:
        """Number of the child."""
        return self.first.child


@shared
def periods(year: OnePeriod) -> Periods:
    """The periods of care of one year's return, by dates only.

    A period goes on while each episode begins by the day on which the one before it ended; it
    opens anew after a gap of a day or more, whatever RNE says. Short breaks are periods as well.
    The rules on missing children and on deprivation of liberty need it so. See `spells` for the
    time looked after over two years' returns.
    """
    rows = ordered_episodes(year)
    dated = rows.where(~np.isnat(rows.DECOM))
    opens: Mask = dated.is_first | (dated.DECOM > dated.before.DEC)
    closes = np.append(opens[1:], True) if len(opens) else opens
    return Periods(dated.where(opens), dated.DECOM[opens], dated.DEC[closes])


@shared
def looked_after_all_year(year: OnePeriod) -> ChildSet:
    """Children looked after without a break for the year up to 31 March.

    The return asks for outcomes (OC2) of these. A child has an episode in the year and none that
    breaks it: no start of care after 1 April (RNE is S), no end of care before 31 March (REC is
    not X1), no short break.
    """
    rows = year["Episodes"]
    ongoing = np.isnat(rows.DEC)
    in_year = (rows.DECOM <= year.end) & ((rows.DEC >= year.start) | ongoing)
    starts = (rows.RNE == STARTS_CARE) & (rows.DECOM > year.start) & (rows.DECOM <= year.end)
    ends = (rows.REC != GOES_ON) & (rows.DEC >= year.start) & (rows.DEC < year.end)
    breaks = starts | ends | (rows.LS.isin(*SHORT_BREAKS) & in_year)
    return rows.children(in_year) - rows.children(breaks)
