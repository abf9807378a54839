"""Errors are planted as the catalogue says, at the rate asked for, one a child."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest

from cstools.standard import Chance
from cstools_ssda903.sample.catalogue import CATALOGUE
from cstools_ssda903.sample.dates import Collection
from cstools_ssda903.sample.planter import Planter
from cstools_ssda903.standard import SSDA903

if TYPE_CHECKING:
    from cstools import Dataset
    from cstools.standard import Planted, Sample
    from cstools.testing import MakeSample
    from cstools_ssda903.sample.catalogue import PlantedError

SCHEMA = SSDA903.schema
BY_NAME = {entry.name: entry for entry in CATALOGUE}


def _table(sample: Sample, mark: Planted) -> Dataset:
    if not mark.last_year:
        return sample.dataset
    assert sample.dataset.last_year is not None
    return sample.dataset.last_year


def test_names_are_unique() -> None:
    assert len(BY_NAME) == len(CATALOGUE)


def test_the_catalogue_reaches_nearly_every_rule() -> None:
    assert len({entry.rule for entry in CATALOGUE}) >= 330


def test_planted_rows_exist(damaged: Sample) -> None:
    assert len(damaged.planted) > 400
    for mark in damaged.planted:
        assert 2 <= mark.row <= len(_table(damaged, mark)[mark.table]) + 1


def test_planted_entries_are_those_of_the_year(damaged: Sample) -> None:
    for mark in damaged.planted:
        entry = BY_NAME[mark.error]
        assert mark.rule == entry.rule
        assert damaged.dataset.period in entry.years


def test_one_error_a_child(damaged: Sample) -> None:
    children = Counter(
        _table(damaged, mark)[mark.table]["CHILD"].iloc[mark.row - 2] for mark in damaged.planted
    )
    assert set(children.values()) == {1}


def test_damaged_tables_keep_their_shape(damaged: Sample) -> None:
    for name, frame in damaged.dataset.items():
        assert tuple(frame.columns) == SCHEMA.tables[name].headings
        assert list(frame.index) == list(range(len(frame)))


@pytest.mark.parametrize("rate", [0.001, 0.005, 0.02])
def test_the_number_of_errors_follows_the_rate(sample: MakeSample, rate: float) -> None:
    clean = sample("ssda903", children=600, seed=4, year=2025)
    damaged = sample("ssda903", children=600, seed=4, errors=rate, year=2025)
    assert len(damaged.planted) == round(rate * sum(clean.dataset.rows.values()))


def test_all_is_damaged_at_rate_one(sample: MakeSample) -> None:
    planted = sample("ssda903", children=150, seed=4, errors=1, year=2026).planted
    # No child is damaged twice, so there are fewer errors than records, but few whole children.
    assert 120 < len(planted) <= 170


@pytest.mark.parametrize("year", SCHEMA.years)
def test_every_entry_can_be_planted(sample: MakeSample, year: int) -> None:
    clean = sample("ssda903", children=4000, seed=9, year=year)
    fitting = [entry for entry in CATALOGUE if year in entry.years]
    missing = {entry.name for entry in fitting} - _planted(clean, fitting, year)
    assert not missing


def _planted(sample: Sample, entries: list[PlantedError], year: int) -> set[str]:
    generator = np.random.default_rng(1)
    planter = Planter(sample.dataset, Collection.of(year), Chance(generator), generator)
    planter.plant(len(entries), entries)
    return {mark.error for mark in planter.planted()}


def test_just_the_planted_children_change(sample: MakeSample) -> None:
    clean = sample("ssda903", children=2500, seed=9, year=2026)
    damaged = sample("ssda903", children=2500, seed=9, errors=0.03, year=2026)
    changed = _records(clean) ^ _records(damaged)
    marked = {
        _table(damaged, mark)[mark.table]["CHILD"].iloc[mark.row - 2] for mark in damaged.planted
    }
    assert {child for _, child, *_ in changed} == marked


def _records(sample: Sample) -> set[tuple[str, ...]]:
    """Every record with its table, year and place among the child's alike records."""
    records = set()
    last = sample.dataset.last_year
    assert last is not None
    for year, dataset in (("this", sample.dataset), ("last", last)):
        for name, frame in dataset.items():
            text = frame.fillna("")
            turn = text.groupby(list(text.columns)).cumcount().astype("str")
            columns = [text[column] for column in text.columns if column != "CHILD"]
            cells = zip(frame["CHILD"], *columns, turn, strict=True)
            records |= {(f"{year} {name}", *record) for record in cells}
    return records
