"""What its manifest declares, it uses.

Level: advice
Why: A tool that declares nothing is easier to trust.
Fix: Take the key out of cstools.toml, unless it is needed with other data or parameters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.rule import NotApplyingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Compare the manifest with what was seen in all runs."""
    keys = ("network", "subprocess", "writes_outside")
    declared = [key for key in keys if getattr(subject.tool, key)]
    if not declared:
        return
    if subject.trial.apart:
        raise NotApplyingError("It runs in an environment of its own, where this is not seen.")
    subject.runs  # noqa: B018 - raises where the tool does not run at all
    used = {key for run in subject.all_runs for key in run.used}
    for key in declared:
        if key not in used:
            yield f"The manifest declares {key} = true, and no run made use of it."
