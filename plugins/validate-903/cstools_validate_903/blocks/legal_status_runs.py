"""Building blocks on how long a legal status lasted over episodes that follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools_validate_903.blocks.episode_order import with_previous

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools.rules import Mask, Return, View


def exact_runs(ret: Return, status: str) -> tuple[View, NDArray[np.timedelta64]]:
    """Episodes of a legal status, and the days of the run each is part of (block EXACT_RUN).

    A run goes on as long as the child's next episode, of any status, has this one and begins on
    the day the one before ended. It lasts from its first day to its latest end; an episode without
    a readable end lasts to the end of the collection year.
    """
    ordered, previous = with_previous(ret)
    own = np.flatnonzero(ordered.LS.isin(status) & ~np.isnat(ordered.DECOM))
    rows, before = ordered.take(own), previous.take(own)
    goes_on = before.LS.isin(status) & (_or(ret.end, before.DEC) == rows.DECOM)
    first, run = _runs(~goes_on)
    latest = np.maximum.reduceat(_or(ret.end, rows.DEC), first)
    return rows, (latest - rows.DECOM[first])[run]


def touching_runs(ret: Return, status: str) -> tuple[View, NDArray[np.timedelta64]]:
    """Episodes of a legal status, and the days of the run each is part of (block TOUCHING_RUN).

    A run goes on as long as the child's next episode of this status begins no later than the one
    before ended. Its days are those of its episodes added up; an open one lasts to the end of the
    collection year. One with an unreadable end, or that ends before it starts, adds nothing.
    """
    episodes = ret.Episodes
    rows = episodes.where(episodes.LS.isin(status) & ~np.isnat(episodes.DECOM)).ordered("DECOM")
    end = np.where(rows.blank("DEC"), ret.end, rows.DEC)
    gap = np.append(True, rows.DECOM[1:] > end[:-1])[: len(rows)]
    first, run = _runs(rows.is_first | gap)
    nothing = np.timedelta64(0, "D")
    days = np.where(end > rows.DECOM, end - rows.DECOM, nothing)
    return rows, np.add.reduceat(days, first)[run]


def _or(day: np.datetime64, dates: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
    return np.where(np.isnat(dates), day, dates)


def _runs(opens: Mask) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Place of each run's first row, and for each row the number of its run."""
    return np.flatnonzero(opens), np.cumsum(opens) - 1
