"""Adds how long each episode lasted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
from cstools import hookimpl

if TYPE_CHECKING:
    from cstools import Context, Dataset


def days(episodes: pd.DataFrame, year: int) -> pd.Series:
    """How many days each episode lasted; an open one is counted to the end of the year."""
    end = pd.Timestamp(year, 3, 31)
    return (episodes["DEC"].fillna(end) - episodes["DECOM"]).dt.days


@hookimpl
def cstools_wrangle(dataset: Dataset, context: Context) -> Dataset:
    """Add the column DAYS to Episodes."""
    if "Episodes" not in dataset:
        context.notes.append("Episodes was not given, so no days were counted.")
        return dataset
    episodes = dataset["Episodes"]
    counted = episodes.assign(DAYS=days(episodes, context.params["collection_year"]))
    return replace(dataset, tables={**dataset.tables, "Episodes": counted})
