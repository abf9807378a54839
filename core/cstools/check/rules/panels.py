"""Its panels have a title of their own, and say in a sentence what they show.

Level: error
Why: The sentence is what people quote, and all that those hear who cannot see the chart.
Fix: Give each cstools.Panel a title, a text and, where it has limits, caveats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.rule import NotApplyingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Say what is wrong with the panels."""
    if "visualise" not in subject.tool.stages:
        raise NotApplyingError("It makes no panels.")
    for run in subject.runs:
        yield from run.panels
