"""Made-up data from the records that a standard gives, some of their cells damaged on purpose."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cstools.data.dataset import Dataset
from cstools.errors import UsageError
from cstools.standard.chance import Chance
from cstools.standard.standard import Planted, Sample

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from cstools.standard.table import Column, Table
    from cstools.standard.table_standard import TableStandard

Record = tuple[str, dict[str, Any]]
_NO_CODE, _NO_DATE = "?", "31/02/2000"


def draw(standard: TableStandard, *, size: int, seed: int, errors: float, period: Any) -> Sample:
    """Made-up data of a standard, as `Standard.sample` gives them.

    Raises:
        UsageError: there are no records to make, or the share of errors is none.
    """
    # Only here, so that a standard can be listed without loading what generates data.
    import numpy as np

    if size < 1 or not 0 <= errors <= 1:
        raise UsageError(
            "A sample has at least one record, and a share of errors from 0 to 1.",
            "Give other numbers.",
        )
    chance = Chance(np.random.default_rng(seed), standard.schema.period)
    records: dict[str, list[dict[str, str]]] = {name: [] for name in standard.schema.tables}
    for name, cells in standard.sample_records(size, chance, period):
        records[name].append({column: _typed(cell) for column, cell in cells.items()})
    planted = _damage(standard, records, errors, chance) if errors else []
    tables = {
        name: _frame(standard.schema.tables[name], rows) for name, rows in records.items() if rows
    }
    return Sample(Dataset(tables, standard=standard.name, period=period), planted)


def _typed(cell: Any) -> str:
    if cell is None:
        return ""
    return f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else str(cell)


def _frame(table: Table, rows: list[dict[str, str]]) -> pd.DataFrame:
    import pandas as pd

    columns = {heading: [row.get(heading) or None for row in rows] for heading in table.headings}
    return pd.DataFrame(columns, dtype="str")


def _damage(
    standard: TableStandard,
    records: Mapping[str, list[dict[str, str]]],
    errors: float,
    chance: Chance,
) -> list[Planted]:
    """Damage a cell in a share of the records, in one at least."""
    places = [
        (name, position)
        for name, rows in records.items()
        for position in range(len(rows))
        if _damageable(standard.schema.tables[name])
    ]
    hit = [place for place in places if chance.happens(errors)] or places[:1]
    return [
        _damaged(standard.schema.tables[name], records[name][position], position, chance)
        for name, position in hit
    ]


def _damageable(table: Table) -> list[Column]:
    """The columns in which something can be wrong whatever the standard is about."""
    columns = [column for column in table.columns if not column.derived]
    checked = [column for column in columns if column.codes or column.type == "date"]
    return checked or [column for column in columns if column.role != "child"]


def _damaged(table: Table, cells: dict[str, str], position: int, chance: Chance) -> Planted:
    column = chance.one_of(_damageable(table))
    if column.codes:
        cells[column.name], error = _NO_CODE, "code that is not in the list"
    elif column.type == "date":
        cells[column.name], error = _NO_DATE, "date that is not in the calendar"
    else:
        cells[column.name], error = "", "blank cell"
    return Planted(error, "", table.name, position + 2)
