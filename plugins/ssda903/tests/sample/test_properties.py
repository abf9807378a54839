"""Small samples of any seed and year hold together."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from cstools_ssda903.sample import make
from cstools_ssda903.standard import SSDA903

SEEDS = st.integers(min_value=0, max_value=2**32)
YEARS = st.sampled_from(tuple(SSDA903.schema.years))
CHILDREN = st.integers(min_value=0, max_value=40)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, year=YEARS, children=CHILDREN)
def test_clean_samples(seed: int, year: int, children: int) -> None:
    dataset = make(children=children, seed=seed, errors=0, year=year).dataset
    assert len(dataset["Header"]) == children
    assert dataset.last_year is not None
    for period in (dataset, dataset.last_year):
        known = set(period["Header"]["CHILD"])
        assert all(set(frame["CHILD"]) <= known for frame in period.values())
        episodes = period["Episodes"]
        assert episodes["DEC"].isna().equals(episodes["REC"].isna().rename("DEC"))
        # The last episode of a child never claims that another one follows.
        assert episodes.drop_duplicates("CHILD", keep="last")["REC"].ne("X1").all()
    closed = dataset.last_year["Episodes"].dropna(subset="DEC")
    ended = pd.to_datetime(closed["DEC"], format="%d/%m/%Y")
    assert (ended < pd.Timestamp(year - 1, 4, 1)).all()


@settings(max_examples=12, deadline=None)
@given(seed=SEEDS, year=YEARS, children=CHILDREN, errors=st.floats(min_value=0, max_value=1))
def test_damaged_samples(seed: int, year: int, children: int, errors: float) -> None:
    sample = make(children=children, seed=seed, errors=errors, year=year)
    assert len(sample.planted) <= round(errors * children * 40)
    for mark in sample.planted:
        dataset = sample.dataset.last_year if mark.last_year else sample.dataset
        assert dataset is not None
        assert 2 <= mark.row <= len(dataset[mark.table]) + 1
    SSDA903().adopt(sample.dataset)
