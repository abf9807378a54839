"""Its panels can be drawn, in the page and in the workbook, without fetching anything.

Level: error
Why: Charts are drawn when the report is written, on a machine that may have no network.
Fix: Put the data inside the Vega-Lite specification, as plain numbers and texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.rule import NotApplyingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Say which panels could not be drawn."""
    if "visualise" not in subject.tool.stages:
        raise NotApplyingError("It makes no panels.")
    subject.runs  # noqa: B018 - raises where the tool does not run at all
    drawn = subject.trial.drawn
    if drawn is None:
        raise NotApplyingError("On the sample it makes no panels.")
    yield from drawn.problems
