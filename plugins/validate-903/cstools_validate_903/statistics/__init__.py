"""The return as the published statistics count it: figures, tables and charts.

`panels` counts this year's return and last year's subject by subject, hides small numbers when
asked to, and makes the panels of the report. What each figure means and where its definition comes
from stands in the documentation under statistics.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import describe
from cstools.rules import Skip
from cstools_validate_903.statistics.figures import Figures
from cstools_validate_903.statistics.headline import MADE_FROM, headline
from cstools_validate_903.statistics.published import Published
from cstools_validate_903.statistics.subjects import (
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
from cstools_validate_903.statistics.years import Years

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools import Panel
    from cstools.rules import OnePeriod, Return
    from cstools_validate_903.statistics.subject import Subject

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
    years = Years(Published(ret.year, now, suppress))
    if any(True for _ in ret.last.tables):
        before, _ = count(ret.last)
        years = Years(years.now, Published(ret.year - 1, before, suppress))
    shown = [subject for subject in SUBJECTS if subject.name not in reasons]
    made = [*headline(years), *(panel for subject in shown for panel in subject.show(years))]
    notes = [*_notes(reasons), *_left_out(years)]
    return [panel for panel in made if _has_content(panel)], notes


def count(year: OnePeriod) -> tuple[Figures, dict[str, str]]:
    """Count one year's return.

    Returns:
        The figures, and for each subject that could not be counted the reason.
    """
    figures, reasons = Figures(), dict[str, str]()
    for subject in SUBJECTS:
        own = Figures()
        try:
            subject.count(year, own)
        except Skip as skip:
            reasons[subject.name] = str(skip)
        except Exception as error:
            # A figure that breaks must not cost the user the findings or the other figures.
            why = describe(error, "cstools_validate_903")
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
