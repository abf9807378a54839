"""Health and outcomes of children looked after for the 12 months to 31 March."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.panels import Panel
from cstools_validate_903.statistics import charts, cohorts
from cstools_validate_903.statistics.figures import Figures, bands, chosen
from cstools_validate_903.statistics.subject import Subject, split_panel
from cstools_validate_903.statistics.tables import Mean, Share, measure_table
from cstools_validate_903.statistics.wholes import ALL_YEAR

if TYPE_CHECKING:
    from cstools_validate_903.engine import OneYear, View
    from cstools_validate_903.statistics.years import Years

UNDER_FIVE = f"{ALL_YEAR}, under 5"
TEN_AND_OVER = f"{ALL_YEAR}, 10 and over"
SDQ_AGE = f"{ALL_YEAR}, 5 to 16"
SCORED = "with an SDQ score"
SUBSTANCE = "substance misuse"
SDQ = "SDQ score"
NO_RECORD = f"{ALL_YEAR}, without a record of health"
CONCERN = "17 to 40, of concern"
SDQ_BAND = bands("SDQ band", "SDQ score", "0 to 13, normal", "14 to 16, borderline", CONCERN)

CHECKS = (
    Share("Annual health assessment", "HEALTH_ASSESSMENT", ALL_YEAR),
    Share("Teeth checked by a dentist", "TEETH_CHECK", ALL_YEAR),
    Share("Immunisations up to date", "IMMUNISATIONS", ALL_YEAR),
    Share("Development checks up to date (under 5)", "HEALTH_CHECK", UNDER_FIVE),
)
CONVICTED = Share("Convicted or cautioned (10 and over)", "CONVICTED", TEN_AND_OVER)
MISUSE = Share("Substance misuse problem", SUBSTANCE, ALL_YEAR)
SDQ_MEAN = Mean("Average SDQ score (5 to 16)", SDQ, SCORED)
MEASURES = (
    *CHECKS,
    CONVICTED,
    MISUSE,
    Share("Received help with substance misuse", "INTERVENTION_RECEIVED", SUBSTANCE),
    Share("Was offered help with substance misuse", "INTERVENTION_OFFERED", SUBSTANCE),
    Share("SDQ score submitted (5 to 16)", SCORED, SDQ_AGE),
    SDQ_MEAN,
)


def count(year: OneYear, figures: Figures) -> None:
    """Count health checks, offending, substance misuse and SDQ scores."""
    rows = cohorts.full_year(year)
    record = cohorts.record_of(rows, year.OC2)
    ages = cohorts.age(record.DOB, year.end)
    if year.has("Header"):
        ages = cohorts.age(cohorts.birth_dates(year, rows), year.end)
    figures.count(ALL_YEAR, len(rows))
    figures.count(NO_RECORD, (~record.exists).sum())
    young = (ages >= 0) & (ages < 5)
    figures.part(UNDER_FIVE, young.sum(), ALL_YEAR)
    figures.part(TEN_AND_OVER, (ages >= 10).sum(), ALL_YEAR)
    for check in CHECKS[:3]:
        figures.part(check.key, (getattr(record, check.key) == "1").sum(), check.whole)
    figures.part("HEALTH_CHECK", (young & (record.HEALTH_CHECK == "1")).sum(), UNDER_FIVE)
    figures.part("CONVICTED", ((ages >= 10) & (record.CONVICTED == "1")).sum(), TEN_AND_OVER)
    misuse = record.SUBSTANCE_MISUSE == "1"
    figures.part(SUBSTANCE, misuse.sum(), ALL_YEAR)
    for column in ("INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"):
        figures.part(column, (misuse & (getattr(record, column) == "1")).sum(), SUBSTANCE)
    aged = (ages >= 5) & (ages <= 16)
    figures.part(SDQ_AGE, aged.sum(), ALL_YEAR)
    _count_sdq(record.where(aged), figures)


def _count_sdq(records: View, figures: Figures) -> None:
    score = records.SDQ_SCORE.number
    score = score[(score >= 0) & (score <= 40) & (score == np.floor(score))]
    figures.part(SCORED, len(score), SDQ_AGE)
    figures.split(SDQ_BAND, chosen(score <= 13, score <= 16, score <= 40), SCORED)
    figures.average(SDQ, score, SCORED)


def _show(years: Years) -> list[Panel]:
    checks = ", ".join(
        f"{years.share(check.key, check.whole)} for {check.label[0].lower()}{check.label[1:]}"
        for check in CHECKS[:3]
    )
    text = f"Of {years.whole(ALL_YEAR)}: {checks}."
    missing = (
        f"{years.now.children(NO_RECORD)} of them without an OC2 record count as not having had a "
        "check.",
    )
    caveats = missing if years.now.count(NO_RECORD) else ()
    return [
        Panel(
            "Health checks",
            text,
            spec=charts.share_bars(years, CHECKS, text),
            caveats=years.caveats(*caveats),
        ),
        _scores(years),
        Panel(
            "Health and outcomes, all figures",
            f"These figures are out of {years.whole(ALL_YEAR)}, or of those of an age among them.",
            table=measure_table(years, MEASURES),
            caveats=years.caveats(*caveats),
        ),
    ]


def _scores(years: Years) -> Panel:
    average = years.now.average(SDQ)
    mean = f"on average {average}; " if isinstance(average, int | float) else ""
    text = (
        f"The SDQ scores of {years.now.children(SCORED)} aged 5 to 16 are {mean}of concern for "
        f"{years.share(SDQ_BAND.cell(CONCERN), SCORED)}."
    )
    return split_panel(years, "Strengths and difficulties", SDQ_BAND, SCORED, text=text)


SUBJECT = Subject("health checks, SDQ, offending and substance misuse", count, _show)
