"""Every rule that finds something is among the checks it lists.

Level: advice
Why: The report shows which rules were looked at, what each looks for, and what to do about it.
Fix: Add a cstools.Check for each rule to context.checks, also for one that found nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.rule import NotApplyingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Say which rules are not listed."""
    if "validate" not in subject.tool.stages:
        raise NotApplyingError("It makes no findings.")
    for run in subject.runs:
        yield from (f"Rule {rule} is not among the checks." for rule in run.unlisted)
