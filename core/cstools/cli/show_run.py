"""The summary printed after a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools.cli.console import console, print_table
from cstools.data import counts as counting
from cstools.data.words import counted, severities
from cstools.export._period import period_in_words

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.data.context import Check
    from cstools.data.result import Result

_MOST_RULES = 15
_COLUMNS = {
    "rule": "Rule",
    "severity": "Severity",
    "title": "What is wrong",
    "rows": "Rows",
    "children": "Children",
}
_REASONS = 3


def warn(result: Result, *, quiet: bool) -> None:
    """Print what has to be known before any result; for a program or nobody on standard error."""
    for warning in result.warnings:
        console(stderr=quiet).print(f"Warning: {warning}", markup=False, style="bold red")


def show(result: Result, files: list[Path], *, verbose: bool = False) -> None:
    """Print what was read, what was found, what could not run and where the files are."""
    out = console()
    out.print(f"\n[bold]{result.tool.title}[/bold] {_period(result)}")
    warn(result, quiet=False)
    rows = result.rows_read or result.dataset.rows
    out.print(f"Read {counted(sum(rows.values()), 'row')} in {counted(len(rows), 'table')}.")
    if "validate" in result.timings:
        _findings(result, verbose=verbose)
        _checks(result.checks, verbose=verbose)
    for listing in result.listings:
        out.print(f"{listing.title}: {listing.text}", markup=False)
    if result.panels:
        out.print(f"{counted(len(result.panels), 'panel')}.")
    _notes(result, verbose=verbose)
    if files:
        out.print(f"\nWritten to {files[0].parent}:", markup=False)
        for path in files:
            out.print(f"  {path.relative_to(files[-1].parent)}", markup=False)


def as_json(result: Result, folder: Path, files: list[Path]) -> dict[str, Any]:
    """The summary as plain data; no cell values."""
    return {
        **result.provenance,
        "findings": counting.by_severity(result.findings),
        "rules": by_rule(result),
        "checks": {
            state: sum(check.state == state for check in result.checks)
            for state in ("done", "skipped", "failed")
        },
        "skipped": {
            check.rule: check.reason for check in result.checks if check.state == "skipped"
        },
        "failed": {check.rule: check.reason for check in result.checks if check.state == "failed"},
        "warnings": result.warnings,
        "notes": result.notes,
        "out": str(folder),
        "files": [path.name for path in files],
    }


def by_rule(result: Result) -> list[dict[str, Any]]:
    """Rows and children flagged by rule, in the order of the reports: the worst severity first."""
    keys = ("rule", "severity", "title", "rows", "children")
    return [
        {key: getattr(line, key) for key in keys} for line in counting.by_rule(result) if line.rows
    ]


def _period(result: Result) -> str:
    period = period_in_words(result)
    return f"for {period}" if period else ""


def _findings(result: Result, *, verbose: bool) -> None:
    rules = by_rule(result)
    first = rules if verbose else rules[:_MOST_RULES]
    if not rules:
        console().print("No rule found anything.")
        return
    children = result.findings["child"].nunique()
    counts = severities(counting.by_severity(result.findings))
    # Findings need not be about children.
    of_them = f", on {counted(children, 'child', 'children')}" if children else ""
    console().print(f"Found {counts} by {counted(len(rules), 'rule')}{of_them}.\n")
    keys = _COLUMNS if children else {k: v for k, v in _COLUMNS.items() if k != "children"}
    print_table(
        "Findings by rule",
        list(keys.values()),
        [tuple(rule[key] for key in keys) for rule in first],
        right=(3, 4),
    )
    if len(rules) > len(first):
        console().print(
            f"... and {counted(len(rules) - len(first), 'more rule')}: see the report, "
            "or add --verbose."
        )


def _checks(checks: list[Check], *, verbose: bool) -> None:
    tools = list(dict.fromkeys(check.tool for check in checks))
    for tool in tools:
        own = [check for check in checks if check.tool == tool]
        _checks_of(own, f"{tool}: " if len(tools) > 1 else "", verbose=verbose)


def _checks_of(checks: list[Check], whose: str, *, verbose: bool) -> None:
    states = counting.by_state(checks)
    console().print(
        f"{whose}{counted(states.ran, 'rule')} ran, {states.skips:,} skipped, "
        f"{states.failures:,} failed."
    )
    for reason, skipped in list(states.skipped.items())[: None if verbose else _REASONS]:
        console().print(f"  {len(skipped):,} skipped: {reason}", markup=False)
    for check in checks:
        if check.state == "failed":
            console().print(
                f"  Rule {check.rule} failed and was left out: {check.reason}", markup=False
            )


def _notes(result: Result, *, verbose: bool) -> None:
    for note in result.notes:
        console().print(f"Note: {note}", markup=False)
    if verbose:
        for stage, seconds in result.timings.items():
            console().print(f"{stage}: {seconds:.2f} s", markup=False)
