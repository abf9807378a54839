"""A table that it does not know does not break it.

Level: warning
Why: People give the wrong file; the message has to name the column that lacks, not a line of code.
Fix: Look for the columns first; where one lacks, raise cstools.InputError that names it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.rule import NotApplyingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Say how it broke; to refuse with a clear message is no break."""
    if subject.tool.reads or subject.tool.example is None:
        raise NotApplyingError("It names no example of a table that it knows.")
    subject.runs  # noqa: B018 - raises where the tool does not run at all
    for run in subject.all_runs:
        if run.kind == "unknown" and run.error and not run.refusal:
            yield f"On {run.data}: {run.error}"
