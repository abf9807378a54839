"""What a standard gives: samples asked for by either name, the form of its samples."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from cstools import Dataset, ToolError, UsageError
from cstools.standard import (
    Chance,
    CollectionYear,
    Column,
    PeriodKind,
    Sample,
    Schema,
    SnapshotDate,
    Span,
    Standard,
    Table,
    TableStandard,
)

SCHEMA = Schema("s", "S", None, None, {"T": Table("T", "T", (Column("Name", "Name"),))}, {})


class Bare(Standard):
    schema = SCHEMA

    def load(self, paths, progress=None):
        raise NotImplementedError

    adopt = write = load


class Old(Bare):
    def sample(self, *, children, seed, errors, year):
        return Sample(Dataset({}, period=year), params={"asked": (children, seed, errors)})


class New(Bare):
    def sample(self, *, size, seed, errors, period):
        return Sample(Dataset({}, period=period), params={"asked": (size, seed, errors)})


class Newer(New):
    """Has no sample of its own."""


@pytest.mark.parametrize("standard", [Old(), New(), Newer()], ids=["old", "new", "newer"])
def test_a_sample_is_asked_for_by_either_name(standard):
    for sizes in ({"size": 3, "period": 2026}, {"children": 3, "year": 2026}):
        sample = standard.sample(seed=1, errors=0.5, **sizes)
        assert sample.dataset.period == 2026
        assert sample.params["asked"] == (3, 1, 0.5)
    with pytest.raises(TypeError):
        standard.sample(seed=1, errors=0, size=3, years=2026)


class Small(TableStandard):
    schema = SCHEMA

    def sample_records(self, size, chance, period):
        for number in range(size):
            yield "T", {"Name": number}


def test_a_share_of_the_records_is_damaged_and_one_at_least():
    sample = Small().sample(size=100, seed=1, errors=0.2, period=None)
    rows = {planted.row for planted in sample.planted}
    blank = sample.dataset["T"]["Name"].isna()
    assert {place + 2 for place in np.flatnonzero(blank)} == rows
    assert 5 < len(rows) < 40
    assert len(Small().sample(size=3, seed=1, errors=0.0001, period=None).planted) == 1
    for wrong in ({"size": 0, "errors": 0}, {"size": 1, "errors": 2}):
        with pytest.raises(UsageError, match="at least one record"):
            Small().sample(seed=1, period=None, **wrong)


def test_a_standard_without_records_to_make_says_so():
    class Silent(TableStandard):
        schema = SCHEMA

    with pytest.raises(ToolError, match="makes no made-up data"):
        Silent().sample(size=1, seed=1, errors=0, period=None)


@pytest.mark.parametrize(
    ("kind", "period", "first", "last"),
    [
        (CollectionYear((3, 31)), 2026, dt.date(2025, 4, 1), dt.date(2026, 3, 31)),
        (SnapshotDate(1), dt.date(2026, 3, 31), dt.date(2026, 3, 1), dt.date(2026, 3, 31)),
        (PeriodKind(), Span.month(2024, 2), dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
    ],
)
def test_chance_draws_days_of_a_period(kind, period, first, last):
    chance = Chance(np.random.default_rng(1), kind)
    days = {chance.day_in(period) for _ in range(3000)}
    assert (min(days), max(days)) == (first, last)


def test_there_is_no_day_in_no_period():
    with pytest.raises(UsageError, match="no period with a first and a last day"):
        Chance(np.random.default_rng(1)).day_in(None)


@pytest.mark.parametrize("form", ["xlsx", "xml"])
def test_a_form_that_is_not_written(form, tmp_path):
    with pytest.raises(UsageError, match=f"has no form '{form}'"):
        Small().write(Dataset({}), tmp_path, form)
