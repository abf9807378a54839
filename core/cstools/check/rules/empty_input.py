"""Tables without records do not break it.

Level: error
Why: Small councils have empty tables in their returns.
Fix: Let the hook cope with a table of no rows; a refusal is a cstools.InputError with an advice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Say how it broke; to refuse with a clear message is no break."""
    subject.runs  # noqa: B018 - raises where the tool does not run at all
    for run in subject.all_runs:
        if run.kind == "empty" and run.error and not run.refusal:
            yield f"On {run.data}: {run.error}"
