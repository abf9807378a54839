"""Charts the ages of the children."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools import Panel, hookimpl

if TYPE_CHECKING:
    import pandas as pd
    from cstools import Context, Dataset


def ages(header: pd.DataFrame, year: int) -> pd.Series:
    """The age of each child on 31 March, in years; missing where the date of birth is."""
    born = header["DOB"].dt
    # Only those born after March have still to have their birthday of the year.
    return year - born.year - (born.month > 3)


def chart(counts: pd.Series) -> dict[str, Any]:
    """Bars, one for each age, as a Vega-Lite specification with its data inside."""
    values = [{"Age": int(age), "Children": int(count)} for age, count in counts.items()]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 420,
        "height": 200,
        "data": {"values": values},
        "mark": {"type": "bar", "color": "#0072B2"},
        "encoding": {
            "x": {"field": "Age", "type": "ordinal", "axis": {"labelAngle": 0}},
            "y": {"field": "Children", "type": "quantitative", "axis": {"format": "d"}},
        },
    }


@hookimpl
def cstools_visualise(dataset: Dataset, context: Context) -> list[Panel]:
    """Show how many children there are of each age."""
    if "Header" not in dataset:
        context.notes.append("Header was not given, so there is no chart of ages.")
        return []
    year = context.params["collection_year"]
    known = ages(dataset["Header"], year).dropna()
    if known.empty:
        context.notes.append("Header has no date of birth, so there is no chart of ages.")
        return []
    youngest, oldest = int(known.min()), int(known.max())
    text = f"On 31 March {year} the {len(known)} children are {youngest} to {oldest} years old."
    spec = chart(known.value_counts().sort_index())
    caveats = ("A small count can identify a child.",)
    return [Panel("Ages of the children", text, spec=spec, caveats=caveats)]
