"""Who started and who ceased to be looked after in the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools import Panel
from cstools.charts import columns
from cstools.figures import Split, bands, merge
from cstools_ssda903 import care
from cstools_statistics_903 import charts
from cstools_statistics_903.left_out import BIRTHS, ENDS, STARTS
from cstools_statistics_903.lines import broken_down
from cstools_statistics_903.subject import Subject, split_panel
from cstools_statistics_903.subjects.care import LEGAL_STATUSES, NEEDS
from cstools_statistics_903.subjects.people import AGES, age_places
from cstools_statistics_903.tables import breakdown_table
from cstools_statistics_903.wholes import CEASED, STARTED
from cstools_statistics_903.year_counts import YearCounts, places

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools.rules import OnePeriod
    from cstools_statistics_903.years import Years

MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
OLDER_AGES = (*AGES[:-1], "16 or 17", "18 and over")

STARTED_MONTH = bands("started by month", "Month started", *MONTHS)
STARTED_AGE = bands("started by age", "Age when started", *AGES)
STARTED_LEGAL = Split("started by legal status", "Legal status when started", LEGAL_STATUSES)
STARTED_NEED = Split("started by need", "Category of need when started", NEEDS)
CEASED_MONTH = bands("ceased by month", "Month ceased", *MONTHS)
CEASED_AGE = bands("ceased by age", "Age when ceased", *OLDER_AGES)
REASON = Split(
    "ceased by reason",
    "Reason ceased",
    {
        "Adopted": ("E11", "E12"),
        "Returned home, planned": ("E4A",),
        "Returned home, not planned": ("E4B",),
        "To a parent without parental responsibility": ("E13",),
        "Special guardianship order": ("E45", "E46", "E47", "E48"),
        "Child arrangements order": ("E41",),
        "Independent living with support": ("E5",),
        "Independent living without support": ("E6",),
        "Turned 18 and stayed with the carer": ("E17",),
        "Adult residential care": ("E7",),
        "Care taken over by another authority": ("E3",),
        "Sentenced to custody": ("E9",),
        "Remand ended": ("E14",),
        "Age assessed as 18 or over": ("E15",),
        "Moved abroad": ("E16",),
        "Died": ("E2",),
        "Any other reason": ("E8",),
    },
)


def count(year: OnePeriod, figures: YearCounts) -> None:
    """Count who started and who ceased."""
    began, left = care.started(year), care.ceased(year)
    figures.count(STARTED, len(began))
    figures.count(CEASED, len(left))
    figures.split(STARTED_MONTH, _months(began.DECOM, year), STARTED)
    figures.split(STARTED_LEGAL, places(STARTED_LEGAL, began.LS), STARTED)
    figures.split(STARTED_NEED, places(STARTED_NEED, began.CIN), STARTED)
    figures.split(CEASED_MONTH, _months(left.DEC, year), CEASED)
    figures.split(REASON, places(REASON, left.REC), CEASED)
    figures.dated(year, STARTS, of=(STARTED,))
    figures.dated(year, ENDS, of=(CEASED,))
    figures.coded(year, STARTED_LEGAL, "Episodes", "LS", began.LS)
    figures.coded(year, STARTED_NEED, "Episodes", "CIN", began.CIN)
    figures.coded(year, REASON, "Episodes", "REC", left.REC)
    if year.has("Header"):
        figures.dated(year, BIRTHS)
        ages = care.age(care.birth_dates(year, began), began.DECOM)
        figures.split(STARTED_AGE, age_places(ages), STARTED)
        ages = care.age(care.birth_dates(year, left), left.DEC)
        figures.split(CEASED_AGE, _older_places(ages), CEASED)


def _months(dates: NDArray[np.datetime64], year: OnePeriod) -> NDArray[np.intp]:
    months = dates.astype("datetime64[M]") - year.start.astype("datetime64[M]")
    places: NDArray[np.intp] = months.astype(np.intp)
    return places


def _older_places(ages: NDArray[np.int64]) -> NDArray[np.intp]:
    place = age_places(ages)
    # One band more than among those looked after: the age not known moves on by one.
    return np.where((ages < 0) | (ages >= care.ADULT), place + 1, place).astype(np.intp)


def _show(years: Years) -> list[Panel]:
    first = "A child who started more than once in the year counts once, by the first start."
    last = "A child who ceased more than once in the year counts once, by the last time."
    return [
        _by_month(years, first, last),
        split_panel(years, "Started in the year, by category of need", STARTED_NEED, STARTED),
        split_panel(years, "Ceased in the year, by reason", REASON, CEASED, last),
        Panel(
            "Started to be looked after in the year, all figures",
            f"There are {years.whole(STARTED)}.",
            table=breakdown_table(
                years, STARTED, (STARTED_MONTH, STARTED_AGE, STARTED_LEGAL, STARTED_NEED)
            ),
            caveats=years.caveats(
                first, made_from=(STARTS, BIRTHS, STARTED_LEGAL.key, STARTED_NEED.key)
            ),
            figures=broken_down(
                years, STARTED, STARTED_MONTH, STARTED_AGE, STARTED_LEGAL, STARTED_NEED
            ),
        ),
        Panel(
            "Ceased to be looked after in the year, all figures",
            f"There are {years.whole(CEASED)}.",
            table=breakdown_table(years, CEASED, (CEASED_MONTH, CEASED_AGE, REASON)),
            caveats=years.caveats(last, made_from=(ENDS, BIRTHS, REASON.key)),
            figures=broken_down(years, CEASED, CEASED_MONTH, CEASED_AGE, REASON),
        ),
    ]


def _by_month(years: Years, *caveats: str) -> Panel:
    series = {"Started": STARTED_MONTH, "Ceased": CEASED_MONTH}
    values = [
        {"Month": month, "Movement": name, **charts.number(charts.CHILDREN, count)}
        for name, split in series.items()
        for month in MONTHS
        if charts.is_shown(count := years.now.count(split.cell(month)))
    ]
    text = (
        f"In the year to 31 March {years.now.year}, {years.now.children(STARTED)} started to be "
        f"looked after and {years.now.children(CEASED)} ceased to be looked after."
    )
    chart = columns(values, "Month", charts.CHILDREN, series="Movement", order=MONTHS)
    title = "Started and ceased to be looked after, by month"
    return chart.panel(
        title,
        text,
        caveats=years.caveats(*caveats, made_from=(STARTS, ENDS)),
        figures=merge(
            [broken_down(years, STARTED, STARTED_MONTH), broken_down(years, CEASED, CEASED_MONTH)]
        ),
    )


SUBJECT = Subject("who started and ceased to be looked after", count, _show)
