"""The return as the published statistics count it: figures, tables and charts.

`panels` counts this year's return and last year's subject by subject, hides small numbers when
asked to, and makes the panels of the report. What each figure means and where its definition comes
from stands in the documentation under statistics.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cstools import describe
from cstools.rules import Skip
from cstools_ssda903.needs import local_authority
from cstools_statistics_903.headline import MADE_FROM, headline
from cstools_statistics_903.lines import slug
from cstools_statistics_903.subjects import (
    adoption,
    breakdowns,
    care,
    care_leavers,
    health,
    location,
    missing,
    movement,
    people,
    reviews,
    stability,
    unaccompanied,
)
from cstools_statistics_903.year_counts import PublishedYear, YearCounts
from cstools_statistics_903.years import Years

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools import Panel
    from cstools.rules import OnePeriod, Return
    from cstools_statistics_903.subject import Subject

__all__ = ["SUBJECTS", "panels"]

SUBJECTS: tuple[Subject, ...] = (
    people.SUBJECT,
    care.SUBJECT,
    location.LOCATION_SUBJECT,
    location.DISTANCE_SUBJECT,
    breakdowns.SUBJECT,
    movement.SUBJECT,
    stability.NUMBER_SUBJECT,
    stability.LENGTH_SUBJECT,
    missing.SUBJECT,
    reviews.SUBJECT,
    health.SUBJECT,
    adoption.SUBJECT,
    care_leavers.SUBJECT,
    unaccompanied.SUBJECT,
)


def panels(ret: Return, suppress: int = 0) -> tuple[list[Panel], list[str]]:
    """Count a return and show it.

    Args:
        ret: the prepared return; last year's is shown beside it when it has tables.
        suppress: counts from 1 to this number are hidden, with what would give them away.

    Returns:
        The panels in reading order, and sentences on what could not be shown, or is not counted,
        and why.
    """
    now, reasons = count(ret)
    area = _area(ret)
    years = Years(PublishedYear(str(ret.year), now, suppress), area=area)
    if any(True for _ in ret.last.tables):
        before, _ = count(ret.last)
        years = Years(years.now, PublishedYear(str(ret.year - 1), before, suppress), area)
    subjects = [subject for subject in SUBJECTS if subject.name not in reasons]
    every_panel = [
        *_grouped("", headline(years)),
        *(p for subject in subjects for p in _grouped(subject.name, subject.show(years))),
    ]
    notes = [*_notes(reasons), *_left_out(years)]
    return [panel for panel in every_panel if _has_content(panel)], notes


def _grouped(name: str, several: list[Panel]) -> Iterator[Panel]:
    """The panels of a subject under its heading, each with an id made of its title."""
    group = name[:1].upper() + name[1:]
    for panel in several:
        yield replace(panel, group=group, id=slug(panel.title))


def _area(ret: Return) -> str:
    try:
        return local_authority(ret) or ""
    except Skip:
        return ""


def count(year: OnePeriod) -> tuple[YearCounts, dict[str, str]]:
    """Count one year's return.

    Returns:
        The figures, and for each subject that could not be counted the reason.
    """
    figures, reasons = YearCounts(), dict[str, str]()
    for subject in SUBJECTS:
        own = YearCounts()
        try:
            subject.count(year, own)
        except Skip as skip:
            reasons[subject.name] = str(skip)
        except Exception as error:
            # A figure that breaks must not cost the user the findings or the other figures.
            why = describe(error, "cstools_statistics_903")
            reasons[subject.name] = f"Counting them failed: {why}"
        else:
            figures.add(own)
    return figures, reasons


def _has_content(panel: Panel) -> bool:
    """Whether there is a row or a bar; a chart may have none when all of it is hidden."""
    if panel.table is not None:
        return not panel.table.empty
    return panel.spec is not None and bool(panel.spec["data"]["values"])


def _left_out(years: Years) -> Iterator[str]:
    """The caveats that matter most once more: a run may write files that have none."""
    if sentences := years.left_out(*MADE_FROM):
        yield f"In the statistics: {' '.join(sentences)}"


def _notes(reasons: dict[str, str]) -> Iterator[str]:
    by_reason: dict[str, list[str]] = {}
    for name, reason in reasons.items():
        by_reason.setdefault(reason, []).append(name)
    for reason, names in by_reason.items():
        because = reason[0].lower() + reason[1:] if reason.startswith("It ") else reason
        yield f"There are no statistics on {'; '.join(names)}: {because}"
