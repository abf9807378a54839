"""Run one rule on small tables that read like the rule.

How a table is written as text says `cstools.testing.tables`: a star at the end of a line marks a
record the rule must flag; every other record must not be flagged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import cstools
from cstools.testing import starred, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from cstools.testing import CheckedResult, RunTool

LATEST = 2027


@pytest.fixture(scope="session")
def run_rule(run_tool: RunTool) -> Callable[..., CheckedResult]:
    """Run one rule on tables written as text."""

    def run(
        code: str,
        tables: dict[str, str],
        year: int,
        last_year: dict[str, str] | None,
        form: str | None,
        **params: Any,
    ) -> CheckedResult:
        result = run_tool(
            "validate-903",
            _as_written(tables, form),
            collection_year=year,
            rules=[code],
            last_year=None if last_year is None else _as_written(last_year),
            **params,
        )
        assert [check.rule for check in result.checks] == [code]
        return result

    return run


def _as_written(tables: dict[str, str], form: str | None = None) -> cstools.Dataset:
    """Tables in which every cell is what it says, small letters and blanks included."""
    frames = {name: table(text) for name, text in tables.items()}
    return cstools.Dataset(frames, standard="ssda903", format=form, verbatim=True)


@pytest.fixture(scope="session")
def check(run_rule: Callable[..., CheckedResult]) -> Callable[..., None]:
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
        provider_list = None if providers is None else table(providers)
        result = run_rule(
            *(code, tables, year, last_year, form),
            providers=provider_list,
            local_authority=local_authority,
        )
        for name, text in tables.items():
            result.assert_finds(code, table=name, rows=starred(text))

    return run


@pytest.fixture(scope="session")
def skips(run_rule: Callable[..., CheckedResult]) -> Callable[..., str]:
    """Run one rule that must be skipped, and give the reason it states."""

    def run(
        code: str,
        year: int = LATEST,
        *,
        last_year: dict[str, str] | None = None,
        form: str | None = None,
        **tables: str,
    ) -> str:
        return run_rule(code, tables, year, last_year, form).assert_skips(code)

    return run
