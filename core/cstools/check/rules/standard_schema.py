"""The schema of each standard it provides is there and complete.

Level: error
Why: From it cstools info shows tables, columns and code lists without importing the package.
Fix: Write schema.toml as the reference page "The schema" has it, and name it in cstools.toml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Say what is wrong with the schemas."""
    for report in subject.provided:
        yield from report.schema
    if subject.trial.stuck and not subject.trial.provided:
        yield subject.trial.stuck
