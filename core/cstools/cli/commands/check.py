"""Check the project of a tool before it is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cstools.cli import console

if TYPE_CHECKING:
    from cstools.check import Outcome, Report


@click.command()
@click.argument("folder", default=".", metavar="[DIR]")
@click.option("--rules", "list_rules", is_flag=True, help="List the rules instead of checking.")
@click.option(
    "--timeout",
    type=float,
    default=120.0,
    show_default=True,
    metavar="SECONDS",
    help="How long one step of trying the tool may take.",
)
@console.verbose_option
@console.quiet_option
@console.json_option
def command(
    folder: str, list_rules: bool, timeout: float, verbose: bool, quiet: bool, as_json: bool
) -> None:
    """Check the project of a tool or standard: its files, and a trial on made-up data.

    DIR holds the project's pyproject.toml; without it, this folder is checked. The tool need not be
    installed. Exits 1 when a rule of level error fails.
    """
    if list_rules:
        _list(as_json=as_json)
        return
    from cstools.check import check

    with console.progress(quiet=quiet or as_json) as progress:
        report = check(folder, timeout=timeout, progress=progress)
    if as_json:
        console.print_json(_plain(report))
    elif not quiet or not report.passed:
        _show(report, verbose=verbose)
    if not report.passed:
        raise click.exceptions.Exit(1)


def _list(*, as_json: bool) -> None:
    from cstools.check import every_rule

    keys = ("id", "level", "title", "why", "fix")
    rules = [{key: getattr(rule, key) for key in keys} for rule in every_rule()]
    if as_json:
        console.print_json(rules)
    else:
        rows = [
            [rule_entry["id"], rule_entry["level"], rule_entry["title"]] for rule_entry in rules
        ]
        console.print_table("", ["Rule", "Level", "What has to hold"], rows)


def _plain(report: Report) -> dict[str, object]:
    keys = ("rule", "level", "state", "problem", "fix")
    return {
        "tool": report.tool,
        "version": report.version,
        "folder": str(report.folder),
        "passed": report.passed,
        "outcomes": [{key: getattr(outcome, key) for key in keys} for outcome in report.outcomes],
    }


def _show(report: Report, *, verbose: bool) -> None:
    failed = report.in_state("failed")
    skipped = [outcome for outcome in report.in_state("skipped") if verbose or not outcome.unseen]
    if failed:
        rows = [(outcome.rule, outcome.level, outcome.problem, outcome.fix) for outcome in failed]
        console.print_table("", ["Rule", "Level", "What is wrong", "What to do"], rows)
    if skipped:
        reasons = [(outcome.rule, outcome.level, outcome.problem) for outcome in skipped]
        console.print_table("", ["Skipped", "Level", "Why"], reasons)
    if verbose:
        rest = [
            outcome
            for outcome in report.outcomes
            if outcome not in failed and outcome not in skipped
        ]
        rows = [(outcome.rule, outcome.level, outcome.state, outcome.problem) for outcome in rest]
        console.print_table("", ["Rule", "Level", "State", ""], rows)
    click.echo(_summary(report, failed))


def _summary(report: Report, failed: list[Outcome]) -> str:
    name = f"{report.tool} {report.version}".strip()
    counts = [f"{len(report.in_state('passed'))} rules passed", f"{len(failed)} failed"]
    unseen = sum(outcome.unseen for outcome in report.outcomes)
    skipped = len(report.in_state("skipped")) - unseen
    if skipped:
        counts.append(f"{skipped} skipped")
    if unseen:
        counts.append(f"{unseen} could not be looked at because of that")
    verdict = "It passes." if report.passed else "It does not pass."
    return f"{name}: {', '.join(counts)}. {verdict}"
