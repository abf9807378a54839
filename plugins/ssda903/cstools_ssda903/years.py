"""Tell the collection year from the dates of a return."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from cstools.dataset import Dataset

# What a return holds only if it happened in its year.
_IN_YEAR = (("Episodes", "DEC"), ("Reviews", "REVIEW"))
_CLEAR = 0.9
_LEAST = 3


def infer_year(dataset: Dataset) -> int | None:
    """The collection year nearly all episode ends and reviews fall in, or None when unclear."""
    dates = [
        dataset[table][column].dropna().to_numpy().astype("datetime64[M]")
        for table, column in _IN_YEAR
        if table in dataset and column in dataset[table]
    ]
    months = np.concatenate(dates) if dates else np.array([], dtype="datetime64[M]")
    if len(months) < _LEAST:
        return None
    # April 2025 to March 2026 is the collection year 2026.
    years = (months + 9).astype("datetime64[Y]").astype(int) + 1970
    found, counts = np.unique(years, return_counts=True)
    return int(found[counts.argmax()]) if counts.max() / len(years) >= _CLEAR else None
