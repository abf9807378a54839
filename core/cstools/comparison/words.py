"""What a comparison says, in words: the same on the terminal, in the page and in the CSV files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.comparison.rule_line import Fitting, Outcome, RuleLine
    from cstools.comparison.side import RuleStatus

_OUTCOMES: dict[Outcome, str] = {
    "unexplained": "differ, not explained",
    "explained": "differ, reason documented",
    "not run": "not run by one or both",
    "only first": "only {first} has it",
    "only second": "only {second} has it",
    "agree": "agree",
}
# The order in which totals are told.
ORDER: tuple[Outcome, ...] = (
    "agree",
    "explained",
    "unexplained",
    "only first",
    "only second",
    "not run",
)
_STATES = {
    "done": "ran",
    "skipped": "skipped",
    "failed": "failed",
    "left out": "left out",
    "absent": "does not have it",
    "unlisted": "does not list its rules",
}


def outcome(names: tuple[str, str], name: Outcome) -> str:
    """An outcome, with the names of the tools where they belong to it."""
    first, second = names
    return _OUTCOMES[name].format(first=first, second=second)


def who(names: tuple[str, str], by: str) -> str:
    """Who found a row: ``both`` or the name of a tool."""
    first, second = names
    return {"first": first, "second": second}.get(by, by)


def state(status: RuleStatus) -> str:
    """How a rule went in one tool."""
    return _STATES[status.state]


def severity(names: tuple[str, str], line: RuleLine) -> str:
    """A sentence where the tools do not call the rule the same, else an empty text."""
    left, other = line.first.severity, line.second.severity
    first, second = names
    if left and other and left != other:
        return f"{first} calls it {left}, {second} {other}."
    if line.regraded:
        return f"{line.regraded:,} of the rows both flag differ in severity."
    return ""


def reasons(names: tuple[str, str], line: RuleLine) -> list[str]:
    """Why the tools differ on a rule, as far as they say: one sentence or more for each reason."""
    sides = zip(names, (line.first, line.second), strict=True)
    of_the_run = [text for name, side in sides if (text := _run(name, side, line))]
    # What a tool documents is about rows that differ, not about a rule that was not run.
    documented = line.reasons if line.compared else ()
    return [*of_the_run, *(_documented(fitting, line) for fitting in documented)]


def unexplained(line: RuleLine) -> str:
    """How much of a difference nobody explains; an empty text where all of it is."""
    if line.outcome != "unexplained":
        return ""
    if line.unexplained == line.apart:
        return "Not explained."
    verb = "is" if line.unexplained == 1 else "are"
    return f"{line.unexplained:,} of {line.apart:,} rows {verb} not explained."


def reason(names: tuple[str, str], line: RuleLine) -> str:
    """All reasons as one text; of a difference that nobody explains it says just that."""
    if line.outcome == "agree":
        return ""
    return " ".join(filter(None, (unexplained(line), *reasons(names, line))))


def _documented(fitting: Fitting, line: RuleLine) -> str:
    """A documented reason, and for how many of the rows it holds where that is not all."""
    return " ".join((f"{fitting.tool} says: {fitting.reason}", *_reach(fitting, line)))


def _reach(fitting: Fitting, line: RuleLine) -> Iterator[str]:
    if not line.apart:
        return
    if not fitting.checked:
        yield "(Not checked row by row.)"
    elif not fitting.rows:
        yield "(Fits none of these rows.)"
    elif fitting.rows < line.apart:
        yield f"(Fits {fitting.rows:,} of {line.apart:,} rows.)"


def _run(name: str, status: RuleStatus, line: RuleLine) -> str:
    if status.state in _NOT_RUN:
        why = f": {status.reason}" if status.reason else "."
        return f"{name} {_NOT_RUN[status.state]}{why}"
    if status.state == "unlisted" and line.apart:
        return f"{name} does not list its rules, so it may not have this one."
    return ""


_NOT_RUN = {
    "skipped": "skipped it",
    "failed": "failed on it",
    "left out": "was not asked to run it",
}
