"""What is printed after a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from cstools.cli.console import console, print_table
from cstools.comparison import words
from cstools.data.words import counted

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.comparison.result import Comparison
    from cstools.comparison.rule_line import RuleLine

# Table and row of a few findings, by rule and by who found them.
Examples: TypeAlias = "dict[str, dict[str, list[tuple[str, int]]]]"

_MOST_RULES = 12
_ROWS = 3
_LONG = 160


def show(comparison: Comparison, files: list[Path], *, verbose: bool = False) -> None:
    """Print the totals, the rules that differ, what was noted and where the files are."""
    out = console()
    first, second = comparison.names
    rows, tables = sum(comparison.dataset.rows.values()), len(comparison.dataset)
    out.print(f"\n[bold]{first} and {second} compared[/bold]")
    out.print(f"Both were given {counted(rows, 'row')} in {counted(tables, 'table')}.")
    _totals(comparison)
    _differences(comparison, verbose=verbose)
    for note in comparison.notes:
        out.print(f"Note: {note}", markup=False)
    if files:
        out.print(f"\nWritten to {files[0].parent}:", markup=False)
        for path in files:
            out.print(f"  {path.name}", markup=False)


def as_json(comparison: Comparison, folder: Path, files: list[Path]) -> dict[str, Any]:
    """The comparison as plain data: counts, reasons, table and row numbers; no cell, no child."""
    examples = _examples(comparison)
    return {
        **comparison.provenance,
        "totals": comparison.totals,
        "findings": comparison.rows,
        "rules": [_plain(comparison, line, examples) for line in comparison.lines],
        "notes": comparison.notes,
        "out": str(folder),
        "files": [path.name for path in files],
    }


def _totals(comparison: Comparison) -> None:
    if not comparison.lines:
        console().print("Neither tool found anything, and neither says which rules it has.")
        return
    print_table(
        "",
        ["Outcome", "Rules"],
        [(words.outcome(comparison.names, name), comparison.totals[name]) for name in words.ORDER],
        right=(1,),
    )
    first, second = comparison.names
    rows = comparison.rows
    console().print(
        f"Findings by rules that both ran: {rows['both']:,} by both, {rows['first']:,} only by "
        f"{first}, {rows['second']:,} only by {second}."
    )
    if rows["not compared"]:
        console().print(f"Findings by other rules, not compared: {rows['not compared']:,}.")


def _differences(comparison: Comparison, *, verbose: bool) -> None:
    differing = [line for line in comparison.lines if line.differs]
    if not differing:
        console().print("The tools do not differ on any rule that both ran.")
        return
    lines = differing if verbose else differing[:_MOST_RULES]
    first, second = comparison.names
    console().print()
    print_table(
        "Rules that differ",
        ["Rule", "What is wrong", "Both", f"Only {first}", f"Only {second}", "Reason"],
        [_row(line) for line in lines],
        right=(2, 3, 4),
    )
    examples = _examples(comparison)
    for line in lines:
        console().print(_explained(comparison, line, examples, whole=verbose), markup=False)
    if len(differing) > len(lines):
        console().print(
            f"... and {len(differing) - len(lines):,} more that differ: see the files, or add "
            "--verbose."
        )


def _row(line: RuleLine) -> tuple[object, ...]:
    reason = "documented" if line.outcome == "explained" else "NOT EXPLAINED"
    return line.rule, line.title, line.both, line.only_first, line.only_second, reason


def _explained(comparison: Comparison, line: RuleLine, examples: Examples, *, whole: bool) -> str:
    """Why a rule differs and where, in one or two sentences."""
    text = words.reason(comparison.names, line)
    if not whole and len(text) > _LONG:
        text = text[: _LONG - 1].rstrip() + "…"
    where = []
    for by, count in (("first", line.only_first), ("second", line.only_second)):
        if count:
            rows = _in_words(examples[line.rule][by])
            where.append(f"only {words.who(comparison.names, by)}: {rows}{' …' * (count > _ROWS)}")
    return f"{line.rule}: {text}\n  {'; '.join(where)}"


def _in_words(rows: list[tuple[str, int]]) -> str:
    """Rows by table: ``Episodes 12, 40; Header 3``."""
    tables: dict[str, list[str]] = {}
    for table, row in rows:
        tables.setdefault(table, []).append(str(row))
    return ", ".join(f"{table} {', '.join(numbers)}" for table, numbers in tables.items())


def _examples(comparison: Comparison) -> Examples:
    return {
        rule: {
            str(by): [
                (str(table), int(row))
                for table, row in zip(part["table"], part["row"], strict=True)
            ]
            for by, part in rows.groupby("by", observed=False)
        }
        for rule, rows in comparison.examples(_ROWS).items()
    }


def _plain(comparison: Comparison, line: RuleLine, examples: Examples) -> dict[str, Any]:
    first, second = comparison.names
    return {
        "rule": line.rule,
        "title": line.title,
        "outcome": line.outcome,
        "both": line.both,
        "only_first": line.only_first,
        "only_second": line.only_second,
        "went": {first: line.first.state, second: line.second.state},
        "severity": {first: line.first.severity, second: line.second.severity},
        "reasons": words.reasons(comparison.names, line),
        "examples": examples.get(line.rule, {}),
    }
