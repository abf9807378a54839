"""Its findings name tables, rows and columns that are there.

Level: error
Why: People go to the row; the workbook colours the cell.
Fix: Name table and columns as they are, take the row from the column row, fill rule and title.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.rule import NotApplyingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Say which findings lead nowhere."""
    if "validate" not in subject.tool.stages:
        raise NotApplyingError("It makes no findings.")
    for run in subject.runs:
        yield from run.findings
