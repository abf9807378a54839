"""Which children a figure is about, one row each; short breaks are left out throughout.

The definitions are those of the published statistics of children looked after: at 31 March, at any
time in the year, for the whole year, started and ceased. Each child counts once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import OnePeriod, View, shared
from cstools_ssda903.care.ages import age
from cstools_ssda903.care.care_periods import looked_after_all_year
from cstools_ssda903.care.codes import ADULT, GOES_ON, STARTS_CARE
from cstools_ssda903.care.episode_records import episodes

if TYPE_CHECKING:
    from cstools.rules import ChildSet, Dates, Mask


def open_on(year: OnePeriod, day: np.datetime64) -> View:
    """For each child the episode that is open at the end of a day; of several the latest.

    An episode that begins on the day is open, one that ends on it is not. So a child who moves on
    the day has the new episode, and one who left on it has none.
    """
    rows = episodes(year)
    still = rows.blank("DEC") | (rows.DEC > day)
    return rows.where(still & (rows.DECOM <= day)).latest("DECOM")


def looked_after_on(year: OnePeriod, day: np.datetime64) -> View:
    """The episode open at the end of a day of each child who is not yet 18 on it.

    A child without a date of birth counts. A return tells of the days of its own year only.
    """
    rows = open_on(year, day)
    return rows.where(~_adult(year, rows, day))


@shared
def open_at_year_end(year: OnePeriod) -> View:
    """For each child the episode that is open at the end of 31 March, adults included."""
    return open_on(year, year.end)


@shared
def looked_after(year: OnePeriod) -> View:
    """The episode at 31 March of each child looked after then who is not yet 18."""
    return looked_after_on(year, year.end)


@shared
def adults(year: OnePeriod) -> View:
    """Episodes open at 31 March of those who were 18 by then; they are not counted."""
    rows = open_at_year_end(year)
    return rows.where(_adult(year, rows, year.end))


@shared
def looked_after_in_year(year: OnePeriod) -> ChildSet:
    """Children looked after at any time in the year, its first and last day included."""
    rows = episodes(year)
    until = rows.blank("DEC") | (rows.DEC >= year.start)
    return rows.children((rows.DECOM <= year.end) & until)


@shared
def full_year(year: OnePeriod) -> View:
    """Of those looked after at 31 March, the ones looked after for the whole year."""
    rows = looked_after(year)
    return rows.where(rows.among(looked_after_all_year(year)))


@shared
def started(year: OnePeriod) -> View:
    """For each child who started to be looked after in the year, the first episode that did.

    A start is an episode with RNE S and DECOM from 1 April to 31 March.
    """
    rows = episodes(year)
    return rows.where((rows.RNE == STARTS_CARE) & _within(rows.DECOM, year)).earliest("DECOM")


@shared
def ceased(year: OnePeriod) -> View:
    """For each child who ceased to be looked after in the year, the last episode that ended so.

    An end is an episode with a REC other than X1 and DEC from 1 April to 31 March.
    """
    rows = episodes(year)
    ends = rows.REC.filled & (rows.REC != GOES_ON)
    return rows.where(ends & _within(rows.DEC, year)).latest("DEC")


def _adult(year: OnePeriod, rows: View, day: np.datetime64) -> Mask:
    if not year.has("Header"):
        return np.zeros(len(rows), dtype=bool)
    return age(birth_dates(year, rows), day) >= ADULT


def _within(dates: Dates, year: OnePeriod) -> Mask:
    inside: Mask = (dates >= year.start) & (dates <= year.end)
    return inside


def record_of(rows: View, table: View) -> View:
    """The first record in `table` of each row's child; absent where it has none."""
    place = np.full(table.base.children + 1, -1, dtype=np.intp)
    known = np.flatnonzero(table.child >= 0)[::-1]
    place[table.child[known]] = known
    return table.take(place[rows.child])


def birth_dates(year: OnePeriod, rows: View) -> Dates:
    """Each row's child's date of birth, from Header."""
    dates: Dates = record_of(rows, year.Header).DOB
    return dates
