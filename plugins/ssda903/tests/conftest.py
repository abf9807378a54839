"""Returns of few made-up children, as the files a person would have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cstools_ssda903.standard import SSDA903

if TYPE_CHECKING:
    from pathlib import Path

    from cstools import Dataset


@pytest.fixture(scope="session")
def standard() -> SSDA903:
    return SSDA903()


@pytest.fixture(scope="session")
def clean(standard: SSDA903) -> Dataset:
    """A return without an error, with every table filled but perhaps the rarest."""
    return standard.sample(children=60, seed=5, errors=0, year=2026).dataset


@pytest.fixture
def folder(tmp_path: Path, standard: SSDA903, clean: Dataset) -> Path:
    """The clean return and last year's as CSV files, to be damaged."""
    place = tmp_path / "return"
    standard.write(clean, place)
    return place
