"""Breakdowns and shares as charts: which bars there are, and what of them is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools.charts import BESIDE_EARLIER, Chart, bars
from cstools.figures import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cstools.figures import Share, Split
    from cstools_statistics_903.years import Years

CHILDREN, PERCENT, YEAR = "Children", "Percent", "Year"


def split_bars(years: Years, split: Split) -> Chart:
    """A breakdown: one bar per category and year; what is hidden keeps its place without one."""
    records = [
        {split.title: label, YEAR: str(year.year), **number(CHILDREN, count)}
        for year in years
        for label, cell in zip(split.labels, split.cells, strict=True)
        if is_shown(count := year.count(cell)) and (count or label != split.rest)
    ]
    order = _order(years, split)
    colours = _by_year(years)
    return bars(records, split.title, CHILDREN, series=YEAR, order=order, colours=colours)


def share_bars(years: Years, measures: Sequence[Share]) -> Chart:
    """Percentages side by side: one bar per measure and year, without one where it is hidden."""
    records = [
        {"Measure": measure.label, YEAR: str(year.year), **number(PERCENT, percent)}
        for year in years
        for measure in measures
        if is_shown(percent := measure.value(year, 1))
    ]
    order = [measure.label for measure in measures]
    colours = _by_year(years)
    return bars(
        records, "Measure", PERCENT, series=YEAR, unit="percent", order=order, colours=colours
    )


def is_shown(cell: object) -> bool:
    """Whether a chart says anything of a cell: it is a number, or one that is hidden."""
    return isinstance(cell, int | float) or cell == HIDDEN


def number(column: str, cell: object) -> dict[str, Any]:
    """A cell of published figures as a chart takes it: a number, or none and why."""
    if cell == HIDDEN:
        return {column: None, "status": "suppressed"}
    return {column: cell, "status": ""}


def _by_year(years: Years) -> dict[str, str]:
    return {str(year.year): shade for year, shade in zip(years, BESIDE_EARLIER, strict=False)}


def _order(years: Years, split: Split) -> list[str]:
    return list(ranked(years, split)) if split.ranked else list(split.labels)


def ranked(years: Years, split: Split) -> Iterable[str]:
    """The categories, largest first; those hidden or not counted, and then the rest, come last."""

    def size(label: str) -> tuple[bool, int]:
        number = years.now.count(split.cell(label))
        return label == split.rest, -(number if isinstance(number, int) else 0)

    return sorted(split.labels, key=size)
