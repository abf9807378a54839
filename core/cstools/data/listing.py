"""Listings: tables that go out beside the findings, such as a fix list for each team."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    def parts(self) -> Iterator[tuple[str, Listing]]:
        """For each value of `split_by` a file name without suffix, and the rows that have it."""
        if self.split_by is not None:
            from cstools.io.names import file_names

            groups = list(self.table.groupby(self.split_by, sort=False))
            names = file_names(str(value) for value, _ in groups)
            for name, (_, rows) in zip(names, groups, strict=True):
                yield name, replace(self, table=rows)
