"""Small returns written as text, and what is counted in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from cstools import Context, Dataset
from cstools.rules import Return, Skip, derives, prepare
from cstools.testing import table
from cstools_ssda903.standard import SSDA903
from cstools_statistics_903 import panels

if TYPE_CHECKING:
    from collections.abc import Callable

    from cstools.rules import Derivation, OnePeriod
    from cstools_statistics_903.year_counts import YearCounts

YEAR = 2026
Tables = dict[str, str]


def dataset(tables: Tables) -> Dataset:
    frames = {name: table(text) for name, text in tables.items()}
    return SSDA903().adopt(Dataset(frames, standard="ssda903"))


def located(places: dict[str, list[object]] | None) -> Derivation:
    @derives("Episodes", "PL_LA", "PL_LOCATION", "PL_DISTANCE")
    def postcodes(ret: OnePeriod, column: str) -> pd.Series:
        if places is None or column not in places:
            raise Skip("It needs the local authority: give --local-authority.")
        kind = "float64" if column == "PL_DISTANCE" else "str"
        return pd.Series(places[column], index=ret.dataset["Episodes"].index, dtype=kind)

    return postcodes


def build(
    tables: Tables,
    last_year: Tables | None = None,
    places: dict[str, list[object]] | None = None,
) -> Return:
    data = dataset(tables)
    if last_year is not None:
        data.last_year = dataset(last_year)
    context = Context({"collection_year": YEAR, "local_authority": "E09000027"})
    return prepare("cstools_statistics_903.plugin", data, context, derivations=[located(places)])


@pytest.fixture
def prepared() -> Callable[..., Return]:
    """Prepare a return written as text, for the year to 31 March 2026."""
    return build


@pytest.fixture
def counted() -> Callable[..., YearCounts]:
    """Count a return written as text; a subject that is left out has no keys."""

    def count(
        last_year: Tables | None = None,
        places: dict[str, list[object]] | None = None,
        **tables: str,
    ) -> YearCounts:
        return panels.count(build(tables, last_year, places))[0]

    return count
