"""It works from a folder with spaces and accents in its name.

Level: error
Why: People's names are in the paths of their folders.
Fix: Use pathlib for paths, give programs a list of arguments, and never encode a path yourself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Say how it fails there; the trial stood in such a folder."""
    trial = subject.trial
    if trial.odd:
        yield f"In a folder with spaces and accents it fails: {trial.odd}"
    elif trial.failure or trial.stuck or trial.imported is None:
        subject.runs  # noqa: B018 - raises, and names the rule that says why
