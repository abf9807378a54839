"""Findings: what a validation tool says about single rows.

Findings are a DataFrame with exactly the columns of `COLUMNS`, one line per flagged row and rule,
sorted by table, row and rule. The text columns are categorical, so that a million findings stay
small; they compare, filter and export like text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
import pandas as pd

from cstools.errors import ToolError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Findings: TypeAlias = pd.DataFrame
Severity = Literal["error", "query", "info"]

COLUMNS = ("rule", "severity", "table", "row", "child", "fields", "title")
SEVERITIES: tuple[Severity, ...] = ("error", "query", "info")
_TEXT = ("rule", "severity", "table", "fields", "title")


@dataclass(frozen=True)
class Flagged:
    """The rows of one table that one rule flags.

    Attributes:
        rule: the rule's code.
        severity: ``error``, ``query`` or ``info``.
        table: table name.
        rows: spreadsheet row numbers, one per flagged record.
        children: child identifiers, aligned with `rows`; blank is missing.
        fields: the columns the finding is about.
        title: what is wrong, for a reader.
    """

    rule: str
    severity: Severity
    table: str
    rows: np.ndarray
    children: Sequence[str | None] | np.ndarray | pd.Series | pd.Categorical
    fields: tuple[str, ...]
    title: str


def empty() -> Findings:
    """Findings with no line."""
    return collect([])


def collect(parts: Iterable[Flagged]) -> Findings:
    """Put the flagged rows of many rules together as sorted findings."""
    found = [part for part in parts if len(part.rows)]
    sizes = [len(part.rows) for part in found]
    frame = pd.DataFrame(
        {
            "rule": _repeat([part.rule for part in found], sizes),
            "severity": _repeat([part.severity for part in found], sizes),
            "table": _repeat([part.table for part in found], sizes),
            "row": np.concatenate([part.rows for part in found]) if found else [],
            "child": _joined(found),
            "fields": _repeat([" ".join(part.fields) for part in found], sizes),
            "title": _repeat([part.title for part in found], sizes),
        }
    ).astype({"row": "int64"})
    return _sorted(frame)


def check(frame: object, tool: str) -> Findings:
    """Return a tool's findings in canonical form; raise ToolError when they are not findings."""
    if not isinstance(frame, pd.DataFrame):
        raise ToolError(
            f"Tool {tool} returned {type(frame).__name__} from cstools_validate, not findings.",
            "Return the DataFrame that cstools.findings.collect gives.",
        )
    if tuple(frame.columns) != COLUMNS:
        raise ToolError(
            f"Tool {tool} returned findings with the columns {', '.join(map(str, frame.columns))}.",
            f"Expected exactly {', '.join(COLUMNS)}.",
        )
    unknown = set(frame["severity"].unique()) - set(SEVERITIES)
    if unknown:
        raise ToolError(
            f"Tool {tool} returned findings of unknown severity.",
            f"Use one of {', '.join(SEVERITIES)}.",
        )
    if _canonical(frame):
        return frame
    try:
        whole = frame.astype({"row": "int64", "child": "str"})
    except (TypeError, ValueError):
        raise ToolError(
            f"Tool {tool} returned findings whose row is not a whole number.",
            "Give the spreadsheet row of each record: the first record is row 2.",
        ) from None
    return _sorted(
        whole.astype(dict.fromkeys(_TEXT, "str")).astype(dict.fromkeys(_TEXT, "category"))
    )


def _canonical(frame: pd.DataFrame) -> bool:
    """Whether the types and the order are already those that `collect` gives."""
    texts = [frame[column].dtype for column in _TEXT]
    if not all(
        isinstance(kind, pd.CategoricalDtype) and kind.categories.is_monotonic_increasing
        for kind in texts
    ):
        return False
    if frame["row"].dtype != "int64" or not isinstance(frame["child"].dtype, pd.StringDtype):
        return False
    table, row, rule = (
        np.diff(values)
        for values in (frame["table"].cat.codes, frame["row"].to_numpy(), frame["rule"].cat.codes)
    )
    later = (table > 0) | ((table == 0) & ((row > 0) | ((row == 0) & (rule > 0))))
    return bool(later.all())


def merge(frames: Sequence[Findings]) -> Findings:
    """Findings of several tools as one."""
    if not frames:
        return empty()
    if len(frames) == 1:
        return frames[0]
    plain = [frame.astype(dict.fromkeys(_TEXT, "str")) for frame in frames]
    return _sorted(pd.concat(plain).astype(dict.fromkeys(_TEXT, "category")))


def _repeat(values: list[str], sizes: list[int]) -> pd.Categorical:
    names = sorted(set(values))
    place = {name: number for number, name in enumerate(names)}
    codes = np.repeat(np.array([place[value] for value in values], dtype="int64"), sizes)
    kind = pd.CategoricalDtype(pd.Index(names, dtype="str"))
    return pd.Categorical.from_codes(codes, dtype=kind)


def _joined(found: list[Flagged]) -> pd.Series:
    """The children of all parts as text; parts that share a category type are joined as such."""
    if found and all(isinstance(part.children, pd.Categorical) for part in found):
        joined = pd.concat([pd.Series(part.children) for part in found], ignore_index=True)
        return joined.astype("str")
    series = [pd.Series(part.children, dtype="str") for part in found]
    return pd.concat(series, ignore_index=True) if series else pd.Series([], dtype="str")


def _sorted(frame: Findings) -> Findings:
    # Categories are in alphabetical order, so their codes sort as the words do.
    keys = ["table", "row", "rule"]
    ordered = frame.sort_values(keys, kind="stable").drop_duplicates(["rule", "table", "row"])
    return ordered.reset_index(drop=True)
