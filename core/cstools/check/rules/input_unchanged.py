"""It does not change the data it is given.

Level: error
Why: The tools after it, and the report, would show other data than were read.
Fix: Work on a copy: table = dataset["NAME"].assign(...), and give a new Dataset from wrangle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Say which tables were changed in place."""
    for run in subject.runs:
        for table in run.changed:
            yield f"On {run.data} it changed {table} in place."
