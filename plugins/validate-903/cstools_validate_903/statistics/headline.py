"""The headline figures: one line per measure, this year beside last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.panels import Panel
from cstools_validate_903.statistics.subjects import (
    adoption,
    care_leavers,
    health,
    location,
    missing,
    reviews,
    stability,
    unaccompanied,
)
from cstools_validate_903.statistics.tables import Count, Share, measure_table
from cstools_validate_903.statistics.wholes import CEASED, LOOKED_AFTER, STARTED

if TYPE_CHECKING:
    from cstools_validate_903.statistics.tables import Measure
    from cstools_validate_903.statistics.years import Years

MEASURES: tuple[Measure, ...] = (
    Count("Looked after on 31 March", LOOKED_AFTER),
    unaccompanied.MEASURES[0],
    Share(
        "Placed outside the authority",
        location.LOCATION.cell(location.OUTSIDE),
        LOOKED_AFTER,
    ),
    Share("Placed over 20 miles from home", location.DISTANCE.cell(location.OVER), LOOKED_AFTER),
    Share(
        "Placed over 20 miles from home, outside the authority",
        location.FAR_OUTSIDE,
        LOOKED_AFTER,
    ),
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
    on_the_day = f"looked after on 31 March {years.now.year}"
    facts = [
        years.now.children(key, what, one)
        for key, what, one in (
            (LOOKED_AFTER, f"children {on_the_day}", f"child {on_the_day}"),
            (STARTED, *("who started to be in the year",) * 2),
            (CEASED, *("who ceased to be",) * 2),
        )
        if years.has(key)
    ]
    text = f"The return shows {', '.join(facts)}." if facts else "What this return can tell."
    return [Panel("Headline figures", text, table=table, caveats=(*_CAVEATS, *years.hiding))]
