"""No cell of the input stands in logs, notes, messages or errors.

Level: error
Why: Logs and messages are copied into e-mails and tickets, and the data name children.
Fix: Name tables, columns and rows, not what stands in them; do not pass on a library's error text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.rule import NotSeenError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Say where marked cells were found."""
    manifest = subject.manifest
    if manifest.stages:
        for run in subject.all_runs:
            yield from (f"On {run.data} a cell stands in {place}." for place in run.leaks)
        if not subject.trial.ran:
            raise NotSeenError("See the rule runs.")
    if manifest.provides:
        for report in subject.provided:
            yield from (
                f"Reading {report.standard}, a cell stands in {place}." for place in report.leaks
            )
