"""Small tables prepared for rules, of a made-up standard or of none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from cstools import Context, Dataset
from cstools.rules.tables import Frame, Return
from cstools.standard.schema import read_schema
from cstools.testing import table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cstools import Schema

SCHEMA = """
[standard]
name = "calls"
title = "Calls"
period = "collection year"
year_ends = "31 March"
first_year = 2024
last_year = 2026

[codes.SEX]
title = "Sex"
[codes.SEX.values]
1 = { means = "male", until = 2024 }
M = { means = "male", since = 2025 }

[tables.People]
title = "People"
[tables.People.columns]
LAchildID = { title = "Child", role = "child" }
SEX = { title = "Sex", codes = "SEX" }
BORN = { title = "Born", type = "date" }

[tables.Calls]
title = "Calls"
[tables.Calls.columns]
LAchildID = { title = "Child", role = "child" }
DAY = { title = "Day of the call", type = "date" }
END = { title = "Day it was over", type = "date" }
MILES = { title = "How far", type = "number" }
AREA = { title = "Where", derived = true }

[tables.Offices]
title = "Offices"
[tables.Offices.columns]
OFFICE = { title = "Office" }
"""


@pytest.fixture
def schema(tmp_path: Path) -> Schema:
    """A standard of calls to people, whose child column is called LAchildID."""
    path = tmp_path / "schema.toml"
    path.write_text(SCHEMA, encoding="utf-8")
    return read_schema(path)


def shaped(schema: Schema | None, tables: dict[str, str]) -> Dataset:
    """Tables written as text, with the types of the schema; a date that is none is kept unread."""
    data = Dataset({}, standard=None if schema is None else schema.name, adopted=True)
    for name, text in tables.items():
        frame = table(text)
        dates = () if schema is None else schema.tables[name].dates
        for column in set(dates) & set(frame):
            days = pd.to_datetime(frame[column], format="%d/%m/%Y", errors="coerce")
            data.unread[name, str(column)] = frame[column][days.isna() & frame[column].notna()]
            frame[column] = days
        data.tables[name] = frame.assign(row=range(2, len(frame) + 2))
    return data


@pytest.fixture
def prepared(schema: Schema) -> Callable[..., Return]:
    """Prepare tables of the made-up standard, written as text, for the year to 31 March 2026."""

    def prepare(
        last: dict[str, str] | None = None,
        params: dict[str, Any] | None = None,
        period: int | None = 2026,
        derivations: Any = (),
        **tables: str,
    ) -> Return:
        data = shaped(schema, tables)
        data.last_year = None if last is None else shaped(schema, last)
        frame = Frame(schema, derivations=derivations, context=Context(params or {}))
        return Return(data, frame, period=period)

    return prepare
