"""Who is looked after on 31 March: age, sex, ethnicity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.charts import Chart, bars
from cstools.figures import NOT_KNOWN, UNKNOWN, Split, bands, in_words, is_small
from cstools_ssda903 import care
from cstools_statistics_903.charts import CHILDREN
from cstools_statistics_903.left_out import BIRTHS, EPISODES
from cstools_statistics_903.lines import broken_down
from cstools_statistics_903.subject import Subject, split_panel
from cstools_statistics_903.wholes import LOOKED_AFTER
from cstools_statistics_903.year_counts import YearCounts, places

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools import Panel
    from cstools.rules import OnePeriod
    from cstools_statistics_903.years import Years

AGES = ("Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")
_AGE_EDGES = (1, 5, 10, 16)
AGE = bands("age", "Age on 31 March", *AGES)
SEX = Split("sex", "Sex", {"Male": ("1", "M"), "Female": ("2", "F")}, ranked=False)
ETHNICITY = Split(
    "ethnicity",
    "Ethnicity",
    {
        "White": ("WBRI", "WIRI", "WOTH", "WIRT", "WROM"),
        "Mixed or multiple ethnic groups": ("MWBC", "MWBA", "MWAS", "MOTH"),
        "Asian or Asian British": ("AIND", "APKN", "ABAN", "AOTH", "CHNE"),
        "Black, African, Caribbean or Black British": ("BCRB", "BAFR", "BOTH"),
        "Other ethnic group": ("OOTH",),
        "Refused or not yet obtained": ("REFU", "NOBT"),
    },
)
ADULTS = "18 or over and still open"


def age_places(ages: NDArray[np.int64]) -> NDArray[np.intp]:
    """For each age the place of its band among `AGES`; one more for an age not known."""
    band = np.searchsorted(_AGE_EDGES, ages, side="right")
    return np.where(ages < 0, len(AGES), band).astype(np.intp)


def count(year: OnePeriod, figures: YearCounts) -> None:
    """Count who was looked after."""
    rows = care.looked_after(year)
    header = care.record_of(rows, year.Header)
    ages = age_places(care.age(header.DOB, year.end))
    sexes = places(SEX, header.SEX)
    figures.count(LOOKED_AFTER, len(rows))
    figures.count(ADULTS, len(care.adults(year)))
    figures.split(AGE, ages, LOOKED_AFTER)
    figures.split(SEX, sexes, LOOKED_AFTER)
    figures.split(ETHNICITY, places(ETHNICITY, header.ETHNIC), LOOKED_AFTER)
    figures.known(SEX, LOOKED_AFTER)
    figures.dated(year, EPISODES, of=(LOOKED_AFTER,))
    figures.dated(year, BIRTHS)
    figures.coded(year, SEX, "Header", "SEX", header.SEX)
    figures.coded(year, ETHNICITY, "Header", "ETHNIC", header.ETHNIC)
    for place, label in enumerate(AGE.labels):
        for other, sex in enumerate(SEX.labels):
            figures.count(_cross(label, sex), ((ages == place) & (sexes == other)).sum())


def _cross(age: str, sex: str) -> str:
    return f"age and sex: {age}, {sex}"


def _show(years: Years) -> list[Panel]:
    adults = (
        f"Left out: {years.now.children(ADULTS, 'young people', 'young person')} with an episode "
        "still open on 31 March although they were 18 or over."
    )
    more = (adults,) if years.now.count(ADULTS) else ()
    ethnic = split_panel(years, "Looked after on 31 March, by ethnicity", ETHNICITY, LOOKED_AFTER)
    return [_by_age(years, more), ethnic]


def _by_age(years: Years, caveats: tuple[str, ...]) -> Panel:
    counts = years.now.counts.counts
    cells = {(a, s): counts[_cross(a, s)] for a in AGE.labels for s in SEX.labels}
    if any(is_small(number, years.now.limit) for number in cells.values()):
        alone = "Age is not shown by sex, because some of the numbers would be too small."
        title = "Looked after on 31 March, by age"
        return split_panel(years, title, AGE, LOOKED_AFTER, *caveats, alone, made_from=(BIRTHS,))
    text = f"Of {years.whole(LOOKED_AFTER)}, {years.top(AGE, LOOKED_AFTER)}.{_boys(years)}"
    return _crossed(cells).panel(
        "Looked after on 31 March, by age and sex",
        text,
        caveats=years.caveats(*caveats, made_from=(EPISODES, BIRTHS, SEX.key)),
        figures=broken_down(years, LOOKED_AFTER, AGE, SEX),
    )


def _boys(years: Years) -> str:
    unknown = SEX.cell(SEX.rest)
    male = years.now.percent(SEX.cell("Male"), SEX.known, unknown=unknown)
    if male == UNKNOWN and years.now.count(LOOKED_AFTER) != UNKNOWN:
        return " Their sex is not known."
    if isinstance(male, str):
        return ""
    if male is None:
        return ""
    number = years.now.count(unknown)
    known = f"those whose sex is known (of {in_words(number)} it is not)" if number else "all"
    return f" Boys are {male}% of {known}."


def _crossed(cells: dict[tuple[str, str], int]) -> Chart:
    sexes = [s for s in SEX.labels if s != NOT_KNOWN or any(cells[a, s] for a in AGE.labels)]
    ages = [a for a in AGE.labels if a != NOT_KNOWN or any(cells[a, s] for s in sexes)]
    values = [{AGE.title: a, "Sex": s, CHILDREN: cells[a, s]} for a in ages for s in sexes]
    return bars(values, AGE.title, CHILDREN, series="Sex", order=ages)


SUBJECT = Subject("age, sex and ethnicity of those looked after", count, _show)
