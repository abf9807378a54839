"""Tables as files: Parquet where both sides have pyarrow, else JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cstools.call.worker.columns import put_together, take_apart
from cstools.call.worker.values import NotPlainError, decode, encode
from cstools.errors import ToolError

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.call.worker.columns import Plain

PARQUET, JSON = ".parquet", ".json"


def write_table(table: pd.DataFrame, path: Path) -> dict[str, Any]:
    """Write a table in the format of the path's ending; returns the description `read_table` needs.

    Raises:
        ToolError: a column cannot be written; names it and its type, no cell.
    """
    columns = []
    values = []
    for place, name in enumerate(table.columns):
        described, plain = _column(table.iloc[:, place], str(name))
        columns.append({"name": _label(name), **described})
        values.append(plain)
    index, plain = _index(table)
    if plain is not None:
        values.append(plain)
    (_write_parquet if path.suffix == PARQUET else _write_json)(values, path)
    return {"columns": columns, "index": index}


def read_table(path: Path, described: dict[str, Any]) -> pd.DataFrame:
    """Read a table that `write_table` wrote."""
    kinds = [*described["columns"]]
    if described["index"]["kind"] != "range":
        kinds.append(described["index"])
    read = _read_parquet if path.suffix == PARQUET else _read_json
    columns = [put_together(kind, plain) for kind, plain in zip(kinds, read(path), strict=True)]
    index = _read_index(described["index"], columns)
    named = range(len(described["columns"]))
    table = pd.DataFrame({place: columns[place] for place in named}, index=None)
    if not columns or not len(table.columns):
        table = pd.DataFrame(index=range(len(index)))
    table.columns = pd.Index([decode(kind["name"]) for kind in described["columns"]], dtype=None)
    table.index = index
    return table


def _column(column: pd.Series, name: str) -> tuple[dict[str, Any], Plain]:
    try:
        return take_apart(column)
    except NotPlainError as error:
        raise ToolError(
            f"The column {name} holds values of the type {error}, which cannot be handed between "
            "a tool and the environment it runs in.",
            "Give text, numbers or dates.",
        ) from None


def _label(name: Any) -> Any:
    try:
        return encode(name)
    except NotPlainError as error:
        raise ToolError(
            f"A table has a column whose name is {error}.", "Name columns by text."
        ) from None


def _index(table: pd.DataFrame) -> tuple[dict[str, Any], Plain | None]:
    index = table.index
    if isinstance(index, pd.RangeIndex):
        marks = {"start": index.start, "stop": index.stop, "step": index.step}
        return {"kind": "range", "name": _label(index.name), **marks}, None
    if isinstance(index, pd.MultiIndex):
        raise ToolError("A table has an index of several levels.", "Use reset_index() on it.")
    described, plain = _column(pd.Series(index), "that is the table's index")
    return {"name": _label(index.name), **described}, plain


def _read_index(described: dict[str, Any], columns: list[pd.Series]) -> pd.Index:
    if described["kind"] == "range":
        marks = range(described["start"], described["stop"], described["step"])
        index: pd.Index = pd.RangeIndex(marks)
    else:
        index = pd.Index(columns.pop())
    return index.rename(decode(described["name"]))


def _write_parquet(values: list[Plain], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table({str(place): _arrow(plain) for place, plain in enumerate(values)})
    pq.write_table(table, path, compression="none")


def _arrow(plain: Plain) -> Any:
    import pyarrow as pa

    text = isinstance(plain, np.ndarray) and plain.dtype == object
    return pa.array(plain, type=pa.large_string()) if text else pa.array(plain)


def _read_parquet(path: Path) -> list[Plain]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = pq.read_table(path, memory_map=False).columns
    return [
        column.to_pylist()
        if column.null_count and not pa.types.is_large_string(column.type)
        else column.to_numpy()
        for column in columns
    ]


def _write_json(values: list[Plain], path: Path) -> None:
    plain = [value.tolist() if isinstance(value, np.ndarray) else value for value in values]
    path.write_text(json.dumps(plain), encoding="utf-8")


def _read_json(path: Path) -> list[Plain]:
    columns: list[Plain] = json.loads(path.read_text(encoding="utf-8"))
    return columns
