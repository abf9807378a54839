"""The manifest can be read and every key in it is right.

Level: error
Why: Search, info, the options of a run and its checks all come from cstools.toml.
Fix: Put right what the message names; the reference page "The manifest" lists all keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.checks.rule import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.checks.subject import Subject


def look(subject: Subject) -> Iterator[Problem]:
    """Say why the manifest cannot be read."""
    error = subject.project.manifest_problem
    if error is not None:
        yield Problem(error.problem, error.advice)
