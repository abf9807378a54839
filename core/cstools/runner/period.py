"""Is the return of the period it is taken for? One answer for every return a run reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.data.days import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cstools.data.dataset import Dataset, Dates
    from cstools.plugin.manifest import Param

# Of fewer dated events nothing can be told.
_LEAST = 3
# With fewer than these shares in the period the dates are those of another, or of several.
_OTHER, _SEVERAL = 0.5, 0.9


def check_period(dataset: Dataset, period: int, param: Param) -> str:
    """What does not fit between the dates of the data and the period that was chosen for them.

    Args:
        dataset: the return that is run on.
        period: the period chosen, e.g. a collection year.
        param: the parameter that names it.

    Returns:
        A sentence for the reader; empty when all is well or nothing can be told.
    """
    words = param.name.replace("_", " ")
    counts = dataset.dates.by_period if dataset.dates else {}
    total = sum(counts.values())
    inside = counts.get(period, 0)
    if total < _LEAST or inside >= _SEVERAL * total:
        return ""
    if inside >= _OTHER * total:
        others = ", ".join(f"{number:,} of {year}" for year, number in _most(counts, period))
        return (
            f"The {words} is {period}, but {total - inside:,} of {total:,} dated events are "
            "of other "
            f"years ({others}). Do the files hold several years?"
        )
    year, number = next(iter(_most(counts, period)))
    return (
        f"The {words} is {period}, but the dates are not: {inside:,} of {total:,} dated "
        "events are of "
        f"{period} and {number:,} of {year}. Is it the right year?"
    )


def check_other(dataset: Dataset, period: int, param: Param, this: Dataset) -> str:
    """What does not fit about a return that was given besides the one that is run on.

    Args:
        dataset: the return that was given.
        period: the period of the return that is run on.
        param: the parameter it was given as; its `years_before` says of which period it should be.
        this: the return that is run on.
    """
    same = {source.sha256 for source in dataset.sources}
    if same and same == {source.sha256 for source in this.sources}:
        return f"What was given as {param.name} is the same return as the one to check."
    counts = dataset.dates.by_period if dataset.dates else {}
    total = sum(counts.values())
    wanted = period - param.years_before
    inside = counts.get(wanted, 0)
    if not param.years_before or total < _LEAST or inside >= _OTHER * total:
        return ""
    year, number = next(iter(_most(counts, wanted)))
    return (
        f"{param.name} should be the return of {wanted}, but {number:,} of its {total:,} "
        "dated events "
        f"are of {year} and {inside:,} of {wanted}."
    )


def spoken_for(dates: Dates | None) -> str:
    """Which days and periods the dates of a return speak of, as a sentence."""
    if dates is None:
        return "None of its dates can be read."
    most = " and ".join(f"{number:,} of {year}" for year, number in _most(dates.by_period)[:3])
    events = f" Of its dated events {most}." if most else ""
    return f"Its dates run from {in_words(dates.first)} to {in_words(dates.last)}.{events}"


def _most(counts: Mapping[int, int], but: int | None = None) -> list[tuple[int, int]]:
    """The periods with most events first, one of them left out."""
    others = ((year, number) for year, number in counts.items() if year != but)
    return sorted(others, key=lambda item: (-item[1], item[0]))
