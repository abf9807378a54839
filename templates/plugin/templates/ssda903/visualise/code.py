"""Charts the ages of the children."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import Panel, hookimpl
from cstools.charts import Chart, columns

if TYPE_CHECKING:
    import pandas as pd
    from cstools import Context, Dataset


def ages(header: pd.DataFrame, year: int) -> pd.Series:
    """The age of each child on 31 March, in years; missing where the date of birth is."""
    born = header["DOB"].dt
    # Only those born after March have still to have their birthday of the year.
    return year - born.year - (born.month > 3)


def chart(counts: pd.Series) -> Chart:
    """Columns, one for each age, with the data as a table and what they say in words."""
    records = [{"Age": int(age), "Children": count} for age, count in counts.items()]
    return columns(records, "Age", "Children")


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
    counts = known.value_counts().sort_index()
    caveats = ("A small count can identify a child.",)
    return [chart(counts).panel("Ages of the children", text, caveats=caveats)]
