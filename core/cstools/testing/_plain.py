"""Panels and tables as plain values and as text that stays the same from run to run."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping
from difflib import unified_diff
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from cstools.data.panel import Panel

WIDTH = 96
MOST_LINES = 60


def panel(one: Panel) -> dict[str, Any]:
    """What a panel shows."""
    shown = {"table": table(one.table)} if one.table is not None else {"spec": value(one.spec)}
    return {"title": one.title, "text": one.text, "caveats": list(one.caveats), **shown}


def table(frame: pd.DataFrame) -> dict[str, Any]:
    """A table's headings and records, as reports show them."""
    whole = frame if isinstance(frame.index, pd.RangeIndex) else frame.reset_index()
    cells = [[value(cell) for cell in whole.iloc[:, place]] for place in range(whole.shape[1])]
    return {
        "columns": [value(name) for name in whole.columns],
        "records": [list(record) for record in zip(*cells, strict=True)],
    }


def value(one: Any) -> Any:
    """A value that JSON has; blank is None, the keys of a mapping are in alphabetical order."""
    if isinstance(one, Mapping):
        return {str(key): value(one[key]) for key in sorted(one, key=str)}
    if isinstance(one, list | tuple | np.ndarray):
        return [value(part) for part in one]
    if isinstance(one, np.generic):
        return value(one.item())
    return _scalar(one)


def layout(one: Any) -> str:
    """The value as JSON in which what belongs together stands in a line of its own."""
    return _lines(one, "") + "\n"


def difference(before: str, after: str, before_name: str, after_name: str) -> str:
    """The lines that differ, with a few around them."""
    compared = unified_diff(
        before.splitlines(), after.splitlines(), before_name, after_name, lineterm="", n=2
    )
    found = list(compared)
    more = len(found) - MOST_LINES
    return "\n".join([*found[:MOST_LINES], *([f"... and {more} more lines"] if more > 0 else [])])


def _scalar(one: Any) -> str | float | None:
    if one is None or one is pd.NA or one is pd.NaT:
        return None
    if isinstance(one, float):
        return _number(one)
    if isinstance(one, bool | int):
        return one
    return _day(one) if isinstance(one, dt.date) else str(one)


def _number(one: float) -> float | str | None:
    """Six digits are kept: machines differ in the last ones of sixteen."""
    if math.isnan(one):
        return None
    if math.isinf(one):
        return str(one)
    # Rounded twice, so that noise about a half does not decide which way it goes.
    return float(f"{float(f'{one:.12g}'):.6g}") + 0.0


def _day(one: dt.date) -> str:
    if isinstance(one, dt.datetime) and one.time() == dt.time() and one.tzinfo is None:
        return one.date().isoformat()
    return one.isoformat()


def _lines(one: Any, margin: str) -> str:
    flat = json.dumps(one, ensure_ascii=False)
    parts = list(one.values()) if isinstance(one, dict) else one if isinstance(one, list) else []
    deep = any(isinstance(part, dict | list) and part for part in parts)
    if not parts or (not deep and len(margin) + len(flat) <= WIDTH):
        return flat
    inner = margin + "  "
    if isinstance(one, dict):
        keys, (begin, end) = [json.dumps(key, ensure_ascii=False) + ": " for key in one], "{}"
    else:
        keys, (begin, end) = [""] * len(parts), "[]"
    lines = [inner + key + _lines(part, inner) for key, part in zip(keys, parts, strict=True)]
    return f"{begin}\n" + ",\n".join(lines) + f"\n{margin}{end}"
