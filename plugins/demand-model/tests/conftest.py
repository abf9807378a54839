"""Small made-up returns, and the tool's code, which is not installed beside the core."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

PROJECT = Path(__file__).resolve().parents[1]
# The tool needs an older pandas than the core, so nobody installs the two side by side.
sys.path.insert(0, str(PROJECT))

from cstools.testing import read_manifest  # noqa: E402
from cstools_ssda903.standard import SSDA903  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from cstools import Dataset

HEADER = """
    CHILD DOB
    A1    02/02/2012
    A2    15/07/2015
    A3    31/12/2010
"""
EPISODES = """
    CHILD DECOM      DEC        PLACE LS
    A1    10/05/2024 02/09/2025 U6    V2
    A1    02/09/2025 -          K2    V2
    A2    20/06/2025 -          U4    C2
    A3    01/10/2025 20/03/2026 P2    C2
"""


def parse(text: str) -> pd.DataFrame:
    """A table written as text: headings, then a record a line; ``-`` is a blank cell."""
    headings, *records = [line.split() for line in text.strip().splitlines()]
    cells = [[None if cell == "-" else cell for cell in record] for record in records]
    return pd.DataFrame(cells, columns=headings, dtype="str")


@pytest.fixture
def episodes() -> str:
    return EPISODES


@pytest.fixture
def header() -> str:
    return HEADER


@pytest.fixture(scope="session")
def project() -> Path:
    return PROJECT


@pytest.fixture
def a_return() -> Callable[..., Dataset]:
    """Make a return of a header and episodes; None leaves a table out."""

    def make(
        episodes: str | None = EPISODES,
        header: str | None = HEADER,
        *,
        period: int | None = None,
        last_year: Dataset | None = None,
    ) -> Dataset:
        texts = {"Header": header, "Episodes": episodes}
        tables = {name: parse(text) for name, text in texts.items() if text is not None}
        made = SSDA903().adopt(tables)
        made.period, made.last_year = period, last_year
        return made

    return make


@pytest.fixture
def params() -> Callable[..., dict[str, Any]]:
    """The tool's parameters as a run hands them over."""

    def given(**values: Any) -> dict[str, Any]:
        manifest = read_manifest(PROJECT / "cstools_demand_model")
        defaults = {name: param.default for name, param in manifest.params.items()}
        return {**defaults, "collection_year": 2026, **values}

    return given
