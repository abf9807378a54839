"""Health and outcomes of children looked after for the 12 months to 31 March."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools import Panel
from cstools.figures import UNKNOWN, Mean, Share, bands, first_that_holds
from cstools_ssda903 import care
from cstools_statistics_903 import charts
from cstools_statistics_903.left_out import BIRTHS, EPISODES, OC2, LeftOut
from cstools_statistics_903.lines import measured
from cstools_statistics_903.subject import Subject, split_panel
from cstools_statistics_903.tables import measure_table
from cstools_statistics_903.wholes import ALL_YEAR

if TYPE_CHECKING:
    from cstools.rules import Mask, OnePeriod, View
    from cstools_statistics_903.year_counts import YearCounts
    from cstools_statistics_903.years import Years

UNDER_FIVE = f"{ALL_YEAR}, under 5"
TEN_AND_OVER = f"{ALL_YEAR}, 10 and over"
SDQ_AGE = f"{ALL_YEAR}, 5 to 16"
SCORED = "with an SDQ score"
SUBSTANCE = "substance misuse"
OC2_CODES = "codes of OC2"
ITEMS = (
    *("HEALTH_ASSESSMENT", "TEETH_CHECK", "IMMUNISATIONS", "HEALTH_CHECK", "CONVICTED"),
    *("SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"),
)
SDQ = "SDQ score"
NO_RECORD = f"{ALL_YEAR}, without a record of health"
CONCERN = "17 to 40, of concern"
SDQ_BAND = bands("SDQ band", "SDQ score", "0 to 13, normal", "14 to 16, borderline", CONCERN)


def not_known(item: str) -> str:
    """Key of the number of children for whom an item has neither yes nor no."""
    return f"{item} not known"


def _share(label: str, key: str, whole: str, item: str = "") -> Share:
    # Out of all, as it is published: an item without an answer counts as no.
    return Share(label, key, whole, not_known(item or key))


CHECKS = (
    _share("Annual health assessment", "HEALTH_ASSESSMENT", ALL_YEAR),
    _share("Teeth checked by a dentist", "TEETH_CHECK", ALL_YEAR),
    _share("Immunisations up to date", "IMMUNISATIONS", ALL_YEAR),
    _share("Development checks up to date (under 5)", "HEALTH_CHECK", UNDER_FIVE),
)
CONVICTED = _share("Convicted or cautioned (10 and over)", "CONVICTED", TEN_AND_OVER)
MISUSE = _share("Substance misuse problem", SUBSTANCE, ALL_YEAR, "SUBSTANCE_MISUSE")
SDQ_MEAN = Mean("Average SDQ score (5 to 16)", SDQ, SCORED)
MEASURES = (
    *CHECKS,
    CONVICTED,
    MISUSE,
    _share("Received help with substance misuse", "INTERVENTION_RECEIVED", SUBSTANCE),
    _share("Was offered help with substance misuse", "INTERVENTION_OFFERED", SUBSTANCE),
    Share("SDQ score submitted (5 to 16)", SCORED, SDQ_AGE),
    SDQ_MEAN,
)


def count(year: OnePeriod, figures: YearCounts) -> None:
    """Count health checks, offending, substance misuse and SDQ scores."""
    rows = care.full_year(year)
    record = care.record_of(rows, year.OC2)
    ages = care.age(record.DOB, year.end)
    if year.has("Header"):
        ages = care.age(care.birth_dates(year, rows), year.end)
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
    asked_of = {"HEALTH_CHECK": young, "CONVICTED": ages >= 10}
    asked_of |= dict.fromkeys(("INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"), misuse)
    _count_unknown(record, asked_of, figures)
    figures.dated(year, EPISODES, of=(ALL_YEAR,))
    figures.dated(year, BIRTHS)
    figures.dated(year, OC2)


def _count_unknown(record: View, asked_of: dict[str, Mask], figures: YearCounts) -> None:
    """Count for each item the children it is asked for who have neither 0 nor 1 in it."""
    everybody, odd = np.ones(len(record), dtype=bool), np.zeros(len(record), dtype=bool)
    wholes = {measure.unknown: measure.whole for measure in MEASURES if isinstance(measure, Share)}
    for item in ITEMS:
        answer = getattr(record, item)
        unknown = ~answer.isin("0", "1")
        figures.part(
            *(not_known(item), (unknown & asked_of.get(item, everybody)).sum()),
            wholes[not_known(item)],
        )
        odd |= unknown & answer.filled
    figures.odd(OC2_CODES, int(odd.sum()), len(record), "health or outcomes", "as no")


def _count_sdq(records: View, figures: YearCounts) -> None:
    score = records.SDQ_SCORE.number
    odd = records.SDQ_SCORE.filled & ~((score >= 0) & (score <= 40) & (score == np.floor(score)))
    why = ("is no whole number from 0 to 40 and is not counted",)
    more = "are no whole numbers from 0 to 40 and are not counted"
    filled = int(records.SDQ_SCORE.filled.sum())
    if odd.any():
        odd_scores = LeftOut(int(odd.sum()), filled, ("SDQ score", "SDQ scores"), (*why, more))
        figures.left_out[SDQ_BAND.key] = (odd_scores,)
    score = score[(score >= 0) & (score <= 40) & (score == np.floor(score))]
    figures.part(SCORED, len(score), SDQ_AGE)
    figures.split(SDQ_BAND, first_that_holds(score <= 13, score <= 16, score <= 40), SCORED)
    figures.average(SDQ, score, SCORED)


def _show(years: Years) -> list[Panel]:
    checks = ", ".join(
        f"{years.share(check.key, check.whole, check.unknown)} for {_small(check.label)}"
        for check in CHECKS[:3]
    )
    text = f"Of {years.whole(ALL_YEAR)}: {checks}."
    missing = (
        f"{years.now.children(NO_RECORD)} of them without an OC2 record count as not having had a "
        "check.",
    )
    caveats = missing if years.now.count(NO_RECORD) else ()
    used = (EPISODES, BIRTHS, OC2, OC2_CODES)
    return [
        charts.share_bars(years, CHECKS).panel(
            "Health checks",
            text,
            caveats=years.caveats(*caveats, made_from=used),
            figures=measured(years, CHECKS),
        ),
        _scores(years),
        Panel(
            "Health and outcomes, all figures",
            f"These figures are out of {years.whole(ALL_YEAR)}, or of those of an age among them.",
            table=measure_table(years, MEASURES),
            caveats=years.caveats(*caveats, made_from=(*used, SDQ_BAND.key)),
            figures=measured(years, MEASURES),
        ),
    ]


def _small(label: str) -> str:
    return label[0].lower() + label[1:]


def _scores(years: Years) -> Panel:
    average = years.now.average(SDQ)
    mean = f"on average {average}; " if isinstance(average, int | float) else ""
    text = (
        f"The SDQ scores of {years.now.children(SCORED)} aged 5 to 16 are {mean}of concern for "
        f"{years.share(SDQ_BAND.cell(CONCERN), SCORED)}."
    )
    if years.now.count(SCORED) == UNKNOWN:
        text = "The SDQ scores of those aged 5 to 16 are not known."
    used = (EPISODES, BIRTHS, OC2)
    return split_panel(
        years, "Strengths and difficulties", SDQ_BAND, SCORED, text=text, made_from=used
    )


SUBJECT = Subject("health checks, SDQ, offending and substance misuse", count, _show)
