"""Takes away spaces around text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cstools import hookimpl

if TYPE_CHECKING:
    import pandas as pd
    from cstools import Dataset


def tidy(table: pd.DataFrame) -> pd.DataFrame:
    """The table without spaces around text; text of spaces only is blank."""
    tidied = table.copy()
    for column in table.select_dtypes("str"):
        text = table[column].str.strip()
        tidied[column] = text.mask(text == "")
    return tidied


@hookimpl
def cstools_wrangle(dataset: Dataset) -> Dataset:
    """Tidy every table."""
    return replace(dataset, tables={name: tidy(table) for name, table in dataset.items()})
