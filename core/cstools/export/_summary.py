"""What findings come to: by severity, by rule and by child."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from cstools.data.findings import SEVERITIES

if TYPE_CHECKING:
    from cstools.data.context import Check
    from cstools.data.findings import Findings
    from cstools.data.result import Result


@dataclass(frozen=True)
class RuleLine:
    """How one rule went and what it found.

    Attributes:
        rule: the rule's code.
        title: what it looks for.
        severity: ``error``, ``query`` or ``info``.
        rows: number of rows it flags.
        children: number of children it flags.
        state: ``done``, ``skipped`` or ``failed``.
        reason: why it was skipped or how it failed.
        fix: what to do about a row it flags.

    """

    rule: str
    title: str
    severity: str
    rows: int
    children: int
    state: str
    reason: str
    fix: str = ""


@dataclass(frozen=True)
class ChildLine:
    """What was found for one child; `child` is None for findings that name no child."""

    child: str | None
    errors: int
    queries: int
    info: int
    rules: tuple[str, ...]
    tables: tuple[str, ...]

    @property
    def total(self) -> int:
        """Number of findings of every severity."""
        return self.errors + self.queries + self.info


def by_severity(findings: Findings) -> dict[str, int]:
    """Count the findings by severity, the worst first."""
    counts = findings["severity"].value_counts()
    return {severity: int(counts.get(severity, 0)) for severity in SEVERITIES}


def by_rule(result: Result) -> list[RuleLine]:
    """One line per rule that was checked or found something.

    The worst severity comes first, within it the rules with most rows.
    """
    found = _found(result.findings)
    checks = {check.rule: check for check in result.checks}
    lines = [_line(rule, checks.get(rule), found) for rule in dict.fromkeys([*checks, *found])]
    return sorted(lines, key=lambda line: (_rank(line.severity), -line.rows))


def by_child(findings: Findings) -> list[ChildLine]:
    """One line per child, those with most findings first; alike ones by identifier."""
    counts = {
        severity: findings.loc[findings["severity"] == severity, "child"].value_counts(dropna=False)
        for severity in SEVERITIES
    }
    tallies = {
        severity: dict(zip(_names(count.index), count.tolist(), strict=True))
        for severity, count in counts.items()
    }
    rules, tables = _listed(findings, "rule"), _listed(findings, "table")
    lines = [
        ChildLine(
            child,
            errors=tallies["error"].get(child, 0),
            queries=tallies["query"].get(child, 0),
            info=tallies["info"].get(child, 0),
            rules=rules[child],
            tables=tables[child],
        )
        for child in rules
    ]
    return sorted(lines, key=lambda line: (-line.total, line.child is None, line.child or ""))


def _found(findings: Findings) -> dict[str, RuleLine]:
    grouped = findings.groupby("rule", observed=True, sort=True).agg(
        title=("title", "first"),
        severity=("severity", "first"),
        rows=("row", "size"),
        children=("child", "nunique"),
    )
    return {
        str(rule): RuleLine(
            str(rule), str(title), str(severity), int(rows), int(children), "done", ""
        )
        for rule, title, severity, rows, children in grouped.itertuples(name=None)
    }


def _line(rule: str, check: Check | None, found: dict[str, RuleLine]) -> RuleLine:
    line = found.get(rule)
    if check is None:
        assert line is not None
        return line
    rows, children = (line.rows, line.children) if line else (0, 0)
    return RuleLine(
        rule,
        check.title,
        check.severity,
        rows,
        children,
        check.state,
        check.reason,
        check.fix,
    )


def _listed(findings: Findings, column: str) -> dict[str | None, tuple[str, ...]]:
    pairs = findings[["child", column]].drop_duplicates()
    lists: dict[str | None, list[str]] = {}
    for child, value in zip(_names(pairs["child"]), pairs[column].tolist(), strict=True):
        lists.setdefault(child, []).append(str(value))
    return {child: tuple(sorted(values)) for child, values in lists.items()}


def _names(children: pd.Series | pd.Index) -> list[str | None]:
    return [None if pd.isna(child) else str(child) for child in children.tolist()]


def _rank(severity: str) -> int:
    order = list(SEVERITIES)
    return order.index(severity) if severity in order else len(order)
