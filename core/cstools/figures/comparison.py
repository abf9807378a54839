"""Figures beside those of an earlier period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.data.text import as_text
from cstools.figures.published import HIDDEN, UNKNOWN

if TYPE_CHECKING:
    import pandas as pd

    from cstools.data.figures import Figures
    from cstools.figures.published import Number

_SAME = ["measure", "breakdown", "category", "area_code"]


def change(now: Number, before: Number, places: int = 1) -> Number:
    """The difference from an earlier figure, of the figures as they are shown."""
    if now is None or before is None:
        return None
    if UNKNOWN in (now, before):
        return UNKNOWN
    if isinstance(now, str) or isinstance(before, str):
        return HIDDEN
    difference = round(now - before, places)
    return difference if places else int(difference)


def compare(now: Figures, before: Figures) -> pd.DataFrame:
    """Each figure beside the one of an earlier period.

    Args:
        now: figures of one period.
        before: figures of an earlier one; no two of them differ in the period alone.

    Returns:
        One line for each figure of either: ``measure``, ``title``, ``breakdown``, ``category``,
        ``area_code``, ``area``, ``unit``, ``period``, ``value``, ``period before``,
        ``value before``, ``change`` (in the unit, percentage points for percentages; missing where
        the two cannot be compared) and ``note``, which then says why.

    Raises:
        ValueError: `now` or `before` has a figure for more than one period.
    """
    for frame in (now, before):
        if frame.duplicated(_SAME).any():
            raise ValueError("Figures to compare have to be of one period each.")
    both = now.merge(before, how="outer", on=_SAME, suffixes=("", " before"), sort=False)
    both["note"] = as_text(_notes(both))
    comparable = both["note"] == ""
    both["change"] = (both["value"] - both["value before"]).where(comparable)
    for name in ("title", "area", "unit"):
        both[name] = both[name].fillna(both[f"{name} before"])
    for name in ("period", "period before"):
        both[name] = both[name].fillna("")
    order = [*("measure", "title", "breakdown", "category", "area_code", "area", "unit"), "period"]
    return both[[*order, "value", "period before", "value before", "change", "note"]]


def _notes(both: pd.DataFrame) -> list[str]:
    """Why two figures cannot be compared; empty where they can."""
    now, before = both["status"], both["status before"]
    differ = both["unit"] != both["unit before"]
    notes = np.select(
        [now.isna(), before.isna(), differ, now != "", before != ""],
        [
            "not among these figures",
            "not among the earlier figures",
            "counted in another unit before",
            now.fillna(""),
            before.fillna("") + " before",
        ],
        "",
    )
    return [str(note) for note in notes]
