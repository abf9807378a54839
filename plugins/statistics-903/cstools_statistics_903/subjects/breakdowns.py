"""Every breakdown of those looked after on 31 March in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import Panel
from cstools_ssda903 import care
from cstools_statistics_903.left_out import BIRTHS, EPISODES
from cstools_statistics_903.lines import broken_down
from cstools_statistics_903.subject import Subject
from cstools_statistics_903.subjects.care import LEGAL, NEED, PLACEMENT, PROVIDER
from cstools_statistics_903.subjects.location import DISTANCE, LOCATION
from cstools_statistics_903.subjects.people import AGE, ETHNICITY, SEX
from cstools_statistics_903.tables import breakdown_table
from cstools_statistics_903.wholes import LOOKED_AFTER

if TYPE_CHECKING:
    from cstools.rules import OnePeriod
    from cstools_statistics_903.year_counts import YearCounts
    from cstools_statistics_903.years import Years

SPLITS = (AGE, SEX, ETHNICITY, LEGAL, NEED, PLACEMENT, PROVIDER, DISTANCE, LOCATION)


def count(year: OnePeriod, figures: YearCounts) -> None:
    """Count who was looked after."""
    figures.count(LOOKED_AFTER, len(care.looked_after(year)))
    figures.dated(year, EPISODES, of=(LOOKED_AFTER,))


def _show(years: Years) -> list[Panel]:
    text = f"The return has {years.whole(LOOKED_AFTER)}; each breakdown adds up to them."
    table = breakdown_table(years, LOOKED_AFTER, SPLITS)
    caveats = years.caveats(made_from=(EPISODES, BIRTHS, *(split.key for split in SPLITS)))
    return [
        Panel(
            "Looked after on 31 March, all figures",
            text,
            table=table,
            caveats=caveats,
            figures=broken_down(years, LOOKED_AFTER, *SPLITS),
        )
    ]


SUBJECT = Subject("those looked after on 31 March", count, _show)
