"""Samples that several tests look at; each is made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cstools_ssda903.standard import SSDA903

if TYPE_CHECKING:
    from cstools import Dataset
    from cstools.standard import Sample
    from cstools.testing import MakeSample

YEARS = tuple(SSDA903.schema.years)


@pytest.fixture(scope="session", params=YEARS)
def clean(sample: MakeSample, request: pytest.FixtureRequest) -> Sample:
    """A clean sample of each collection year."""
    return sample("ssda903", children=1200, seed=11, year=request.param)


@pytest.fixture(scope="session", params=YEARS)
def damaged(sample: MakeSample, request: pytest.FixtureRequest) -> Sample:
    """A sample of each collection year with many planted errors."""
    return sample("ssda903", children=1500, seed=12, errors=0.08, year=request.param)


@pytest.fixture(params=["this year", "last year"])
def one_return(clean: Sample, request: pytest.FixtureRequest) -> Dataset:
    """Each of the two returns of a clean sample."""
    if request.param == "this year":
        return clean.dataset
    assert clean.dataset.last_year is not None
    return clean.dataset.last_year
