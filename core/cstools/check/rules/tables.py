"""The tables it makes keep the column row, with a number for each record.

Level: error
Why: Findings lead to rows by that number, and the tools after it count on it.
Fix: Keep the column row; number records that are made anew with assign(row=range(2, len(t) + 2)).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.rule import NotApplyingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Say which tables lack it."""
    if "wrangle" not in subject.tool.stages:
        raise NotApplyingError("It makes no tables.")
    for run in subject.runs:
        yield from run.tables
