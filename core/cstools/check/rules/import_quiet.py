"""Importing it does nothing but define things.

Level: error
Why: Tools are imported to be listed and looked at; that must not print, read data or reach out.
Fix: Move the work into the hook. What is read once can be kept with functools.cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.rule import NotSeenError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str | Problem]:
    """Say what it did while it was imported."""
    imported = subject.trial.imported
    if imported is None or imported.error:
        subject.imported  # noqa: B018 - raises, and names the rule that says why
        raise NotSeenError
    for act in imported.acts:
        yield f"While it is imported, it {act}."
    if imported.refused and not imported.acts:
        yield Problem(
            f"A package that it imports does what has to be declared. {imported.refused}",
            "Declare in cstools.toml what the message names, or do without that package.",
        )
