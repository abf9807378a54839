"""Figures added up over areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cstools.data.figures import COLUMNS, canonical, empty

if TYPE_CHECKING:
    from cstools.data.figures import Figures

_SAME = ["measure", "breakdown", "category", "period", "unit"]
# What one unit of the numerator over one of the denominator makes.
_FACTORS = {"percent": 100, "rate_per_10000": 10_000}
_SUMS = ("count", "fte", "gbp")
# The reasons why a sum cannot be given, the one that counts most first.
_ORDER = ("suppressed", "low", "not available")


def total(figures: Figures, area_code: str, area: str) -> Figures:
    """The figures of several areas as those of one.

    Counts, full-time equivalents and pounds are added. Percentages, rates and averages are worked
    out anew from the sums of their numerators and denominators, and left ``not available`` where
    an area gives none. Where a figure of one area is not shown, the total is not shown either: it
    would be too small, or tell what is hidden. An area in which a figure is not applicable adds
    nothing.

    Args:
        figures: of several areas; each area counts once, so leave out those that overlap.
        area_code: code of the total, such as that of a region.
        area: its name.
    """
    groups = figures.groupby(_SAME, sort=False, dropna=False)
    lines = [_sum(group) for _, group in groups]
    if not lines:
        return empty()
    return canonical(pd.DataFrame(lines).assign(area_code=area_code, area=area)[list(COLUMNS)])


def _sum(group: pd.DataFrame) -> dict[str, object]:
    line: dict[str, object] = {name: group[name].iloc[0] for name in COLUMNS}
    line.update(value=None, numerator=None, denominator=None)
    states = set(group["status"]) - {"", "not applicable"}
    if states:
        status = next((state for state in _ORDER if state in states), "not available")
        return {**line, "status": status}
    if line["unit"] in _SUMS:
        value = group["value"].sum(min_count=1)
        status = "not applicable" if pd.isna(value) else ""
        return {**line, "value": value, "status": status}
    return {**line, **_ratio(group, str(line["unit"]))}


def _ratio(group: pd.DataFrame, unit: str) -> dict[str, object]:
    valued = group["status"] == ""
    if group.loc[valued, ["numerator", "denominator"]].isna().any(axis=None):
        return {"status": "not available"}
    numerator, denominator = group["numerator"].sum(), group["denominator"].sum()
    parts = {"numerator": numerator, "denominator": denominator}
    if not denominator:
        return {**parts, "status": "not applicable"}
    return {**parts, "value": numerator * _FACTORS.get(unit, 1) / denominator, "status": ""}
