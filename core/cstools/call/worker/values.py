"""Single values as JSON and back: numbers, text, dates, paths."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cstools.data.period import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# What marks a JSON object that stands for something else.
TAG = "$"


class NotPlainError(TypeError):
    """The value is of a type that has no form as a file; its text is the name of that type."""


def encode(value: Any) -> Any:
    """The JSON form of a single value.

    Raises:
        NotPlainError: it has none.
    """
    if isinstance(value, np.generic) and not isinstance(value, np.datetime64 | np.timedelta64):
        value = value.item()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if value is pd.NaT or value is pd.NA:
        return {TAG: "missing", "is": "NaT" if value is pd.NaT else "NA"}
    for name, (kind, text, _) in _KINDS.items():
        if isinstance(value, kind):
            return {TAG: name, "is": text(value)}
    raise NotPlainError(type(value).__name__)


def decode(body: Any) -> Any:
    """The value of a JSON form that `encode` gave."""
    if not isinstance(body, dict):
        return body
    if body[TAG] == "missing":
        return pd.NaT if body["is"] == "NaT" else pd.NA
    return _KINDS[body[TAG]][2](body["is"])


def paths_in(body: Any) -> Iterator[Path]:
    """The files and folders that a JSON form names: parameters, and where the data came from."""
    if isinstance(body, list):
        for item in body:
            yield from paths_in(item)
    elif isinstance(body, dict):
        if body.get(TAG) == "path":
            yield Path(body["is"])
        elif body.get(TAG) == "Source":
            yield Path(decode(body["fields"]["path"]))
        for item in body.values():
            yield from paths_in(item)


def encode_cell(value: Any) -> str:
    """One cell of a column of mixed types as text."""
    return json.dumps(encode(value))


def decode_cell(text: str) -> Any:
    """The cell that `encode_cell` gave."""
    return decode(json.loads(text))


# A Timestamp is a datetime and a datetime is a date, so the narrow kinds come first.
_KINDS: dict[str, tuple[Any, Any, Any]] = {
    "path": (Path, str, Path),
    "timestamp": (pd.Timestamp, str, pd.Timestamp),
    "datetime": (dt.datetime, dt.datetime.isoformat, dt.datetime.fromisoformat),
    "date": (dt.date, dt.date.isoformat, dt.date.fromisoformat),
    "time": (dt.time, dt.time.isoformat, dt.time.fromisoformat),
    "decimal": (Decimal, str, Decimal),
    "span": (Span, str, lambda text: Span(*map(dt.date.fromisoformat, text.split(" to ")))),
}
