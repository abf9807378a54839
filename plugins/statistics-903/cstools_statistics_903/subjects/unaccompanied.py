"""Unaccompanied asylum-seeking children (UASC)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools import Panel
from cstools.figures import Share, bands, first_that_holds
from cstools.rules import Skip
from cstools_ssda903 import care
from cstools_ssda903.care import records, tells_uasc
from cstools_statistics_903.left_out import BIRTHS, ENDS, EPISODES, STARTS
from cstools_statistics_903.left_out import UASC as RECORDS
from cstools_statistics_903.lines import broken_down, measured
from cstools_statistics_903.subject import Subject
from cstools_statistics_903.tables import breakdown_table, measure_table
from cstools_statistics_903.wholes import CEASED, LOOKED_AFTER, STARTED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools.rules import Codes, Mask, OnePeriod, View
    from cstools_statistics_903.year_counts import YearCounts
    from cstools_statistics_903.years import Years

UASC = "UASC looked after"
UASC_STARTED = "UASC who started"
UASC_CEASED = "UASC who ceased"
AGE = bands("UASC by age", "Age on 31 March", "Under 16", "16 and over")
# In Header, which tells where the table UASC is not there.
NOT_MARKED = "neither UASC nor not"
MEASURES = (
    Share("UASC looked after on 31 March", UASC, LOOKED_AFTER, NOT_MARKED),
    Share("UASC who started to be looked after", UASC_STARTED, STARTED),
    Share("UASC who ceased to be looked after", UASC_CEASED, CEASED),
)


def count(year: OnePeriod, figures: YearCounts) -> None:
    """Count those who are UASC on 31 March, when they start, and on the day before they cease."""
    rows, began, left = care.looked_after(year), care.started(year), care.ceased(year)
    figures.count(LOOKED_AFTER, len(rows))
    figures.count(STARTED, len(began))
    figures.count(CEASED, len(left))
    uasc = _on(year, rows, np.full(len(rows), year.end))
    figures.part(UASC, uasc.sum(), LOOKED_AFTER)
    if not year.has("UASC"):
        marker = care.record_of(rows, year.Header).UASC
        figures.part(NOT_MARKED, (~marker.isin("0", "1")).sum(), LOOKED_AFTER)
    figures.part(UASC_STARTED, _on(year, began, began.DECOM).sum(), STARTED)
    figures.part(UASC_CEASED, _on(year, left, left.DEC - np.timedelta64(1, "D")).sum(), CEASED)
    if year.has("Header"):
        ages = care.age(care.birth_dates(year, rows.where(uasc)), year.end)
        figures.split(AGE, first_that_holds((ages >= 0) & (ages < 16), ages >= 16), UASC)
        figures.dated(year, BIRTHS)
    figures.dated(year, EPISODES, of=(LOOKED_AFTER,))
    figures.dated(year, STARTS, of=(STARTED,))
    figures.dated(year, ENDS, of=(CEASED,))
    figures.dated(year, RECORDS)


def _on(year: OnePeriod, rows: View, day: NDArray[np.datetime64]) -> Mask:
    """Rows whose child has the status on a day: it ended after that, or has not ended."""
    if year.has("UASC"):
        record = care.record_of(rows, records(year, "UASC"))
        marked: Mask = record.exists & (record.blank("DUC") | (record.DUC > day))
        return marked
    if not tells_uasc(year):
        raise Skip("UASC was not given.")
    in_header: Codes = care.record_of(rows, year.Header).UASC
    return in_header == "1"


def _show(years: Years) -> list[Panel]:
    text = (
        f"Of {years.whole(LOOKED_AFTER)}, UASC are {years.share(UASC, LOOKED_AFTER, NOT_MARKED)}."
    )
    title = "Unaccompanied asylum-seeking children"
    table = measure_table(years, MEASURES)
    used = (EPISODES, RECORDS)
    panels = [
        Panel(
            title,
            text,
            table=table,
            caveats=years.caveats(made_from=used),
            figures=measured(years, MEASURES),
        )
    ]
    if years.has(AGE.cells[0]) and years.now.count(UASC):
        by_age = breakdown_table(years, UASC, (AGE,))
        old = years.share(AGE.cell("16 and over"), UASC)
        sentence = f"Of {years.now.children(UASC)} who are UASC, those 16 and over are {old}."
        caveats = years.caveats(made_from=(EPISODES, BIRTHS, RECORDS))
        panels.append(
            Panel(
                f"{title}, by age",
                sentence,
                table=by_age,
                caveats=caveats,
                figures=broken_down(years, UASC, AGE),
            )
        )
    return panels


SUBJECT = Subject("UASC", count, _show)
