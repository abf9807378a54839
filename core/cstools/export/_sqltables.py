"""The database tables of a run, and writing them within one transaction."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pandas as pd
import sqlalchemy as sa
from pandas.api import types

from cstools.data import figures
from cstools.data.findings import COLUMNS
from cstools.data.period import plain
from cstools.io.names import distinct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.data.result import Result

_SLICE = 20_000
_NAME_LENGTH = 60
FIGURES = "figures"
_CHECK = ("rule", "title", "severity", "state", "reason", "found", "seconds")


def write_run(result: Result, run_id: str, connection: sa.Connection) -> None:
    """Add one run to the database: its line, rules, findings, figures and wrangled tables."""
    wrangled = list(result.dataset) if "tables" in result.tool.produces else []
    metadata = sa.MetaData()
    runs, rules, findings = _runs(metadata), _rules(metadata), _findings(metadata)
    names = distinct(wrangled, str, _NAME_LENGTH, [*metadata.tables, FIGURES])
    counted = _figures(metadata) if len(result.figures) else None
    tables = [
        _table(metadata, name, result.dataset[table])
        for table, name in zip(wrangled, names, strict=True)
    ]
    metadata.create_all(connection)
    connection.execute(runs.insert(), _run_line(result, run_id))
    checks = pd.DataFrame([asdict(check) for check in result.checks], columns=list(_CHECK))
    _insert(connection, rules, checks, run_id)
    _insert(connection, findings, result.findings, run_id)
    if counted is not None:
        _insert(connection, counted, result.figures, run_id)
    for table, target in zip(wrangled, tables, strict=True):
        _insert(connection, target, result.dataset[table], run_id)


def _run_line(result: Result, run_id: str) -> dict[str, Any]:
    period = plain(result.dataset.period)
    return {
        "run_id": run_id,
        "tool": result.tool.name,
        "version": result.version,
        "started": result.provenance.get("started"),
        "standard": result.dataset.standard,
        "period": period,
    }


def _runs(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "runs",
        metadata,
        sa.Column("run_id", sa.String(36), primary_key=True),
        *(sa.Column(name, sa.Text) for name in ("tool", "version", "started", "standard")),
        sa.Column("period", sa.Integer),
    )


def _rules(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "rules",
        metadata,
        _run_column(),
        *(sa.Column(name, sa.Text) for name in _CHECK[:5]),
        sa.Column("found", sa.BigInteger),
        sa.Column("seconds", sa.Float),
    )


def _findings(metadata: sa.MetaData) -> sa.Table:
    kinds = {name: sa.BigInteger if name == "row" else sa.Text for name in COLUMNS}
    columns = (sa.Column(name, kind) for name, kind in kinds.items())
    return sa.Table("findings", metadata, _run_column(), *columns)


def _figures(metadata: sa.MetaData) -> sa.Table:
    kinds = {name: sa.Float if name in figures.NUMBERS else sa.Text for name in figures.COLUMNS}
    columns = (sa.Column(name, kind) for name, kind in kinds.items())
    return sa.Table(FIGURES, metadata, _run_column(), *columns)


def _table(metadata: sa.MetaData, name: str, table: pd.DataFrame) -> sa.Table:
    headings = distinct(map(str, table.columns), str, _NAME_LENGTH, ["run_id"])
    columns = (
        sa.Column(heading, _kind(dtype))
        for heading, dtype in zip(headings, table.dtypes, strict=True)
    )
    return sa.Table(name, metadata, _run_column(), *columns)


def _run_column() -> sa.Column[str]:
    return sa.Column("run_id", sa.String(36), index=True, nullable=False)


def _kind(dtype: Any) -> type[sa.types.TypeEngine[Any]]:
    if types.is_bool_dtype(dtype):
        return sa.Boolean
    if types.is_integer_dtype(dtype):
        return sa.BigInteger
    if types.is_float_dtype(dtype):
        return sa.Float
    if types.is_datetime64_any_dtype(dtype):
        return sa.DateTime
    return sa.Text


def _insert(connection: sa.Connection, target: sa.Table, frame: pd.DataFrame, run_id: str) -> None:
    headings = target.columns.keys()
    for rows in _rows(frame, target):
        lines = [dict(zip(headings, (run_id, *row), strict=True)) for row in rows]
        connection.execute(target.insert(), lines)


def _rows(frame: pd.DataFrame, target: sa.Table) -> Iterator[list[tuple[Any, ...]]]:
    kinds = [column.type for column in target.columns][1:]
    for start in range(0, len(frame), _SLICE):
        part = frame.iloc[start : start + _SLICE]
        values = [_values(part.iloc[:, number], kind) for number, kind in enumerate(kinds)]
        yield list(zip(*values, strict=True))


def _values(column: pd.Series, kind: sa.types.TypeEngine[Any]) -> list[Any]:
    missing = column.isna().tolist()
    if isinstance(kind, sa.DateTime):
        plain = [stamp.to_pydatetime() for stamp in column]
    elif isinstance(kind, sa.Text):
        plain = [str(value) for value in column.tolist()]
    else:
        plain = column.tolist()
    return [None if gone else value for gone, value in zip(missing, plain, strict=True)]
