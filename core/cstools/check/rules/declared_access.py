"""It uses the network, other programs and other folders only where its manifest declares it.

Level: error
Why: In a run it is stopped, and nobody gets results.
Fix: Take it out of the tool, or declare it in cstools.toml: network, subprocess or writes_outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.rule import NotApplyingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Say what it was stopped for."""
    if not subject.manifest.stages:
        raise NotApplyingError("It has no stage.")
    for run in subject.all_runs:
        if run.undeclared:
            yield f"On {run.data}: {run.error}"
