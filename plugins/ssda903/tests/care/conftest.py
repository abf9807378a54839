"""Small returns written as text, open to questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cstools import Dataset
from cstools.testing import table
from cstools_ssda903.care import open_return
from cstools_ssda903.standard import SSDA903

if TYPE_CHECKING:
    from collections.abc import Callable

    from cstools.rules import Return

YEAR = 2026
HEADINGS = "CHILD DECOM RNE LS PLACE DEC REC"


def adopted(episodes: str, **tables: str) -> Dataset:
    frames = {name: table(text) for name, text in tables.items()}
    frames["Episodes"] = table(f"{HEADINGS}\n{episodes}")
    return SSDA903().adopt(Dataset(frames, standard="ssda903"))


@pytest.fixture
def opened() -> Callable[..., Return]:
    """Opens a return for the year to 31 March 2026: a line an episode, blanks as a dash."""

    def build(episodes: str, last_year: str = "", **tables: str) -> Return:
        dataset = adopted(episodes, **tables)
        if last_year:
            dataset.last_year = adopted(last_year)
        return open_return(dataset, year=YEAR)

    return build
