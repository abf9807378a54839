"""Exact totals of the findings: overall, by rule and by table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cstools.export._summary import RuleLine, by_rule, by_severity

if TYPE_CHECKING:
    from cstools.data.findings import Findings
    from cstools.data.result import Result


@dataclass(frozen=True)
class TableLine:
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

    @property
    def largest(self) -> int:
        """Rows that the rule with most of them flags."""
        return max((line.rows for line in self.rules), default=0)


def tally(result: Result) -> Tally:
    """Count the findings of a run."""
    findings = result.findings
    return Tally(
        findings=len(findings),
        flagged=_different_rows(findings),
        children=int(findings["child"].nunique()),
        counts=by_severity(findings),
        rules=[line for line in by_rule(result) if line.rows],
        tables=_by_table(findings, result),
    )


def _different_rows(findings: Findings) -> int:
    return int((~findings.duplicated(["table", "row"])).sum())


def _by_table(findings: Findings, result: Result) -> list[TableLine]:
    left = result.dataset.rows
    read = result.rows_read or left
    parts = {str(name): part for name, part in findings.groupby("table", observed=True)}
    nothing = findings.iloc[:0]
    return [
        TableLine(
            table=name,
            read=read.get(name),
            left=left.get(name, 0) if name in read else left.get(name),
            flagged=_different_rows(parts.get(name, nothing)),
            children=int(parts.get(name, nothing)["child"].nunique()),
            counts=by_severity(parts.get(name, nothing)),
        )
        for name in dict.fromkeys([*read, *left, *parts])
    ]
