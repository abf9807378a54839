"""Tables of figures: this year, last year where given, and the change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cstools.figures import UNKNOWN, Share, change, in_words
from cstools_statistics_903.years import shown_splits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.figures import Measure, Number, Split
    from cstools_statistics_903.year_counts import PublishedYear
    from cstools_statistics_903.years import Years


def measure_table(years: Years, measures: Sequence[Measure], places: int = 1) -> pd.DataFrame:
    """One row per measure: the figure, its numerator and denominator, for each year, the change.

    Args:
        years: the figures.
        measures: what to show; those that neither year has are left out.
        places: decimals of percentages.
    """
    rows = [m for m in measures if years.has(m.key) or years.had(m.key)]
    columns: dict[str, list[Any]] = {"Measure": [m.label for m in rows]}
    for year in years:
        bases = [_basis(year, m, places) for m in rows]
        columns[f"{year.year}"] = [in_words(m.value(year, places), m.suffix) for m in rows]
        columns[f"{year.year}: children"] = [basis[0] for basis in bases]
        columns[f"{year.year}: out of"] = [basis[1] for basis in bases]
        unknown = [year.count(key) if (key := _unknown(m)) else None for m in rows]
        if any(unknown):
            columns[f"{year.year}: not known"] = unknown
    if years.before is not None:
        columns["Change"] = [_step(years, m, places) for m in rows]
    return _frame(columns)


def _basis(year: PublishedYear, measure: Measure, places: int) -> tuple[Number, Number]:
    """Numerator and denominator; of what is not known there is no numerator."""
    part, whole = measure.basis(year)
    return (None if measure.value(year, places) == UNKNOWN else part), whole


def _unknown(measure: Measure) -> str:
    return measure.unknown if isinstance(measure, Share) else ""


def _step(years: Years, measure: Measure, places: int) -> str:
    assert years.before is not None
    now, before = measure.value(years.now, places), measure.value(years.before, places)
    difference = change(now, before)
    if difference is None or isinstance(difference, str):
        return in_words(difference)
    if not difference:
        return "none"
    exact = isinstance(now, int) and isinstance(before, int)
    # In words: a cell that begins with a sign looks like a formula to a spreadsheet.
    size = abs(int(difference) if exact else difference)
    return f"{'up' if difference > 0 else 'down'} {size:,}{measure.step}"


def breakdown_table(years: Years, whole: str, splits: Sequence[Split]) -> pd.DataFrame:
    """One row per category of each breakdown: number and percentage for each year, the change.

    A category for the rest is left out where nobody is in it.
    """
    lines = [("All", "", whole)]
    for split in shown_splits(years, splits):
        for label, cell in zip(split.labels, split.cells, strict=True):
            if label != split.rest or any(year.count(cell) for year in years):
                lines.append((split.title, label, cell))
    columns: dict[str, list[Any]] = {
        "Breakdown": [title for title, _, _ in lines],
        "Category": [label for _, label, _ in lines],
    }
    for year in years:
        columns[f"{year.year}"] = [year.count(key) for _, _, key in lines]
        columns[f"{year.year} %"] = [year.percent(key, whole) for _, _, key in lines]
    if years.before is not None:
        before = years.before
        columns["Change"] = [change(years.now.count(k), before.count(k), 0) for _, _, k in lines]
    return _frame(columns)


def _frame(columns: dict[str, list[Any]]) -> pd.DataFrame:
    return pd.DataFrame({name: _column(values) for name, values in columns.items()})


def _column(values: list[Any]) -> pd.Series:
    """Numbers where all are, so that they can be reckoned with; text where one is hidden."""
    if any(isinstance(value, str) for value in values) or not values:
        return pd.Series([in_words(value) for value in values], dtype="str")
    whole = all(value is None or isinstance(value, int) for value in values)
    return pd.Series(values, dtype="Int64" if whole else "Float64")
