"""Children adopted in the year, and how long the steps to it took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cstools import Panel
from cstools.figures import Mean, Share
from cstools_ssda903 import care
from cstools_ssda903.care import history, placements, records, rows_of
from cstools_statistics_903.left_out import ADOPTIONS, ENDS, EPISODES
from cstools_statistics_903.lines import measured
from cstools_statistics_903.subject import Subject
from cstools_statistics_903.subjects.movement import REASON
from cstools_statistics_903.tables import measure_table
from cstools_statistics_903.wholes import ADOPTED, CEASED
from cstools_statistics_903.year_counts import places

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools.figures import Measure
    from cstools.rules import Mask, OnePeriod, View
    from cstools_ssda903.care import History
    from cstools_statistics_903.year_counts import YearCounts
    from cstools_statistics_903.years import Years

    Dates = NDArray[np.datetime64]

ENTRY_TO_PLACED = "days from entering care to moving in"
ORDER_TO_MATCH = "days from placement order to match"
DECISION_TO_MATCH = "days from decision to match"
LABELS = {
    ENTRY_TO_PLACED: "Average days from entering care to moving in with the adoptive family",
    ORDER_TO_MATCH: "Average days from placement order to match",
    DECISION_TO_MATCH: "Average days from decision to place for adoption to match",
}


def known(key: str) -> str:
    """Key of the number of children an average of days could be worked out for."""
    return f"{key}, known"


_ADOPTED = Share(
    "Adopted, of those who ceased to be looked after", ADOPTED, CEASED, REASON.cell(REASON.rest)
)
MEASURES: tuple[Measure, ...] = (
    _ADOPTED,
    *(Mean(label, key, known(key), 0) for key, label in LABELS.items()),
)


def count(year: OnePeriod, figures: YearCounts) -> None:
    """Count adoptions, and the days between the steps where the return has both dates."""
    left = care.ceased(year)
    figures.count(CEASED, len(left))
    figures.split(REASON, places(REASON, left.REC), CEASED)
    figures.dated(year, ENDS, of=(CEASED, *LABELS))
    figures.dated(year, EPISODES)
    figures.dated(year, ADOPTIONS)
    figures.coded(year, REASON, "Episodes", "REC", left.REC)
    adopted = left.where(left.REC.isin("E11", "E12"))
    by_carer, match, decision = _agreed(year, adopted)
    entry, order, placed = _steps(year, adopted, by_carer)
    _average(figures, ENTRY_TO_PLACED, entry, placed)
    _average(figures, ORDER_TO_MATCH, order, match)
    _average(figures, DECISION_TO_MATCH, decision, match)


def _agreed(year: OnePeriod, rows: View) -> tuple[Mask, Dates, Dates]:
    """Whether the foster carer adopts, the day of the match and of the decision, where known."""
    if not year.has("AD1"):
        never = np.full(len(rows), np.datetime64("NaT", "D"))
        return np.zeros(len(rows), dtype=bool), never, never
    record = care.record_of(rows, records(year, "AD1"))
    return record.FOSTER_CARE == "1", record.DATE_MATCH, record.DATE_INT


def _average(figures: YearCounts, key: str, first: Dates, second: Dates) -> None:
    between = (second - first)[~np.isnat(first) & ~np.isnat(second)].astype(np.int64)
    between = between[between >= 0]
    figures.part(known(key), len(between), ADOPTED)
    figures.average(key, between, known(key))


def _steps(year: OnePeriod, rows: View, by_carer: Mask) -> tuple[Dates, Dates, Dates]:
    """Entry to care, placement order and move to the adoptive family; blank where not known."""
    eps = history(year)
    steps = np.full((3, len(rows)), np.datetime64("NaT", "D"))
    for row, last in rows_of(eps.current(rows)):
        first = int(eps.first[last])
        period = slice(first, last + 1)
        if eps.begins[first]:
            steps[0, row] = eps.start[first]
        ordered = _first(eps, period, eps.order, eps.new_status)
        if ordered is not None:
            steps[1, row] = eps.start[ordered]
        moved = _first(eps, period, eps.adoptive, eps.new_placement)
        if moved is not None:
            steps[2, row] = _moved_in(year, moved) if by_carer[row] else eps.start[moved]
    return steps[0], steps[1], steps[2]


def _first(eps: History, period: slice, holds: Mask, change: Mask) -> int | None:
    """The first episode of the period that has something, if it is known to begin with it."""
    having = np.flatnonzero(holds[period])
    if not len(having):
        return None
    place = int(having[0]) + period.start
    # What the first episode returned already has may have begun before it.
    return place if place > period.start or change[place] else None


def _moved_in(year: OnePeriod, adoptive: int) -> Any:
    """When a child adopted by its foster carer moved in with them; blank where not known."""
    eps, spells = history(year), placements(year)
    place = int(np.count_nonzero(~eps.temporary[:adoptive]))
    begins = spells.before(place) if eps.new_carer[adoptive] else int(spells.first[place])
    known_before = begins > 0 and spells.period[begins - 1] == spells.period[begins]
    sure = known_before or spells.episodes.new_carer[begins]
    return spells.episodes.start[begins] if sure else np.datetime64("NaT", "D")


def _show(years: Years) -> list[Panel]:
    adopted = years.share(ADOPTED, CEASED, _ADOPTED.unknown)
    text = f"Of {years.whole(CEASED)}, those adopted are {adopted}."
    average = years.now.average(ENTRY_TO_PLACED, 0)
    if isinstance(average, int | float):
        text += (
            f" From entering care to moving in with the adoptive family it took {average:,} days "
        )
        text += f"on average ({years.now.children(known(ENTRY_TO_PLACED))} known)."
    caveats = (
        "Days are averaged over the children for whom the return has both dates (the number under "
        "“out of”); an entry to care, placement order or move before the first episode returned is "
        "not known, so long cases are missing more often.",
        "The published averages cover three years together; these cover the children adopted in "
        "one year.",
        *years.reach,
    )
    table = measure_table(years, MEASURES)
    used = (EPISODES, ADOPTIONS, REASON.key)
    return [
        Panel(
            "Adoption",
            text,
            table=table,
            caveats=years.caveats(*caveats, made_from=used),
            figures=measured(years, MEASURES),
        )
    ]


SUBJECT = Subject("adoption", count, _show)
