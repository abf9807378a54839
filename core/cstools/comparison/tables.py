"""A comparison as two tables: its rules and its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cstools.comparison import words

if TYPE_CHECKING:
    from cstools.comparison.result import Comparison
    from cstools.comparison.rule_line import RuleLine


def rules(comparison: Comparison) -> pd.DataFrame:
    """One row for each rule: outcome, rows by who flags them, how it went, reasons."""
    first, second = comparison.names
    headings = (
        *("rule", "title", "outcome", "both", f"only {first}", f"only {second}", "reason"),
        *(first, second, f"severity {first}", f"severity {second}"),
    )
    rows = [_rule(comparison, line) for line in comparison.lines]
    return pd.DataFrame(rows, columns=list(headings))


def findings(comparison: Comparison) -> pd.DataFrame:
    """One row for each finding: by whom, the outcome of its rule, the finding and a reason.

    The reason stands where only one tool found the row, and one that is documented fits it.
    """
    first, second = comparison.names
    outcomes = {line.rule: words.outcome(comparison, line.outcome) for line in comparison.lines}
    matched = comparison.matched
    by = matched["by"].cat.rename_categories({"first": first, "second": second})
    named = {"severity_first": f"severity {first}", "severity_second": f"severity {second}"}
    table = matched.assign(by=by).rename(columns=named)
    table.insert(1, "outcome", matched["rule"].map(outcomes).astype("str"))
    return table


def _rule(comparison: Comparison, line: RuleLine) -> list[object]:
    return [
        line.rule,
        line.title,
        words.outcome(comparison, line.outcome),
        *(line.both, line.only_first, line.only_second),
        words.reason(comparison, line),
        *(words.went(line.first), words.went(line.second)),
        *(line.first.severity, line.second.severity),
    ]
