"""How stable placements are: three or more in the year, two years in the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools import Panel
from cstools.figures import Share, bands
from cstools.rules import add_years, days
from cstools_ssda903 import care
from cstools_ssda903.care import history, placements, rows_of
from cstools_statistics_903.left_out import BIRTHS, EPISODES
from cstools_statistics_903.lines import measured
from cstools_statistics_903.subject import Subject, split_panel
from cstools_statistics_903.tables import measure_table
from cstools_statistics_903.wholes import LOOKED_AFTER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools.rules import Mask, OnePeriod, View
    from cstools_statistics_903.year_counts import YearCounts
    from cstools_statistics_903.years import Years

MANY = "3 or more"
NUMBER = bands("placements in the year", "Placements in the year", "1", "2", MANY)
LONG = "under 16 and looked after for 2½ years"
STAYED = "in the same placement for 2 years"
UNSURE = "under 16 and not known how long looked after"
MEASURES = (
    Share("Three or more placements in the year", NUMBER.cell(MANY), LOOKED_AFTER),
    Share("Two years in the same placement (under 16, 2½ years in care)", STAYED, LONG),
)
_UNDER = 16


def count_number(year: OnePeriod, figures: YearCounts) -> None:
    """Count children by the number of their placements in the year."""
    rows = care.looked_after(year)
    figures.count(LOOKED_AFTER, len(rows))
    # A child with temporary placements only is somewhere, too.
    number = np.maximum(_placements_in_year(year, rows), 1)
    figures.split(NUMBER, np.minimum(number, 3) - 1, LOOKED_AFTER)
    figures.dated(year, EPISODES, of=(LOOKED_AFTER,))


def _placements_in_year(year: OnePeriod, rows: View) -> NDArray[np.intp]:
    """How many placements each row's child had, those open on the first and last day included."""
    spells = placements(year)
    starts, ends = spells.episodes.start[spells.beginnings], spells.ends
    still = np.isnat(ends)
    counted = (still | (ends >= year.start)) & (still | (ends - starts >= days(1)))
    children = spells.episodes.child[spells.beginnings][counted]
    numbers: NDArray[np.intp] = np.bincount(children, minlength=year.children + 1)[rows.child]
    return numbers


def count_length(year: OnePeriod, figures: YearCounts) -> None:
    """Count who has been in the same placement for two years."""
    rows = care.looked_after(year)
    ages = care.age(care.birth_dates(year, rows), year.end)
    young = rows.where((ages >= 0) & (ages < _UNDER))
    eps = history(year)
    first = eps.first[eps.current(young)]
    two_and_a_half_years_ago = np.datetime64(f"{year.year - 3}-09-30", "D")
    long = eps.start[first] <= two_and_a_half_years_ago
    figures.count(UNSURE, (~long & ~eps.begins[first]).sum())
    figures.count(LONG, long.sum())
    figures.part(STAYED, _two_years(year, young.where(long)).sum(), LONG)
    figures.dated(year, EPISODES, of=(LONG, UNSURE))
    figures.dated(year, BIRTHS, of=(LONG, UNSURE))


def _two_years(year: OnePeriod, rows: View) -> Mask:
    """Rows whose child has been in its placement, and the one before adoption, for two years."""
    eps, spells = history(year), placements(year)
    limit = add_years(np.array([year.end]), -2)[0]
    periods = eps.first[eps.current(rows)]
    stayed = np.zeros(len(rows), dtype=bool)
    for row, place in rows_of(spells.current(rows)):
        begins = int(spells.first[place])
        if spells.episodes.adoptive[place]:
            begins = spells.before(place)
        same_period = spells.period[place] == periods[row]
        stayed[row] = same_period and spells.episodes.start[begins] <= limit
    return stayed


def _show_number(years: Years) -> list[Panel]:
    many = years.share(NUMBER.cell(MANY), LOOKED_AFTER)
    text = f"Of {years.whole(LOOKED_AFTER)}, those with three or more placements are {many}."
    caveat = (
        "Temporary placements, coming back from one, changes of placement with the same carer and "
        "placements of less than a day are not counted."
    )
    return [split_panel(years, "Placements in the year", NUMBER, LOOKED_AFTER, caveat, text=text)]


def _show_length(years: Years) -> list[Panel]:
    text = (
        f"Of {years.now.children(LONG)} under 16 looked after for at least 2½ years on 31 March "
        f"{years.now.year}, those in the same placement for at least two years are "
        f"{years.share(STAYED, LONG)}."
    )
    caveats = [
        "A return holds the episodes of its year only. How long a child has been looked after is "
        "seen from episodes that reach back, and from last year’s return where it was given.",
        *years.reach,
    ]
    if years.now.count(UNSURE):
        caveats.append(
            f"Left out: {years.now.children(UNSURE)} under 16 for whom these do not tell whether "
            "it is 2½ years; mostly they moved lately, so the percentage is likely too high."
        )
    table = measure_table(years, MEASURES)
    used = (EPISODES, BIRTHS)
    notes = years.caveats(*caveats, made_from=used)
    return [
        Panel(
            "Placement stability",
            text,
            table=table,
            caveats=notes,
            figures=measured(years, MEASURES),
        )
    ]


NUMBER_SUBJECT = Subject("placements in the year", count_number, _show_number)
LENGTH_SUBJECT = Subject("two years in the same placement", count_length, _show_length)
