"""Listings: tables that go out beside the findings, such as a fix list for each team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Listing:
    """A table made from the findings, exported as a sheet and a file of its own.

    Attributes:
        name: a few lower-case words with hyphens; file names are made from it.
        title: its heading, at most 31 characters, as a workbook names a sheet.
        text: what it is for, in a sentence.
        table: the rows; headings are shown as they stand.
        split_by: a column by whose values the rows are also written as files of their own.
    """

    name: str
    title: str
    text: str
    table: pd.DataFrame
    split_by: str | None = None
