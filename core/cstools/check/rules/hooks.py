"""Its hooks have the names and arguments of the specifications, and are marked.

Level: error
Why: A hook with another name is never called, one with another argument is refused in every run.
Fix: Take names and arguments from the reference page "Hooks", and mark each with @cstools.hookimpl.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Say which hooks do not fit."""
    imported = subject.imported
    yield from imported.misfits
    for stage in imported.unmarked:
        yield f"cstools_{stage} is not marked with @cstools.hookimpl."
