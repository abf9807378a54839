"""The manifest can be read and every key in it is right.

Level: error
Why: Search, info, the options of a run and its checks all come from cstools.toml.
Fix: Put right what the message names; the reference page "The manifest" lists all keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.rule import Problem
from cstools.plugin.manifest import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject

_WRITE = (
    "Write it, as the reference page \"The manifest\" has it; 'cstools new' makes a whole tool."
)


def look(subject: Subject) -> Iterator[Problem]:
    """Say why the manifest cannot be read."""
    error = subject.project.manifest_problem
    if error is not None:
        lacks = not (subject.project.package / FILE).exists()
        # How to come by a manifest is another matter for the author than for a user.
        yield Problem(error.problem, _WRITE if lacks else error.advice)
