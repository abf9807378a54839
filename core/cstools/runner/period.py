"""Are the data of the period they are taken for? One answer for everything a run reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.data.days import in_words as day_in_words
from cstools.data.period import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cstools.data.dataset import Dataset, Dates
    from cstools.data.period import Period
    from cstools.plugin.manifest import Param
    from cstools.standard.period import PeriodKind

# Of fewer dated events nothing can be told.
_LEAST = 3
# With fewer than these shares in the period the dates are those of another, or of several.
_OTHER, _SEVERAL = 0.5, 0.9


def check_period(dataset: Dataset, period: Period, param: Param, kind: PeriodKind) -> str:
    """What does not fit between the dates of the data and the period that was chosen for them.

    Args:
        dataset: what is run on.
        period: the period chosen, e.g. a collection year.
        param: the parameter that names it.
        kind: what its standard's data are of.

    Returns:
        A sentence for the reader; empty when all is well or nothing can be told.
    """
    counts = _counts(dataset)
    total, inside = sum(counts.values()), _inside(counts, period, kind)
    if total < _LEAST or inside >= _SEVERAL * total:
        return ""
    choice = f"The {param.name.replace('_', ' ')} is {in_words(period)}, but"
    others = _most(_outside(counts, period, kind))
    if inside >= _OTHER * total:
        numbers = ", ".join(f"{number:,} of {in_words(unit)}" for unit, number in others)
        return (
            f"{choice} {total - inside:,} of {total:,} dated events are of other {kind.unit}s "
            f"({numbers}). Do the files hold several {kind.unit}s?"
        )
    unit, number = others[0]
    return (
        f"{choice} the dates are not: {inside:,} of {total:,} dated events are of "
        f"{in_words(period)} and {number:,} of {in_words(unit)}. "
        f"Is it the right {kind.noun.split()[-1]}?"
    )


def check_other(
    dataset: Dataset, period: Period, param: Param, this: Dataset, kind: PeriodKind
) -> str:
    """What does not fit about data that were given besides those that are run on.

    Args:
        dataset: what was given.
        period: the period of what is run on.
        param: the parameter it was given as; its `years_before` says of which period it should be.
        this: what is run on.
        kind: what the data of their standard are of.
    """
    same = {source.sha256 for source in dataset.sources}
    if same and same == {source.sha256 for source in this.sources}:
        return f"What was given as {param.name} is the same return as the one to check."
    if not param.years_before:
        return ""
    counts = _counts(dataset)
    before = kind.earlier(period, param.years_before)
    total, inside = sum(counts.values()), _inside(counts, before, kind)
    if total < _LEAST or inside >= _OTHER * total:
        return ""
    unit, number = _most(_outside(counts, before, kind))[0]
    return (
        f"{param.name} should be the return of {in_words(before)}, but {number:,} of its "
        f"{total:,} dated events are of {in_words(unit)} and {inside:,} of {in_words(before)}."
    )


def spoken_for(dates: Dates | None) -> str:
    """Which days and periods the dates of a return speak of, as a sentence."""
    if dates is None:
        return "None of its dates can be read."
    frequent = _most(dates.by_period)[:3]
    most = " and ".join(f"{number:,} of {in_words(unit)}" for unit, number in frequent)
    events = f" Of its dated events {most}." if most else ""
    return f"Its dates run from {day_in_words(dates.first)} to {day_in_words(dates.last)}.{events}"


def _counts(dataset: Dataset) -> Mapping[Period, int]:
    return dataset.dates.by_period if dataset.dates else {}


def _inside(counts: Mapping[Period, int], period: Period, kind: PeriodKind) -> int:
    return sum(number for unit, number in counts.items() if kind.holds(period, unit))


def _outside(counts: Mapping[Period, int], period: Period, kind: PeriodKind) -> dict[Period, int]:
    return {unit: number for unit, number in counts.items() if not kind.holds(period, unit)}


def _most(counts: Mapping[Period, int]) -> list[tuple[Period, int]]:
    """The units with most events first, then the earliest."""
    return sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
