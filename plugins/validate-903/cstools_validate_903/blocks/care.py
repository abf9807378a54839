"""Building blocks on care: who was looked after all year, episode order, periods of care."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import ChildSet, Return, shared

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools.rules import Mask, View

RESPITE = ("V3", "V4")
TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
ADOPTION_PLACES = ("A3", "A4", "A5", "A6")
FOSTER_PLACES = ("U1", "U2", "U3", "U4", "U5", "U6")


@shared
def episodes(ret: Return) -> View:
    """This year's episodes by child and DECOM, undated ones last, ties in file order."""
    return ret.Episodes.ordered("DECOM")


@shared
def looked_after_all_year(ret: Return) -> ChildSet:
    """Children looked after continuously for the year up to 31 March (block CLA_12M).

    A child has an episode in the year and none that breaks it: no fresh start after 1 April, no end
    of care before 31 March, no short breaks.
    """
    ep = ret.Episodes
    ongoing = np.isnat(ep.DEC)
    in_year = (ep.DECOM <= ret.end) & ((ep.DEC >= ret.start) | ongoing)
    starts = (ep.RNE == "S") & (ep.DECOM > ret.start) & (ep.DECOM <= ret.end)
    ends = (ep.REC != "X1") & (ep.DEC >= ret.start) & (ep.DEC < ret.end)
    breaks = starts | ends | (ep.LS.isin(*RESPITE) & in_year)
    return ep.children(in_year) - ep.children(breaks)


@dataclass(frozen=True)
class Periods:
    """Periods of care, one row each (block CARE_PERIODS).

    Attributes:
        first: the first episode of each period.
        start: DECOM of the first episode.
        end: DEC of the last episode in order; blank when that is open.
    """

    first: View
    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]


@shared
def periods(ret: Return) -> Periods:
    """This year's periods of care, by dates only: a period opens after a gap of a day or more."""
    dated = ret.Episodes.where(~np.isnat(ret.Episodes.DECOM)).ordered("DECOM")
    opens: Mask = dated.is_first | (dated.DECOM > dated.before.DEC)
    closes = np.append(opens[1:], True) if len(opens) else opens
    return Periods(dated.where(opens), dated.DECOM[opens], dated.DEC[closes])
