"""Where each record and column of a table stands on its sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from pandas.api import types

from cstools.call import schema_of
from cstools.export.xlsx._book import reference

if TYPE_CHECKING:
    from cstools.data.dataset import Dataset
    from cstools.data.findings import Findings
    from cstools.export.xlsx._limits import Limits, Spent


@dataclass(frozen=True)
class Layout:
    """The place of a table on its sheet.

    Attributes:
        table: the table's name.
        sheet: the sheet's name.
        columns: headings on the sheet, in order.
        positions: positions of the records shown, from the top of the sheet down.
        lines: for each of `positions`, the line it stands on, counting from 0.
        line_of: for each spreadsheet row number that findings use, its line.
        key: number of the column to mark where a finding names none of the table's.
        child_of: for each spreadsheet row number that findings use, the child it is about; None
            when no column of the standard identifies the child.

    """

    table: str
    sheet: str
    columns: tuple[str, ...]
    positions: np.ndarray
    lines: np.ndarray
    line_of: dict[int, int]
    key: int
    child_of: pd.Series | None = None
    _flagged: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False)

    def flagged(self, fields: str) -> tuple[int, ...]:
        """Give the columns a finding is about; the key if the table has none of them."""
        if fields not in self._flagged:
            self._flagged[fields] = named(fields, self.columns) or (self.key,)
        return self._flagged[fields]

    def speaks_of(self, findings: Findings) -> np.ndarray:
        """Tell which findings are about a record here.

        A finding can point at last year's record by its row; this year's row is then another's.
        """
        if self.child_of is None:
            return np.ones(len(findings), dtype=bool)
        children = self.child_of.reindex(findings["row"].to_numpy()).to_numpy(dtype=object)
        named = findings["child"].to_numpy(dtype=object)
        fits: np.ndarray = pd.isna(named) | pd.isna(children) | (children == named)
        return fits

    def cell(self, row: int, fields: str) -> str | None:
        """Name the first cell a finding is about, for a link; None if it is not on the sheet."""
        line = self.line_of.get(row)
        return None if line is None else reference(self.sheet, line, self.flagged(fields)[0])


def lay_out(name: str, sheet: str, dataset: Dataset, findings: Findings, spent: Spent) -> Layout:
    """Decide what of a table is shown and where, and say what cannot be."""
    table = dataset[name]
    schema = schema_of(dataset.standard)
    child = schema.child_of(name) if schema is not None else None
    rows = _rows(table)
    own = rows is not None
    if rows is None:
        rows = np.arange(2, len(table) + 2)
        if "row" in table.columns:
            spent.say(
                f"The records of {name} do not carry row numbers of their own, each once; on "
                "its sheet they follow one another, with the number in the column row."
            )
    columns = tuple(str(heading) for heading in table.columns if heading != "row" or not own)
    numbers = table["row"].to_numpy() if "row" in table.columns else rows
    places = _fitting(name, rows, numbers, findings, spent)
    _too_wide(name, columns, spent)
    columns = columns[: spent.limits.columns]
    lines = rows[places] - 1
    return Layout(
        name,
        sheet,
        columns,
        places,
        lines,
        # Backwards, so that of records with the same number the first one counts.
        dict(zip(numbers[places][::-1].tolist(), lines[::-1].tolist(), strict=True)),
        columns.index(child) if child in columns else 0,
        _children(table, numbers, child),
    )


def named(fields: str, columns: tuple[str, ...]) -> tuple[int, ...]:
    """Find the columns named in a text that joins headings, which may hold spaces, by spaces."""
    words = fields.split(" ")
    place = {heading: number for number, heading in reversed(list(enumerate(columns)))}
    spans, start = [], 0
    while start < len(words):
        ends = range(len(words), start, -1)
        longest = next((end for end in ends if " ".join(words[start:end]) in place), None)
        if longest is not None:
            spans.append(place[" ".join(words[start:longest])])
        start = longest or start + 1
    return tuple(dict.fromkeys(spans))


def _rows(table: pd.DataFrame) -> np.ndarray | None:
    """Give a table's row numbers if records can stand at them: from 2 on, each used once."""
    if "row" not in table.columns or not types.is_integer_dtype(table["row"].dtype):
        return None
    if table["row"].isna().any() or not table["row"].is_unique or (table["row"] < 2).any():
        return None
    return table["row"].to_numpy(dtype="int64")


def _fitting(
    name: str, rows: np.ndarray, numbers: np.ndarray, findings: Findings, spent: Spent
) -> np.ndarray:
    limits = spent.limits
    order = np.argsort(rows, kind="stable")
    if len(rows) > limits.table_rows:
        flagged = findings.loc[findings["table"] == name, "row"].unique()
        order = order[np.isin(numbers[order], flagged)]
        spent.say(
            f"{name} has {len(rows):,} records. A table of more than {limits.table_rows:,} is not "
            f"shown whole: its sheet holds the {len(order):,} flagged records, each in its own row."
        )
    fitting = order[rows[order] <= limits.rows]
    if len(fitting) < len(order):
        spent.say(
            f"{len(order) - len(fitting):,} records of {name} stand below row {limits.rows:,}, the "
            "last one of an Excel sheet, and are left out of its sheet."
        )
    return fitting


def _too_wide(name: str, columns: tuple[str, ...], spent: Spent) -> None:
    limit: Limits = spent.limits
    if len(columns) > limit.columns:
        spent.say(
            f"{name} has {len(columns):,} columns; its sheet shows the first {limit.columns:,}, "
            "as many as Excel holds."
        )


def _children(table: pd.DataFrame, rows: np.ndarray, child: str | None) -> pd.Series | None:
    if child not in table.columns:
        return None
    names = pd.Series(table[child].to_numpy(dtype=object), index=rows)
    return names[~names.index.duplicated()]
