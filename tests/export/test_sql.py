from __future__ import annotations

import logging
import sqlite3
import traceback
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from cstools.errors import OutputError
from cstools.export import sql

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cstools.data.context import Context
    from cstools.data.result import Result
    from cstools.data.target import Target


def ask(path: Path, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(question).fetchall()


def tables(path: Path) -> set[str]:
    return {name for (name,) in ask(path, "select name from sqlite_master where type = 'table'")}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "runs.sqlite"


def test_without_a_url_there_is_a_file(
    result: Result, target: Callable[..., Target], context: Context
) -> None:
    [path] = sql.cstools_export(result, target("sql"), context)
    assert path.name == "findings.sqlite"
    assert tables(path) == {"runs", "rules", "findings"}
    assert ask(path, "select tool, version, started, standard, period from runs") == [
        ("check-visits", "1.2.0", "2026-02-03T09:30:00+00:00", "visits", 2026)
    ]
    lines = ask(path, 'select rule, "row", child, title from findings order by rowid')
    assert lines[0] == ("101", 3, "=1+1", "DOB cannot be read")
    assert len(lines) == len(result.findings)
    assert ("102", 5, None, "Odd") in lines
    assert ask(path, "select state, count(*) from rules group by state") == [
        ("done", 5),
        ("failed", 1),
        ("skipped", 1),
    ]


def test_several_runs_stand_in_one_database(
    result: Result, target: Callable[..., Target], context: Context, database: Path
) -> None:
    place = target("sql", f"sqlite:///{database.as_posix()}")
    assert sql.cstools_export(result, place, context) == []
    again = replace(result, provenance={"started": "2026-02-04T09:30:00+00:00"})
    sql.cstools_export(again, place, context)
    assert ask(database, "select count(*), count(distinct run_id) from runs") == [(2, 2)]
    counts = ask(database, "select count(*) from findings group by run_id")
    assert counts == [(len(result.findings),)] * 2
    assert list(place.folder.iterdir()) == []


def test_the_same_run_is_not_added_twice(
    result: Result, target: Callable[..., Target], context: Context, database: Path
) -> None:
    place = target("sql", f"sqlite:///{database.as_posix()}")
    sql.cstools_export(result, place, context)
    with pytest.raises(OutputError, match="holds this run already"):
        sql.cstools_export(result, place, context)
    assert ask(database, "select count(*) from findings") == [(len(result.findings),)]


def test_runs_without_a_start_are_told_apart(result: Result) -> None:
    result.provenance.clear()
    assert sql.run_id(result) != sql.run_id(result)


def test_tables_of_a_wrangling_tool_get_tables_of_their_own(
    wrangled: Result, target: Callable[..., Target], context: Context
) -> None:
    wrangled.dataset.tables["Findings"] = wrangled.dataset["Children"].assign(RUN_ID="x")
    [path] = sql.cstools_export(wrangled, target("sql"), context)
    assert tables(path) == {
        "runs", "rules", "findings", "Children", "Visits: 2025/26", "Findings-2",
    }  # fmt: skip
    assert ask(path, 'select "child", "Date of visit", "Hours", "Kept" from "Visits: 2025/26"')[
        1:
    ] == [
        ("007", "2025-04-02 00:00:00.000000", None, 0),
        ("-12", "2025-04-03 00:00:00.000000", 2.0, 1),
    ]
    assert ask(path, 'select count("RUN_ID-2") from "Findings-2"') == [(4,)]
    assert len(context.notes) == 1


def test_nothing_is_left_of_a_run_the_database_refuses(
    result: Result, target: Callable[..., Target], context: Context, database: Path
) -> None:
    with closing(sqlite3.connect(database)) as other:
        other.execute("create table findings (something text)")
    with pytest.raises(OutputError, match="Nothing was added") as caught:
        sql.cstools_export(result, target("sql", f"sqlite:///{database.as_posix()}"), context)
    assert tables(database) == {"findings"}
    assert "=1+1" not in "".join(traceback.format_exception(caught.value))


def test_no_value_reaches_a_log(
    result: Result,
    target: Callable[..., Target],
    context: Context,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG):
        sql.cstools_export(result, target("sql"), context)
    assert "=1+1" not in caplog.text


@pytest.mark.parametrize(
    "url",
    [
        "nosuchkind://me:hunter2@server/db",
        "postgresql+nosuchdriver://me:hunter2@server/db",
        "sqlite:////no/such/folder/runs.sqlite",
        "mssql+nosuchdriver://server/db?odbc_connect=PWD%3Dhunter2",
        "hunter2 is no url",
        "postgresql://me:hunter2@server:port/db",
    ],
)
def test_a_password_is_in_no_error(
    url: str, result: Result, target: Callable[..., Target], context: Context
) -> None:
    with pytest.raises(OutputError) as caught:
        sql.cstools_export(result, target("sql", url), context)
    shown = "".join(traceback.format_exception(caught.value))
    assert "hunter2" not in shown
