"""The same arguments give the same data, other arguments give other data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cstools_ssda903.sample import make

if TYPE_CHECKING:
    from cstools import Dataset


def _same(first: Dataset, second: Dataset) -> bool:
    return list(first) == list(second) and all(first[name].equals(second[name]) for name in first)


def test_same_arguments_same_data() -> None:
    first, second = (make(children=300, seed=5, errors=0.05, year=2026) for _ in range(2))
    assert _same(first.dataset, second.dataset)
    assert first.dataset.last_year is not None
    assert second.dataset.last_year is not None
    assert _same(first.dataset.last_year, second.dataset.last_year)
    assert first.planted == second.planted
    pd.testing.assert_frame_equal(first.params["providers"], second.params["providers"])


def test_another_seed_another_population() -> None:
    first, second = (make(children=300, seed=seed, errors=0, year=2026) for seed in (5, 6))
    shared = first.dataset["Header"].merge(second.dataset["Header"], on=["CHILD", "DOB"])
    assert len(shared) < 5


def test_errors_leave_the_other_children_as_they_were() -> None:
    clean = make(children=400, seed=8, errors=0, year=2026)
    damaged = make(children=400, seed=8, errors=0.02, year=2026)
    before, after = clean.dataset["Episodes"], damaged.dataset["Episodes"]
    both = before.merge(after, how="outer", indicator=True)
    touched = both.loc[both["_merge"] != "both", "CHILD"].nunique()
    assert 0 < touched <= len(damaged.planted)
