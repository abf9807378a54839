"""Exact totals of the findings: overall, by rule and by table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cstools.findings import SEVERITIES

if TYPE_CHECKING:
    from cstools.dataset import Dataset
    from cstools.findings import Findings


@dataclass(frozen=True)
class RuleLine:
    """What one rule found.

    Attributes:
        rule: the rule's code.
        title: what is wrong.
        severity: the gravest severity it was given.
        rows: number of rows it flags.
        children: number of different children among them.
        share: `rows` as a percentage of the largest rule's, for a bar.
    """

    rule: str
    title: str
    severity: str
    rows: int
    children: int
    share: float


@dataclass(frozen=True)
class TableLine:
    """What was read from one table and found in it.

    Attributes:
        table: its name.
        read: rows read, or None when the findings name a table that is not in the dataset.
        flagged: number of different rows with a finding.
        children: number of different children among them.
        counts: number of findings by severity.
    """

    table: str
    read: int | None
    flagged: int
    children: int
    counts: dict[str, int]


@dataclass(frozen=True)
class Tally:
    """All totals of a run.

    Attributes:
        findings: number of findings.
        flagged: number of different rows with a finding.
        children: number of different children with a finding.
        counts: number of findings by severity.
        rules: one line per rule that found something, gravest and largest first.
        tables: one line per table, those without findings included.
    """

    findings: int
    flagged: int
    children: int
    counts: dict[str, int]
    rules: list[RuleLine]
    tables: list[TableLine]


def tally(findings: Findings, dataset: Dataset) -> Tally:
    """Count the findings of a run."""
    return Tally(
        findings=len(findings),
        flagged=_different_rows(findings),
        children=int(findings["child"].nunique()),
        counts=_by_severity(findings),
        rules=_by_rule(findings),
        tables=_by_table(findings, dataset),
    )


def _different_rows(findings: Findings) -> int:
    return int((~findings.duplicated(["table", "row"])).sum())


def _by_severity(findings: Findings) -> dict[str, int]:
    counts = findings["severity"].value_counts()
    return {severity: int(counts.get(severity, 0)) for severity in SEVERITIES}


def _by_rule(findings: Findings) -> list[RuleLine]:
    groups = findings.groupby("rule", observed=True)
    largest = int(groups.size().max()) if len(findings) else 1
    lines = [
        RuleLine(
            rule=str(rule),
            title=str(part["title"].iloc[0]),
            severity=min(part["severity"].unique(), key=SEVERITIES.index),
            rows=len(part),
            children=int(part["child"].nunique()),
            share=round(100 * len(part) / largest, 1),
        )
        for rule, part in groups
    ]
    return sorted(lines, key=lambda line: (SEVERITIES.index(line.severity), -line.rows))  # type: ignore[arg-type]


def _by_table(findings: Findings, dataset: Dataset) -> list[TableLine]:
    read = dataset.rows
    parts = {str(name): part for name, part in findings.groupby("table", observed=True)}
    nothing = findings.iloc[:0]
    return [
        TableLine(
            table=name,
            read=read.get(name),
            flagged=_different_rows(parts.get(name, nothing)),
            children=int(parts.get(name, nothing)["child"].nunique()),
            counts=_by_severity(parts.get(name, nothing)),
        )
        for name in dict.fromkeys([*read, *parts])
    ]
