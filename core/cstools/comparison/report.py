"""Write a comparison: all of its files and the receipt, or none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from cstools.comparison import words
from cstools.errors import UsageError
from cstools.export._placement import Staging
from cstools.export._receipt import write_body
from cstools.export.csv import write_table

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from cstools.comparison.result import Comparison
    from cstools.comparison.rule_line import RuleLine
    from cstools.data.context import Progress

FORMATS = ("html", "csv")
PAGE, RULES, ROWS = "comparison.html", "comparison.csv", "comparison-rows.csv"


def check(formats: Sequence[str], folder: Path, *, overwrite: bool = False) -> None:
    """Find out before a long run whether its results can be written; raises as `write` does."""
    for name in formats:
        if name not in FORMATS:
            raise UsageError(
                f"There is no format '{name}' for a comparison.",
                f"Choose from {', '.join(FORMATS)}.",
            )
    with Staging(folder, overwrite=overwrite):
        pass  # left without a commit, it leaves everything as it was


def write(
    comparison: Comparison,
    folder: str | os.PathLike[str],
    formats: Sequence[str],
    *,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> list[Path]:
    """Write a comparison in several formats and return the files, receipt last.

    Raises:
        UsageError: a format is unknown.
        OutputError: the folder holds a run already, or cannot be written.
    """
    check(formats, Path(folder), overwrite=overwrite)
    with Staging(Path(folder), overwrite=overwrite) as staging:
        for name in dict.fromkeys(formats):
            if progress is not None:
                progress.say(f"Writing {name}")
            for path in _WRITERS[name](comparison, staging.folder):
                staging.add(path)
        staging.add(write_body(_receipt(comparison), staging))
        return staging.commit()


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
    outcomes = {
        line.rule: words.outcome(comparison.names, line.outcome) for line in comparison.lines
    }
    matched = comparison.matched
    by = matched["by"].cat.rename_categories({"first": first, "second": second})
    named = {"severity_first": f"severity {first}", "severity_second": f"severity {second}"}
    table = matched.assign(by=by).rename(columns=named)
    table.insert(1, "outcome", matched["rule"].map(outcomes).astype("str"))
    return table


def _html(comparison: Comparison, folder: Path) -> list[Path]:
    from cstools.comparison.page import render

    path = folder / PAGE
    path.write_text(render(comparison), encoding="utf-8", errors="replace", newline="\n")
    return [path]


def _csv(comparison: Comparison, folder: Path) -> list[Path]:
    return [
        write_table(rules(comparison), folder / RULES),
        write_table(findings(comparison), folder / ROWS),
    ]


_WRITERS = {"html": _html, "csv": _csv}


def _receipt(comparison: Comparison) -> dict[str, object]:
    timings = {name: round(seconds, 3) for name, seconds in comparison.timings.items()}
    return {
        **comparison.provenance,
        "rules": comparison.totals,
        "findings": comparison.rows,
        "timings": timings,
    }


def _rule(comparison: Comparison, line: RuleLine) -> list[object]:
    return [
        line.rule,
        line.title,
        words.outcome(comparison.names, line.outcome),
        *(line.both, line.only_first, line.only_second),
        words.reason(comparison.names, line),
        *(words.state(line.first), words.state(line.second)),
        *(line.first.severity, line.second.severity),
    ]
