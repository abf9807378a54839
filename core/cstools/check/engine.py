"""Ask every rule about a project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cstools.check.project import read_project
from cstools.check.report import UNSEEN, Outcome, Report
from cstools.check.rule import NotApplyingError, NotSeenError, Problem, Rule, every_rule
from cstools.check.subject import Subject
from cstools.data.context import Silent
from cstools.errors import UsageError
from cstools.io.scratch import scratch

if TYPE_CHECKING:
    import os

    from cstools.data.context import Progress

TIMEOUT = 120.0
_MOST_TEXTS = 3
# Skipping this one would hide what is skipped.
NEVER_SKIPPED = "skips"


def check(
    folder: str | os.PathLike[str], *, timeout: float = TIMEOUT, progress: Progress | None = None
) -> Report:
    """Check the project of a tool or standard. The tool is tried, but not installed.

    Args:
        folder: the folder with the project's ``pyproject.toml``.
        timeout: how many seconds one step of the trial may take.
        progress: told what is being looked at.

    Returns:
        A `Report`; its ``passed`` is what counts.

    Raises:
        UsageError: the folder is not there or is no project of one tool, or `timeout` is no number
            above zero.
    """
    if not timeout > 0:
        raise UsageError("The limit of time has to be above zero.", "Give seconds, 120 say.")
    project = read_project(Path(folder))
    progress = progress or Silent()
    with scratch("cstools-check-") as place:
        subject = Subject(project, place.resolve(), timeout, progress)
        outcomes = []
        for rule in every_rule():
            progress.say(f"Checking {rule.id}")
            outcomes.append(_ask(rule, subject))
    return Report(project.folder, project.name, project.version or "", outcomes)


def _ask(rule: Rule, subject: Subject) -> Outcome:
    reason = subject.project.skipped.get(rule.id)
    if reason is not None and rule.id != NEVER_SKIPPED:
        return Outcome(rule.id, rule.level, "skipped", reason)
    try:
        problems = [Problem(p) if isinstance(p, str) else p for p in rule.look(subject)]
    except NotApplyingError as error:
        return Outcome(rule.id, rule.level, "not applying", str(error))
    except NotSeenError as error:
        return Outcome(rule.id, rule.level, "skipped", f"{UNSEEN}{error}")
    if not problems:
        return Outcome(rule.id, rule.level, "passed")
    return Outcome(rule.id, rule.level, "failed", _summary(problems), problems[0].fix or rule.fix)


def _summary(problems: list[Problem]) -> str:
    texts = list(dict.fromkeys(problem.text for problem in problems))
    more = len(texts) - _MOST_TEXTS
    return " ".join([*texts[:_MOST_TEXTS], *([f"And {more} more like this."] if more > 0 else [])])
