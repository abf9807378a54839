"""What crosses between the core and a tool: any value of the hook contract as JSON and files."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import cstools
from cstools.call.worker import values
from cstools.call.worker.tables import JSON, PARQUET, read_table, write_table
from cstools.data.dataset import Dataset, Dates, Source
from cstools.data.text import as_text
from cstools.plugin.manifest import Manifest, read_manifest

TAG = values.TAG
# The first and the last whole day that pandas can hold before version 2.
_FIRST_DAY, _LAST_DAY = np.datetime64("1677-09-22"), np.datetime64("2262-04-10")
# What crosses field by field, by the name the package gives it.
_RECORDS = ("Check", "Dates", "Listing", "Panel", "Result", "Source", "Target")
_OF_A_DATASET = {"Dates": Dates, "Source": Source}


def _record(name: str) -> Any:
    return _OF_A_DATASET.get(name) or getattr(cstools, name)


class Sender:
    """Writes values: gives their JSON form and puts tables into a folder.

    Args:
        folder: where tables go; it exists and nothing else is in it.
        parquet: whether the other side reads Parquet.
        every_date: whether the other side's pandas can hold dates far from today.
    """

    def __init__(self, folder: Path, *, parquet: bool, every_date: bool = True) -> None:
        self._folder = folder
        self._every_date = every_date
        self._suffix = PARQUET if parquet else JSON
        self._tables = 0

    def encode(self, value: Any) -> Any:
        """The JSON form of a value.

        Raises:
            NotPlainError: it is of a type that does not cross.
            ToolError: a table holds something that does not cross.
        """
        name = type(value).__name__
        if name in _RECORDS and isinstance(value, _record(name)):
            fields = {
                field: self.encode(getattr(value, field)) for field in value.__dataclass_fields__
            }
            return {TAG: name, "fields": fields}
        for kind, tag, form in self._kinds():
            if isinstance(value, kind):
                return {TAG: tag, **form(value)}
        return self._plain(value)

    def _kinds(self) -> tuple[tuple[Any, str, Callable[[Any], dict[str, Any]]], ...]:
        return (
            (Dataset, "Dataset", self._dataset),
            (pd.DataFrame, "table", self._table),
            (pd.Series, "series", lambda value: self._table(value.to_frame("values"))),
            (np.ndarray, "array", self._array),
            (Manifest, "Manifest", lambda value: {"folder": str(value.folder)}),
        )

    def _array(self, value: np.ndarray) -> dict[str, Any]:
        if value.ndim != 1:
            raise values.NotPlainError(f"an array of {value.ndim} dimensions")
        return self._table(pd.DataFrame({"values": value}))

    def _plain(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            items = [[self.encode(key), self.encode(item)] for key, item in value.items()]
            return {TAG: "mapping", "items": items}
        if isinstance(value, list):
            return [self.encode(item) for item in value]
        if isinstance(value, tuple | set | frozenset):
            return {TAG: type(value).__name__, "items": [self.encode(item) for item in value]}
        return values.encode(value)

    def _dataset(self, dataset: Dataset) -> dict[str, Any]:
        return {
            "tables": [[name, self.encode(table)] for name, table in dataset.tables.items()],
            "standard": dataset.standard,
            "period": self.encode(dataset.period),
            "sources": self.encode(dataset.sources),
            "format": dataset.format,
            "last_year": self.encode(dataset.last_year),
            "unread": self.encode(dataset.unread if self._every_date else _unread_there(dataset)),
            "notes": list(dataset.notes),
            "warnings": list(dataset.warnings),
            "dates": self.encode(dataset.dates),
            "verbatim": dataset.verbatim,
            "adopted": dataset.adopted,
        }

    def _table(self, table: pd.DataFrame) -> dict[str, Any]:
        name = f"{self._tables}{self._suffix}"
        self._tables += 1
        return {"file": name, **write_table(table, self._folder / name)}


def _unread_there(dataset: Dataset) -> dict[tuple[str, str], pd.Series]:
    """What was typed as a date and is none to a pandas before version 2, as ``1/1/0201``."""
    unread = dict(dataset.unread)
    for name, table in dataset.items():
        for column in table.select_dtypes("datetime"):
            days = table[column].to_numpy().astype("datetime64[D]")
            far = np.flatnonzero((days < _FIRST_DAY) | (days > _LAST_DAY))
            if len(far):
                texts = [f"{day:%d/%m}/{day.year:04}" for day in days[far].tolist()]
                parts = [as_text(texts).set_axis(far), unread.get((name, column))]
                unread[name, column] = pd.concat(part for part in parts if part is not None)
    return unread


class Receiver:
    """Reads what a `Sender` wrote; the file of a table goes once it is read.

    Args:
        folder: where the tables are.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def decode(self, body: Any) -> Any:
        """The value of a JSON form."""
        if isinstance(body, list):
            return [self.decode(item) for item in body]
        if not isinstance(body, dict):
            return body
        tag = body[TAG]
        if tag in _RECORDS:
            return _record(tag)(**{k: self.decode(item) for k, item in body["fields"].items()})
        reader = getattr(self, f"_{tag.lower()}", None)
        return values.decode(body) if reader is None else reader(body)

    def _dataset(self, body: dict[str, Any]) -> Dataset:
        fields = {k: self.decode(item) for k, item in body.items() if k not in (TAG, "tables")}
        tables = {name: self.decode(table) for name, table in body["tables"]}
        return Dataset(tables, **fields)

    def _table(self, body: dict[str, Any]) -> pd.DataFrame:
        # The name comes from the other side: only a file of the folder is opened.
        path = self._folder / Path(body["file"]).name
        table = read_table(path, body)
        with contextlib.suppress(OSError):
            path.unlink()
        return table

    def _series(self, body: dict[str, Any]) -> pd.Series:
        return self._table(body)["values"].rename(None)

    def _array(self, body: dict[str, Any]) -> np.ndarray:
        return self._table(body)["values"].to_numpy()

    def _manifest(self, body: dict[str, Any]) -> Manifest:
        return read_manifest(Path(body["folder"]))

    def _mapping(self, body: dict[str, Any]) -> dict[Any, Any]:
        return {self.decode(key): self.decode(item) for key, item in body["items"]}

    def _tuple(self, body: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(self.decode(body["items"]))

    def _set(self, body: dict[str, Any]) -> set[Any]:
        return set(self.decode(body["items"]))

    def _frozenset(self, body: dict[str, Any]) -> frozenset[Any]:
        return frozenset(self.decode(body["items"]))
