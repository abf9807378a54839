"""Which children a figure is about, one row each; short breaks are left out throughout."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from cstools.rules import OnePeriod, Return, View, shared
from cstools_validate_903.blocks import care
from cstools_validate_903.statistics.left_out import records

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools.rules import ChildSet, Mask

ADULT = 18


@shared
def episodes(year: OnePeriod) -> View:
    """Episodes of children looked after other than for short breaks (legal status V3, V4)."""
    ep = records(year, "Episodes")
    return ep.where(~ep.LS.isin(*care.RESPITE))


@shared
def open_at_year_end(year: OnePeriod) -> View:
    """For each child the episode that is open at the end of 31 March; of several the latest.

    An episode that begins on 31 March is open, one that ends on it is not.
    """
    ep = episodes(year)
    still = ep.blank("DEC") | (ep.DEC > year.end)
    return ep.where(still & (ep.DECOM <= year.end)).latest("DECOM")


@shared
def looked_after(year: OnePeriod) -> View:
    """The episode at 31 March of each child looked after then who is not yet 18."""
    at_end = open_at_year_end(year)
    return at_end.where(~_adult(year, at_end))


@shared
def adults(year: OnePeriod) -> View:
    """Episodes open at 31 March of those who were 18 by then; they are not counted."""
    at_end = open_at_year_end(year)
    return at_end.where(_adult(year, at_end))


def _adult(year: OnePeriod, rows: View) -> Mask:
    if not year.has("Header"):
        return np.zeros(len(rows), dtype=bool)
    return age(birth_dates(year, rows), year.end) >= ADULT


@shared
def looked_after_in_year(year: OnePeriod) -> ChildSet:
    """Children looked after at any time in the year, its first and last day included."""
    ep = episodes(year)
    return ep.children((ep.DECOM <= year.end) & (ep.blank("DEC") | (ep.DEC >= year.start)))


@shared
def full_year(year: OnePeriod) -> View:
    """Of those looked after at 31 March, the ones looked after for the whole year."""
    rows = looked_after(year)
    # The block reads nothing that last year's return lacks.
    return rows.where(rows.among(care.looked_after_all_year(cast(Return, year))))


@shared
def started(year: OnePeriod) -> View:
    """For each child who started to be looked after in the year, the first episode that did."""
    ep = episodes(year)
    return ep.where((ep.RNE == "S") & _within(ep.DECOM, year)).earliest("DECOM")


@shared
def ceased(year: OnePeriod) -> View:
    """For each child who ceased to be looked after in the year, the last episode that ended so."""
    ep = episodes(year)
    return ep.where(ep.REC.filled & (ep.REC != "X1") & _within(ep.DEC, year)).latest("DEC")


def _within(dates: NDArray[np.datetime64], year: OnePeriod) -> Mask:
    inside: Mask = (dates >= year.start) & (dates <= year.end)
    return inside


def record_of(rows: View, table: View) -> View:
    """The first record in `table` of each row's child; absent where it has none."""
    place = np.full(table.base.children + 1, -1, dtype=np.intp)
    known = np.flatnonzero(table.child >= 0)[::-1]
    place[table.child[known]] = known
    return table.take(place[rows.child])


def birth_dates(year: OnePeriod, rows: View) -> NDArray[np.datetime64]:
    """Each row's child's date of birth, from Header."""
    dates: NDArray[np.datetime64] = record_of(rows, year.Header).DOB
    return dates


def age(
    born: NDArray[np.datetime64], on: NDArray[np.datetime64] | np.datetime64
) -> NDArray[np.int64]:
    """Age in whole years on a day, the birthday included; -1 where not known or not yet born."""
    on = np.broadcast_to(np.asarray(on, dtype="datetime64[D]"), born.shape)
    known = ~np.isnat(born) & ~np.isnat(on) & (born <= on)
    years = np.full(len(born), -1, dtype=np.int64)
    born, on = born[known], on[known]
    months = (on.astype("datetime64[M]") - born.astype("datetime64[M]")).astype(np.int64)
    years[known] = (months - (_day_of_month(on) < _day_of_month(born))) // 12
    return years


def _day_of_month(dates: NDArray[np.datetime64]) -> NDArray[np.int64]:
    days: NDArray[np.int64] = (dates - dates.astype("datetime64[M]")).astype(np.int64)
    return days
