"""What it depends on can be had, so that it can be tried.

Level: error
Why: A tool whose dependencies cannot be installed cannot be used, and cannot be checked.
Fix: Correct the dependencies in pyproject.toml, or connect to the package index and check again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.rule import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[Problem]:
    """Say why it could not be tried."""
    trial = subject.trial
    if trial.obstacle:
        yield Problem(trial.obstacle, trial.advice)
