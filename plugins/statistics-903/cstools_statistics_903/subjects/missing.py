"""Children missing from care or away without authorisation in the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools import Panel
from cstools.figures import Count, Mean, Share
from cstools_ssda903 import care
from cstools_ssda903.care import records
from cstools_statistics_903.left_out import EPISODES, LeftOut, unknown_codes
from cstools_statistics_903.left_out import MISSING as PERIODS
from cstools_statistics_903.lines import measured
from cstools_statistics_903.subject import Subject
from cstools_statistics_903.tables import measure_table
from cstools_statistics_903.wholes import IN_YEAR

if TYPE_CHECKING:
    from cstools.rules import OnePeriod
    from cstools_statistics_903.year_counts import YearCounts
    from cstools_statistics_903.years import Years

MISSING = "missing"
AWAY = "away without authorisation"
_CODES = {MISSING: "M", AWAY: "A"}


def incidents(kind: str) -> str:
    """Key of the number of incidents, and of their average per child."""
    return f"{kind}, incidents"


MEASURES = (
    Share("Went missing", MISSING, IN_YEAR),
    Count("Missing incidents", incidents(MISSING)),
    Mean("Missing incidents per child who went missing", incidents(MISSING), MISSING),
    Share("Away without authorisation", AWAY, IN_YEAR),
    Count("Incidents of being away", incidents(AWAY)),
    Mean("Incidents per child who was away", incidents(AWAY), AWAY),
)


def count(year: OnePeriod, figures: YearCounts) -> None:
    """Count children and incidents; one that was open on 1 April counts."""
    looked_after, missing = care.looked_after_in_year(year), records(year, "Missing")
    figures.count(IN_YEAR, looked_after.member.sum())
    lasts = missing.blank("MIS_END") | (missing.MIS_END >= year.start)
    rows = missing.among(looked_after) & (missing.MIS_START <= year.end) & lasts
    for kind, code in _CODES.items():
        children = missing.child[rows & (missing.MISSING == code)]
        each = np.unique(children, return_counts=True)[1]
        figures.part(kind, len(each), IN_YEAR)
        figures.things(incidents(kind), each.sum(), kind)
        figures.average(incidents(kind), each, kind)
    figures.dated(year, EPISODES, of=(IN_YEAR,))
    figures.dated(year, PERIODS, of=[k for kind in _CODES for k in (kind, incidents(kind))])
    odd = unknown_codes(year, "Missing", "MISSING", missing.MISSING)
    if odd.any():
        why = ("has a code that is not known and is not counted",)
        more = "have a code that is not known and are not counted"
        beyond = LeftOut(int(odd.sum()), len(missing), PERIODS.noun, (*why, more))
        figures.left_out[MISSING] = (beyond,)


def _show(years: Years) -> list[Panel]:
    average = years.now.average(incidents(MISSING))
    text = f"Of {years.whole(IN_YEAR)}, those who went missing are {years.share(MISSING, IN_YEAR)}."
    if isinstance(average, int | float):
        text += f" Each of them went missing {average} times on average."
    caveat = (
        "Some authorities record every incident as missing and none as away without authorisation, "
        "so the two are best read together."
    )
    table = measure_table(years, MEASURES)
    used = (EPISODES, PERIODS, MISSING)
    caveats = years.caveats(caveat, made_from=used)
    return [
        Panel(
            "Missing in the year",
            text,
            table=table,
            caveats=caveats,
            figures=measured(years, MEASURES),
        )
    ]


SUBJECT = Subject("missing", count, _show)
