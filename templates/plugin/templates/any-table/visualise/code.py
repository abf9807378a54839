"""Charts how much of each column is blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import Panel, hookimpl
from cstools.charts import Chart, bars

if TYPE_CHECKING:
    import pandas as pd
    from cstools import Dataset


def blank(table: pd.DataFrame) -> pd.Series:
    """The share of each column that is blank, in percent."""
    return table.drop(columns="row").isna().mean() * 100


def chart(shares: pd.Series) -> Chart:
    """Bars, one for each column, with the data as a table and what they say in words."""
    records = [{"Column": name, "Blank, percent": share} for name, share in shares.items()]
    return bars(records, "Column", "Blank, percent", unit="percent")


@hookimpl
def cstools_visualise(dataset: Dataset) -> list[Panel]:
    """Show, for each table with records, how much of its columns is blank."""
    panels = []
    for name, table in dataset.items():
        shares = blank(table)
        if len(table) and len(shares):
            text = f"{(shares > 0).sum()} of the {len(shares)} columns of {name} have blank cells."
            panels.append(chart(shares).panel(f"Blank cells of {name}", text))
    return panels
