"""What a sample looks like from outside: tables, columns, parameters, arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from cstools import UsageError
from cstools_ssda903.sample import make
from cstools_ssda903.standard import SSDA903

if TYPE_CHECKING:
    from cstools import Dataset
    from cstools.standard import Sample

SCHEMA = SSDA903.schema


def test_every_table_of_the_year_is_there_in_official_order(one_return: Dataset) -> None:
    assert one_return.period is not None
    year = SCHEMA.nearest(one_return.period)
    assert list(one_return) == [n for n, table in SCHEMA.tables.items() if year in table.years]


def test_columns_are_the_official_ones(one_return: Dataset) -> None:
    for name, frame in one_return.items():
        assert tuple(frame.columns) == SCHEMA.tables[name].headings


def test_cells_are_text_and_blanks_are_missing(one_return: Dataset) -> None:
    for frame in one_return.values():
        assert all(isinstance(kind, pd.StringDtype) for kind in frame.dtypes)
        assert not (frame == "").any(axis=None)


def test_dates_are_written_in_full(one_return: Dataset) -> None:
    for name, frame in one_return.items():
        for column in SCHEMA.tables[name].dates:
            read = pd.to_datetime(frame[column].dropna(), format="%d/%m/%Y")
            assert (read.dt.strftime("%d/%m/%Y") == frame[column].dropna()).all()


def test_this_years_header_has_the_children_asked_for(clean: Sample) -> None:
    assert len(clean.dataset["Header"]) == 1200
    assert clean.dataset.last_year is not None
    assert clean.dataset.last_year.period == (clean.dataset.period or 0) - 1


def test_no_child_makes_empty_tables_with_headings() -> None:
    sample = make(children=0, seed=1, errors=0.5, year=2027)
    assert set(sample.dataset.rows.values()) == {0}
    assert tuple(sample.dataset["Episodes"].columns) == SCHEMA.tables["Episodes"].headings
    assert sample.planted == []


def test_parameters_fit_the_data(clean: Sample) -> None:
    providers = clean.params["providers"]
    numbers = clean.dataset["Episodes"]["URN"].dropna()
    assert set(numbers) - {"XXXXXXX"} <= set(providers["URN"])
    assert providers["URN"].is_unique
    assert providers["URN"].str.len().eq(7).all()
    assert pd.api.types.is_datetime64_any_dtype(providers["REG_END"].dtype)
    assert clean.params["local_authority"] in set(providers["LA_CODE_INFERRED"])


def test_the_standard_adopts_it(clean: Sample) -> None:
    adopted = SSDA903().adopt(clean.dataset)
    assert adopted.period == clean.dataset.period
    assert not adopted.unread
    assert adopted.rows == clean.dataset.rows


@pytest.mark.parametrize(
    "wrong",
    [{"year": 2019}, {"year": 2030}, {"children": -1}, {"seed": -1}, {"errors": 1.5}],
)
def test_arguments_out_of_range_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(UsageError):
        make(**{"children": 5, "seed": 1, "errors": 0, "year": 2026} | wrong)
