"""Whether every review of a child looked after on 31 March was held on time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools import Panel
from cstools.figures import Share
from cstools.rules import OnePeriod, Return, days
from cstools_ssda903 import care
from cstools_ssda903.care import history
from cstools_statistics_903.left_out import EPISODES
from cstools_statistics_903.left_out import REVIEWS as REVIEW_DATES
from cstools_statistics_903.lines import measured
from cstools_statistics_903.subject import Subject
from cstools_statistics_903.tables import measure_table
from cstools_statistics_903.working_days import working_days_after

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools.rules import View
    from cstools_statistics_903.year_counts import YearCounts
    from cstools_statistics_903.years import Years

    Dates = NDArray[np.datetime64]

FIRST_WITHIN = 20  # working days from the start of the period of care
SECOND_WITHIN = 3  # months from the first review
NEXT_WITHIN = 6  # months from the review before

DUE = "looked after on 31 March with a review due in the year"
ON_TIME = "all reviews on time"
MEASURES = (Share("All reviews in the year on time", ON_TIME, DUE),)


def count(year: OnePeriod, figures: YearCounts) -> None:
    """Count the children for whom a review fell due, and those with none of them late."""
    rows = care.looked_after(year)
    review_child, reviewed = _review_dates(year)
    since, fresh, first_due = _first_due(year, rows)
    counted = ~fresh | (first_due <= year.end)
    place = np.full(year.children + 1, -1, dtype=np.intp)
    place[rows.child] = np.arange(len(rows))
    of_row = place[review_child]
    of_row, reviewed = of_row[of_row >= 0], reviewed[of_row >= 0]
    # A review before the period of care began belongs to an earlier one.
    own = (reviewed >= since[of_row]) & (reviewed <= year.end)
    late = _late(of_row[own], reviewed[own], first_due, fresh, year)
    figures.count(DUE, counted.sum())
    figures.part(ON_TIME, (counted & ~late).sum(), DUE)
    figures.dated(year, EPISODES, of=(DUE,))
    figures.dated(year, REVIEW_DATES, of=(ON_TIME,))


def _review_dates(year: OnePeriod) -> tuple[NDArray[np.int32], Dates]:
    """Child and date of each review, last year's return included; no two of a child on one day."""
    views = [year.Reviews]
    if isinstance(year, Return) and year.last.has("Reviews"):
        views.append(year.last.Reviews)
    views = [view.where((view.child >= 0) & ~np.isnat(view.REVIEW)) for view in views]
    child = np.concatenate([view.child for view in views])
    reviewed = np.concatenate([view.REVIEW for view in views])
    order = np.lexsort((reviewed, child))
    child, reviewed = child[order], reviewed[order]
    new = np.ones(len(child), dtype=bool)
    new[1:] = (child[1:] != child[:-1]) | (reviewed[1:] != reviewed[:-1])
    return child[new], reviewed[new]


def _first_due(year: OnePeriod, rows: View) -> tuple[Dates, NDArray[np.bool_], Dates]:
    """For each child: from when reviews count, whether they are known from the first, when due.

    The reviews of a child whose period of care began before the returns do are known from then on
    only. The one before was at the latest on the day before, so the next is due six months later.
    """
    eps = history(year)
    first = eps.first[eps.current(rows)]
    opened, known = eps.start[first], eps.begins[first]
    returns_begin = year.start
    if isinstance(year, Return) and year.last.has("Reviews"):
        returns_begin = year.last.start
    fresh = known & (opened >= returns_begin)
    due = np.full(len(rows), add_months(np.array([returns_begin - days(1)]), NEXT_WITHIN)[0])
    due[fresh] = working_days_after(opened[fresh], FIRST_WITHIN)
    return np.maximum(opened, returns_begin), fresh, due


def _late(
    of_row: NDArray[np.intp],
    reviewed: Dates,
    first_due: Dates,
    fresh: NDArray[np.bool_],
    year: OnePeriod,
) -> NDArray[np.bool_]:
    """For each child, whether a review in the year was late or is missing at its end."""
    number = len(first_due)
    # The day after the year stands for a review that was not held in time.
    row = np.concatenate([of_row, np.arange(number)])
    day = np.concatenate([reviewed, np.full(number, year.end + days(1))])
    order = np.lexsort((day, row))
    row, day = row[order], day[order]
    place = np.arange(len(row)) - np.searchsorted(row, row)
    due = first_due[row]
    second, later = place == 1, place >= 2
    before = np.concatenate([day[:1], day[:-1]])
    soon = second & fresh[row]
    due[soon] = add_months(before[soon], SECOND_WITHIN)
    rest = later | (second & ~fresh[row])
    due[rest] = add_months(before[rest], NEXT_WITHIN)
    late = np.zeros(number, dtype=bool)
    late[row[(day > due) & (day >= year.start)]] = True
    return late


def add_months(dates: Dates, number: int) -> Dates:
    """The same day `number` months later, or the last of that month when it has no such day."""
    month = dates.astype("datetime64[M]")
    target = month + number
    last = (target + 1).astype("datetime64[D]") - days(1)
    moved: Dates = target.astype("datetime64[D]") + (dates - month.astype("datetime64[D]"))
    return np.minimum(moved, last)


def _show(years: Years) -> list[Panel]:
    text = (
        f"Of {years.now.children(DUE)} looked after on 31 March {years.now.year} with a review due "
        f"in the year, those with every review on time are {years.share(ON_TIME, DUE)}."
    )
    caveats = (
        "On time: the first review within 20 working days of the start, the second within three "
        "months of the first, each later one within six months of the one before.",
        "A return holds the reviews of its year only. Where care began earlier, the first review "
        "in the year counts as late only when it must have been, so the figure is likely too high "
        "without last year’s return.",
        *years.reach,
    )
    table = measure_table(years, MEASURES)
    used = (EPISODES, REVIEW_DATES)
    notes = years.caveats(*caveats, made_from=used)
    return [
        Panel(
            "Reviews on time", text, table=table, caveats=notes, figures=measured(years, MEASURES)
        )
    ]


SUBJECT = Subject("reviews on time", count, _show)
