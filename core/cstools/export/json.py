"""The format ``json``: the whole result as one object, for other programs."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import pandas as pd

from cstools.data.counts import by_rule
from cstools.data.period import plain as plain_period
from cstools.hookspecs import hookimpl

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

    from cstools.data.dataset import Dataset
    from cstools.data.panel import Panel
    from cstools.data.result import Result
    from cstools.data.target import Target

_SLICE = 100_000


@hookimpl
def cstools_export(result: Result, target: Target) -> list[Path]:
    """Write ``findings.json``: UTF-8, missing as null, dates as yyyy-mm-dd.

    Dates of a table that could not be read stand as they were typed.
    """
    path = target.folder / "findings.json"
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        head = json.dumps(_head(result), indent=1, ensure_ascii=False, allow_nan=False)
        file.write(head.removesuffix("\n}") + ',\n "findings": ')
        _write_records(result.findings, file)
        if len(result.figures):
            file.write(',\n "figures": ')
            _write_records(result.figures, file)
        if "tables" in result.tool.produces:
            _write_tables(result.dataset, file)
        file.write("\n}\n")
    return [path]


def _head(result: Result) -> dict[str, Any]:
    head = {
        "tool": result.tool.name,
        "title": result.tool.title,
        "version": result.version,
        "started": result.provenance.get("started"),
        "standard": result.dataset.standard,
        "period": plain_period(result.dataset.period),
        "params": result.params,
        "summary": [asdict(line) for line in by_rule(result)],
        "checks": [asdict(check) for check in result.checks],
        "warnings": result.warnings,
        "notes": result.notes,
        "caveats": result.caveats,
        "listings": {listing.name: _records(listing.table) for listing in result.listings},
        "panels": [_panel(panel) for panel in result.panels],
    }
    plain: dict[str, Any] = _plain(head)
    return plain


def _panel(panel: Panel) -> dict[str, Any]:
    return {
        "id": panel.id,
        "page": panel.page,
        "group": panel.group,
        "title": panel.title,
        "text": panel.text,
        "caveats": panel.caveats,
        "spec": panel.spec,
        "table": None if panel.table is None else _records(panel.table),
        "data": None if panel.data is None else _records(panel.data),
    }


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    headings = [str(heading) for heading in table.columns]
    rows = table.astype(object).itertuples(index=False, name=None)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def _write_tables(dataset: Dataset, file: TextIO) -> None:
    file.write(',\n "tables": {')
    for number, name in enumerate(dataset):
        file.write(("," if number else "") + "\n" + json.dumps(name, ensure_ascii=False) + ": ")
        _write_records(_iso(dataset, name), file)
    file.write("}")


def _write_records(table: pd.DataFrame, file: TextIO) -> None:
    """Write an array of objects, a slice at a time so that memory stays small."""
    file.write("[")
    for start in range(0, len(table), _SLICE):
        lines = table.iloc[start : start + _SLICE].to_json(
            orient="records", lines=True, force_ascii=False, date_format="iso"
        )
        file.write((",\n" if start else "\n") + lines.rstrip("\n").replace("\n", ",\n"))
    file.write("]")


def _iso(dataset: Dataset, name: str) -> pd.DataFrame:
    table = dataset[name].copy()
    for column in table.columns:
        if pd.api.types.is_datetime64_any_dtype(table[column].dtype):
            table[column] = table[column].dt.strftime("%Y-%m-%d").astype("str")
        typed = dataset.unread.get((name, str(column)))
        if typed is not None:
            cells = table[column].astype("object")
            cells.iloc[typed.index.to_numpy()] = typed.to_numpy()
            table[column] = cells
    return table


def _plain(value: Any) -> Any:
    """Put a value into what JSON has: an endless or missing number is null, the rest text."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    return _plain_one(value)


def _plain_one(value: Any) -> Any:
    if hasattr(value, "item"):
        value = value.item()
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, PurePath):
        return value.as_posix()
    return str(value)
