"""Small tables that read like the rule.

A table is written as text: headings, then one record a line, cells separated by blanks. ``-`` is a
blank cell, ``_`` inside a cell a space. A star at the end of a line marks a record the rule must
flag; every other record must not be flagged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import cstools

if TYPE_CHECKING:
    from collections.abc import Callable

LATEST = 2027


def parse(text: str) -> tuple[pd.DataFrame, list[int]]:
    """The table, and the spreadsheet rows with a star."""
    lines = [line.split() for line in text.strip().splitlines() if line.strip()]
    headings, records = lines[0], lines[1:]
    starred = [place + 2 for place, cells in enumerate(records) if cells[-1] == "*"]
    cells = [[_cell(cell) for cell in record if cell != "*"] for record in records]
    wrong = [record for record in cells if len(record) != len(headings)]
    assert not wrong, f"these records do not fit the headings {headings}: {wrong}"
    return pd.DataFrame(cells, columns=headings, dtype="str"), starred


def _cell(cell: str) -> str | None:
    return None if cell == "-" else cell.replace("_", " ")


@pytest.fixture
def check() -> Callable[..., None]:
    """Run one rule on small tables and compare the records it flags with those starred."""

    def run(
        code: str,
        year: int = LATEST,
        *,
        last_year: dict[str, str] | None = None,
        providers: str | None = None,
        form: str | None = None,
        local_authority: str | None = None,
        **tables: str,
    ) -> None:
        parsed = {name: parse(text) for name, text in tables.items()}
        frames = {name: frame for name, (frame, _) in parsed.items()}
        params: dict[str, Any] = {}
        if last_year is not None:
            params["last_year"] = {name: parse(text)[0] for name, text in last_year.items()}
        if providers is not None:
            params["providers"] = parse(providers)[0]
        result = cstools.run(
            "validate-903",
            cstools.Dataset(frames, standard="ssda903", format=form),
            collection_year=year,
            local_authority=local_authority,
            rules=[code],
            **params,
        )
        [outcome] = result.checks
        assert outcome.state == "done", f"rule {code} was {outcome.state}: {outcome.reason}"
        found = {table: sorted(result.findings.query("table == @table")["row"]) for table in frames}
        assert found == {table: starred for table, (_, starred) in parsed.items()}

    return run


@pytest.fixture
def skips() -> Callable[..., str]:
    """Run one rule that must be skipped, and give the reason it states."""

    def run(
        code: str,
        year: int = LATEST,
        *,
        last_year: dict[str, str] | None = None,
        form: str | None = None,
        **tables: str,
    ) -> str:
        frames = {name: parse(text)[0] for name, text in tables.items()}
        result = cstools.run(
            "validate-903",
            cstools.Dataset(frames, standard="ssda903", format=form),
            collection_year=year,
            rules=[code],
            last_year=None if last_year is None else {n: parse(t)[0] for n, t in last_year.items()},
        )
        [outcome] = result.checks
        assert outcome.state == "skipped", f"rule {code} was {outcome.state}"
        return outcome.reason

    return run
