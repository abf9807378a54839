"""Dates that were typed so that they cannot be read, where a format has no place for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cstools.data.dataset import Dataset


def missing_dates(dataset: Dataset, form: str) -> list[str]:
    """One sentence for each date column of which a format leaves out what could not be read."""
    return [
        f"{form}: {len(typed)} dates in {table}.{column} could not be read and are missing there."
        for (table, column), typed in dataset.unread.items()
        if table in dataset and len(typed)
    ]
