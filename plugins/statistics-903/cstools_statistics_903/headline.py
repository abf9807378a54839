"""The headline figures: one line per measure, this year beside last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import Panel
from cstools.figures import Count
from cstools_statistics_903.left_out import (
    ADOPTIONS,
    BIRTHS,
    EPISODES,
    LEAVERS,
    OC2,
)
from cstools_statistics_903.left_out import MISSING as PERIODS
from cstools_statistics_903.left_out import REVIEWS as REVIEW_DATES
from cstools_statistics_903.left_out import UASC as UASC_RECORDS
from cstools_statistics_903.lines import measured
from cstools_statistics_903.subjects import (
    adoption,
    care_leavers,
    health,
    location,
    missing,
    reviews,
    stability,
    unaccompanied,
)
from cstools_statistics_903.subjects.movement import REASON
from cstools_statistics_903.tables import measure_table
from cstools_statistics_903.wholes import CEASED, LOOKED_AFTER, STARTED

if TYPE_CHECKING:
    from cstools.figures import Measure
    from cstools_statistics_903.years import Years

MEASURES: tuple[Measure, ...] = (
    Count("Looked after on 31 March", LOOKED_AFTER),
    unaccompanied.MEASURES[0],
    *location.MEASURES,
    Count("Started to be looked after", STARTED),
    Count("Ceased to be looked after", CEASED),
    *stability.MEASURES,
    *missing.MEASURES,
    *reviews.MEASURES,
    *health.CHECKS,
    health.SDQ_MEAN,
    health.CONVICTED,
    health.MISUSE,
    *adoption.MEASURES,
    *care_leavers.OLDER.measures,
    *care_leavers.YOUNGER.measures,
)

# What the figures above are told by; the codes of the breakdowns stand with these.
MADE_FROM = (
    *(EPISODES, BIRTHS, REASON.key),
    *(PERIODS, missing.MISSING, REVIEW_DATES, OC2, health.OC2_CODES, health.SDQ_BAND.key),
    *(ADOPTIONS, LEAVERS, UASC_RECORDS),
    *(split.key for group in care_leavers.GROUPS for split, _ in group.columns),
)
_CAVEATS = (
    "Children looked after only for short breaks (legal status V3 or V4) are left out throughout, "
    "as in the published statistics.",
    "A year is named by its 31 March; changes of percentages are in percentage points (pts).",
    "Worked out from this return alone. The Department corrects returns and brings together those "
    "of all authorities, so its figures can differ.",
)


def headline(years: Years) -> list[Panel]:
    """The headline panel, if there is anything to show in it."""
    table = measure_table(years, MEASURES, places=0)
    if table.empty:
        return []
    left_out = years.left_out(*MADE_FROM)
    caveats = (*left_out, *_CAVEATS, *years.hiding)
    return [
        Panel(
            "Headline figures",
            _sentence(years),
            table=table,
            caveats=caveats,
            figures=measured(years, MEASURES),
        )
    ]


def _sentence(years: Years) -> str:
    """Who was looked after, started and ceased, as far as the return tells."""
    day = f"31 March {years.now.year}"
    sentences = []
    if years.has(LOOKED_AFTER):
        sentences.append(
            f"The return shows {years.now.children(LOOKED_AFTER)} looked after on {day}."
        )
    if years.has(STARTED):
        sentences.append(
            f"In the year to {day}, {years.now.children(STARTED)} started to be looked after and "
            f"{years.now.children(CEASED)} ceased to be looked after."
        )
    return " ".join(sentences) or "What this return can tell."
