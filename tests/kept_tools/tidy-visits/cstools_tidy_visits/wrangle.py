"""Applies a function of script.py to the tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
from cstools import UsageError, hookimpl

from cstools_tidy_visits import script

if TYPE_CHECKING:
    from cstools import Context, Dataset

# What the function reads: a table that lacks any of these columns is left as it is.
COLUMNS = {
    "Days",
}


def with_numbers(table: pd.DataFrame) -> pd.DataFrame:
    """The table with numbers for text, as read_csv gives it, but for codes such as 007."""
    given = table.copy()
    for column in table.select_dtypes("str"):
        numbers = pd.to_numeric(table[column], errors="coerce")
        is_code = table[column].str.match(r"0\d")
        if (numbers.notna() | table[column].isna()).all() and not is_code.any():
            given[column] = numbers
    return given


def applied(table: pd.DataFrame) -> pd.DataFrame:
    """What the function makes of a table; a record that it keeps also keeps its row number."""
    given = table.drop(columns="row").reset_index(drop=True).rename_axis("record")
    made = script.tidy(with_numbers(given))
    if made.index.name == "record":
        return made.rename_axis(None).assign(row=table["row"].to_numpy()[made.index])
    named = any(name is not None for name in made.index.names)
    return made.reset_index(drop=not named).assign(row=range(2, len(made) + 2))


def chosen(dataset: Dataset, wanted: str | None) -> list[str]:
    """The tables to apply it to."""
    if wanted is None:
        return [name for name, table in dataset.items() if set(table.columns) >= COLUMNS]
    if wanted not in dataset:
        raise UsageError(f"There is no table {wanted}.", f"The tables: {', '.join(dataset)}.")
    return [wanted]


@hookimpl
def cstools_wrangle(dataset: Dataset, context: Context) -> Dataset:
    """Put what the function makes of a table in its place."""
    names = chosen(dataset, context.params["table"])
    if not names:
        context.notes.append("No table has all the columns that the script reads.")
    made = {name: applied(dataset[name]) for name in names}
    # Dates that could not be read are kept by place, and the records may have moved.
    unread = {key: typed for key, typed in dataset.unread.items() if key[0] not in made}
    return replace(dataset, tables={**dataset.tables, **made}, unread=unread)
