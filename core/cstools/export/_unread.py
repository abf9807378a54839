"""Dates and numbers typed so that they cannot be read, where a format has no place for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cstools.data.dataset import Dataset


def missing_cells(dataset: Dataset, form: str) -> list[str]:
    """One sentence for each column of which a format leaves out what could not be read."""
    return [
        f"{form}: {len(typed)} {_things(dataset, table, column)} in {table}.{column} could not be "
        "read and are missing there."
        for (table, column), typed in dataset.unread.items()
        if table in dataset and len(typed)
    ]


def _things(dataset: Dataset, table: str, column: str) -> str:
    """What a column holds; one that a tool has taken out held dates most likely."""
    cells = dataset[table].get(column)
    return "dates" if cells is None or cells.dtype.kind == "M" else "numbers"
