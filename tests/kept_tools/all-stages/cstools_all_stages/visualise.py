"""Charts how much of each column is blank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools import Panel, hookimpl

if TYPE_CHECKING:
    import pandas as pd
    from cstools import Dataset


def blank(table: pd.DataFrame) -> pd.Series:
    """The share of each column that is blank, in percent."""
    return table.drop(columns="row").isna().mean() * 100


def chart(shares: pd.Series) -> dict[str, Any]:
    """Bars, one for each column, as a Vega-Lite specification with its data inside."""
    values = [{"Column": str(name), "Blank": round(share, 1)} for name, share in shares.items()]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 420,
        "height": {"step": 24},
        "data": {"values": values},
        "mark": {"type": "bar", "color": "#0072B2"},
        "encoding": {
            "y": {"field": "Column", "type": "nominal", "sort": None},
            "x": {
                "field": "Blank",
                "type": "quantitative",
                "title": "Blank, percent",
                "scale": {"domain": [0, 100]},
            },
        },
    }


@hookimpl
def cstools_visualise(dataset: Dataset) -> list[Panel]:
    """Show, for each table with records, how much of its columns is blank."""
    panels = []
    for name, table in dataset.items():
        shares = blank(table)
        if len(table) and len(shares):
            text = f"{(shares > 0).sum()} of the {len(shares)} columns of {name} have blank cells."
            panels.append(Panel(f"Blank cells of {name}", text, spec=chart(shares)))
    return panels
