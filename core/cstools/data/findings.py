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

from cstools.data.text import as_text, is_text
from cstools.errors import ToolError, wrong_answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
    flagged = [part for part in parts if len(part.rows)]
    number = np.repeat(np.arange(len(flagged)), [len(part.rows) for part in flagged])
    rows = np.concatenate([np.array([], "int64"), *(part.rows for part in flagged)]).astype("int64")
    texts = {
        "rule": _numbered([part.rule for part in flagged]),
        "severity": _numbered([part.severity for part in flagged]),
        "table": _numbered([part.table for part in flagged]),
        "fields": _numbered([" ".join(part.fields) for part in flagged]),
        "title": _numbered([part.title for part in flagged]),
    }
    # Only numbers are sorted; the texts are written out once, in order.
    order = _order(texts["table"].codes[number], rows, texts["rule"].codes[number])
    columns = {name: text.take(number[order]) for name, text in texts.items()}
    frame = pd.DataFrame({**columns, "row": rows[order], "child": _children(flagged, order)})
    return frame[list(COLUMNS)]


def check(frame: object, tool: str) -> Findings:
    """Return a tool's findings in canonical form; raise ToolError when they are not findings."""
    if not isinstance(frame, pd.DataFrame):
        advice = "Return the DataFrame that cstools.collect gives."
        raise wrong_answer(tool, "validate", frame, "findings", advice)
    if tuple(frame.columns) != COLUMNS:
        columns = ", ".join(map(str, frame.columns))
        raise ToolError(
            f"The tool {tool} returned findings with the columns {columns}.",
            f"Expected exactly {', '.join(COLUMNS)}.",
        )
    unknown = set(frame["severity"].unique()) - set(SEVERITIES)
    if unknown:
        raise ToolError(
            f"The tool {tool} returned findings of unknown severity.",
            f"Use one of {', '.join(SEVERITIES)}.",
        )
    if _canonical(frame):
        return frame
    try:
        whole = frame.astype({"row": "int64"}).assign(child=as_text(frame["child"]))
    except (TypeError, ValueError):
        raise ToolError(
            f"The tool {tool} returned findings whose row is not a whole number.",
            "Give the spreadsheet row of each record: the first record is row 2.",
        ) from None
    return _sorted(_with_categories(whole))


def _canonical(frame: pd.DataFrame) -> bool:
    """Whether the types and the order are already those that `collect` gives."""
    texts = [frame[column].dtype for column in _TEXT]
    if not all(
        isinstance(kind, pd.CategoricalDtype) and kind.categories.is_monotonic_increasing
        for kind in texts
    ):
        return False
    if frame["row"].dtype != "int64" or not is_text(frame["child"]):
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
    return _sorted(_with_categories(pd.concat(plain)))


def rename_rules(findings: Findings, names: Mapping[str, str]) -> Findings:
    """Findings in which some rules go by another code."""
    if not names:
        return findings
    rules = findings["rule"].astype("str").replace(dict(names))
    return _sorted(_with_categories(findings.assign(rule=rules)))


def _with_categories(frame: Findings) -> Findings:
    return frame.astype(dict.fromkeys(_TEXT, "str")).astype(dict.fromkeys(_TEXT, "category"))


def _numbered(values: list[str]) -> pd.Categorical:
    """Text as a categorical whose categories are in alphabetical order."""
    names = sorted(set(values))
    kind = pd.CategoricalDtype(pd.Index(names, dtype="str"))
    place = {name: number for number, name in enumerate(names)}
    return pd.Categorical.from_codes([place[value] for value in values], dtype=kind)


def _children(flagged: list[Flagged], order: np.ndarray) -> pd.Series:
    """The children of all parts as text, at these places.

    Parts that share a category type are joined by number.
    """
    typed = [part.children for part in flagged if isinstance(part.children, pd.Categorical)]
    if (
        flagged
        and len(typed) == len(flagged)
        and all(children.dtype is typed[0].dtype for children in typed)
    ):
        codes = np.concatenate([children.codes for children in typed])
        names = as_text(typed[0].categories).array
        return pd.Series(names.take(codes[order], allow_fill=True))
    series = [as_text(part.children) for part in flagged]
    joined = pd.concat(series, ignore_index=True) if series else as_text([])
    return joined.take(order).reset_index(drop=True)


def _sorted(frame: Findings) -> Findings:
    # Categories are in alphabetical order, so their codes sort as the words do.
    table, rule = (frame[name].cat.codes.to_numpy() for name in ("table", "rule"))
    return frame.iloc[_order(table, frame["row"].to_numpy(), rule)].reset_index(drop=True)


def _order(table: np.ndarray, row: np.ndarray, rule: np.ndarray) -> np.ndarray:
    """Places in the order of table, row and rule; of equal lines only the first."""
    order = np.lexsort((rule, row, table))
    new = np.ones(len(order), dtype=bool)
    if len(order):
        new[1:] = np.logical_or.reduce([np.diff(key[order]) != 0 for key in (table, row, rule)])
    return order[new]
