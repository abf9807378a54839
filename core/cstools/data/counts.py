"""What findings come to: by severity, by rule, by child and by table, and how the rules went."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from cstools.data.findings import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.data.context import Check
    from cstools.data.findings import Findings
    from cstools.data.result import Result


@dataclass(frozen=True)
class RuleCount:
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
    rows: int = 0
    children: int = 0
    state: str = "done"
    reason: str = ""
    fix: str = ""


@dataclass(frozen=True)
class ChildCount:
    """What was found for one child.

    Attributes:
        child: its identifier; None for findings that name no child.
        counts: number of findings by severity.
        rules: codes of the rules that flag it.
        tables: the tables in which they do.
    """

    child: str | None
    counts: dict[str, int]
    rules: tuple[str, ...]
    tables: tuple[str, ...]

    @property
    def total(self) -> int:
        """Number of findings of every severity."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class TableCount:
    """What was read from one table and found in it.

    Attributes:
        table: its name.
        read: rows read, or None when the findings name a table that is not in the dataset.
        left: rows the tool left of them.
        flagged: number of different rows with a finding.
        children: number of different children among them.
        counts: number of findings by severity.
    """

    table: str
    read: int | None
    left: int | None
    flagged: int
    children: int
    counts: dict[str, int]


@dataclass(frozen=True)
class Counts:
    """All totals of a run's findings.

    Attributes:
        findings: number of findings.
        flagged: number of different rows with a finding.
        children: number of different children with a finding.
        counts: number of findings by severity.
        rules: one for each rule that found something, gravest and largest first.
        tables: one for each table, those without findings included.
    """

    findings: int
    flagged: int
    children: int
    counts: dict[str, int]
    rules: list[RuleCount]
    tables: list[TableCount]

    @property
    def largest(self) -> int:
        """Rows that the rule with most of them flags."""
        return max((count.rows for count in self.rules), default=0)


@dataclass
class States:
    """The rules by how they went.

    Attributes:
        total: number of rules.
        ran: number of rules that ran.
        clear: rules that ran and found nothing.
        skipped: rules that could not run, by reason, largest group first.
        failed: rules that broke, by reason, largest group first.
        tools: each tool with the number of its rules that ran, and of all its rules.
    """

    total: int = 0
    ran: int = 0
    clear: list[Check] = field(default_factory=list)
    skipped: dict[str, list[Check]] = field(default_factory=dict)
    failed: dict[str, list[Check]] = field(default_factory=dict)
    tools: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def skips(self) -> int:
        """Number of rules that could not run."""
        return sum(map(len, self.skipped.values()))

    @property
    def failures(self) -> int:
        """Number of rules that broke."""
        return sum(map(len, self.failed.values()))


def count(result: Result) -> Counts:
    """All totals of a run."""
    findings = result.findings
    return Counts(
        findings=len(findings),
        flagged=_different_rows(findings),
        children=int(findings["child"].nunique()),
        counts=by_severity(findings),
        rules=[rule for rule in by_rule(result) if rule.rows],
        tables=by_table(result),
    )


def by_severity(findings: Findings) -> dict[str, int]:
    """Number of findings by severity, the worst first, those of zero included."""
    counts = findings["severity"].value_counts()
    return {severity: int(counts.get(severity, 0)) for severity in SEVERITIES}


def flagged(findings: Findings) -> dict[str, RuleCount]:
    """What each rule flags, by its code; rules that found nothing are not in it."""
    grouped = findings.groupby("rule", observed=True, sort=True).agg(
        title=("title", "first"),
        severity=("severity", "first"),
        rows=("row", "size"),
        children=("child", "nunique"),
    )
    return {
        str(rule): RuleCount(str(rule), str(title), str(severity), int(rows), int(children))
        for rule, title, severity, rows, children in grouped.itertuples(name=None)
    }


def by_rule(result: Result) -> list[RuleCount]:
    """One for each rule that was checked or found something.

    The worst severity comes first, within it the rules with most rows.
    """
    counts = flagged(result.findings)
    checked = {check.rule: _of_check(check, counts.get(check.rule)) for check in result.checks}
    # Those that were checked first: of rules alike they keep the order in which they ran.
    rules = {**checked, **counts, **checked}.values()
    return sorted(rules, key=lambda rule: (_rank(rule.severity), -rule.rows))


def by_child(findings: Findings) -> list[ChildCount]:
    """One for each child, those with most findings first; alike ones by identifier."""
    severities = {
        severity: _of_children(findings[findings["severity"] == severity])
        for severity in SEVERITIES
    }
    rules, tables = _lists(findings, "rule"), _lists(findings, "table")
    children = [
        ChildCount(
            child,
            {severity: counts.get(child, 0) for severity, counts in severities.items()},
            rules[child],
            tables[child],
        )
        for child in rules
    ]
    return sorted(
        children, key=lambda count: (-count.total, count.child is None, count.child or "")
    )


def by_table(result: Result) -> list[TableCount]:
    """One for each table that was read, is left or has a finding."""
    left = result.dataset.rows
    read = result.rows_read or left
    parts = {str(name): part for name, part in result.findings.groupby("table", observed=True)}
    nothing = result.findings.iloc[:0]
    return [
        TableCount(
            table=name,
            read=read.get(name),
            left=left.get(name, 0) if name in read else left.get(name),
            flagged=_different_rows(parts.get(name, nothing)),
            children=int(parts.get(name, nothing)["child"].nunique()),
            counts=by_severity(parts.get(name, nothing)),
        )
        for name in dict.fromkeys([*read, *left, *parts])
    ]


def by_state(checks: Sequence[Check]) -> States:
    """The rules by how they went."""
    ran = [check for check in checks if check.state == "done"]
    return States(
        total=len(checks),
        ran=len(ran),
        clear=[check for check in ran if not check.found],
        skipped=_by_reason(checks, "skipped"),
        failed=_by_reason(checks, "failed"),
        tools=_by_tool(checks),
    )


def _different_rows(findings: Findings) -> int:
    return int((~findings.duplicated(["table", "row"])).sum())


def _of_check(check: Check, count: RuleCount | None) -> RuleCount:
    rows, children = (count.rows, count.children) if count else (0, 0)
    about = (check.rule, check.title, check.severity, rows, children)
    return RuleCount(*about, check.state, check.reason, check.fix)


def _of_children(findings: Findings) -> dict[str | None, int]:
    counts = findings["child"].value_counts(dropna=False)
    return dict(zip(_names(counts.index), counts.tolist(), strict=True))


def _lists(findings: Findings, column: str) -> dict[str | None, tuple[str, ...]]:
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


def _by_tool(checks: Sequence[Check]) -> list[tuple[str, int, int]]:
    states: dict[str, list[str]] = {}
    for check in checks:
        states.setdefault(check.tool, []).append(check.state)
    return [(tool, states[tool].count("done"), len(states[tool])) for tool in states]


def _by_reason(checks: Sequence[Check], state: str) -> dict[str, list[Check]]:
    groups: dict[str, list[Check]] = {}
    for check in checks:
        if check.state == state:
            groups.setdefault(check.reason or "No reason was given.", []).append(check)
    return dict(sorted(groups.items(), key=lambda group: -len(group[1])))
