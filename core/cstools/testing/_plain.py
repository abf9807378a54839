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


def panel(drawn: Panel) -> dict[str, Any]:
    """What a panel shows."""
    body = {"spec": value(drawn.spec)} if drawn.table is None else {"table": table(drawn.table)}
    return {"title": drawn.title, "text": drawn.text, "caveats": list(drawn.caveats), **body}


def table(frame: pd.DataFrame) -> dict[str, Any]:
    """A table's headings and records, as reports show them."""
    whole = frame if isinstance(frame.index, pd.RangeIndex) else frame.reset_index()
    cells = [[value(cell) for cell in whole.iloc[:, place]] for place in range(whole.shape[1])]
    return {
        "columns": [value(name) for name in whole.columns],
        "records": [list(record) for record in zip(*cells, strict=True)],
    }


def value(cell: Any) -> Any:
    """A value that JSON has; blank is None, the keys of a mapping are in alphabetical order."""
    if isinstance(cell, Mapping):
        return {str(key): value(cell[key]) for key in sorted(cell, key=str)}
    if isinstance(cell, list | tuple | np.ndarray):
        return [value(part) for part in cell]
    if isinstance(cell, np.generic):
        return value(cell.item())
    return _scalar(cell)


def layout(plain: Any) -> str:
    """The value as JSON in which what belongs together stands in a line of its own."""
    return _lines(plain, "") + "\n"


def difference(before: str, after: str, before_name: str, after_name: str) -> str:
    """The lines that differ, with a few around them."""
    compared = unified_diff(
        before.splitlines(), after.splitlines(), before_name, after_name, lineterm="", n=2
    )
    lines = list(compared)
    more = len(lines) - MOST_LINES
    return "\n".join([*lines[:MOST_LINES], *([f"... and {more} more lines"] if more > 0 else [])])


def _scalar(cell: Any) -> str | float | None:
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return None
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, bool | int):
        return cell
    return _day(cell) if isinstance(cell, dt.date) else str(cell)


def _number(number: float) -> float | str | None:
    """Six digits are kept: machines differ in the last ones of sixteen."""
    if math.isnan(number):
        return None
    if math.isinf(number):
        return str(number)
    # Rounded twice, so that noise about a half does not decide which way it goes.
    return float(f"{float(f'{number:.12g}'):.6g}") + 0.0


def _day(day: dt.date) -> str:
    if isinstance(day, dt.datetime) and day.time() == dt.time() and day.tzinfo is None:
        return day.date().isoformat()
    return day.isoformat()


def _lines(plain: Any, margin: str) -> str:
    flat = json.dumps(plain, ensure_ascii=False)
    parts = (
        list(plain.values())
        if isinstance(plain, dict)
        else plain
        if isinstance(plain, list)
        else []
    )
    deep = any(isinstance(part, dict | list) and part for part in parts)
    if not parts or (not deep and len(margin) + len(flat) <= WIDTH):
        return flat
    inner = margin + "  "
    if isinstance(plain, dict):
        keys, (begin, end) = [json.dumps(key, ensure_ascii=False) + ": " for key in plain], "{}"
    else:
        keys, (begin, end) = [""] * len(parts), "[]"
    lines = [inner + key + _lines(part, inner) for key, part in zip(keys, parts, strict=True)]
    return f"{begin}\n" + ",\n".join(lines) + f"\n{margin}{end}"
