"""It uses nothing that will go: no hook, no argument, and no module under a former name.

Level: warning
Why: A later version of cstools will no longer have it, and the tool will stop working with that.
Fix: Use what the message names instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.sources import imports_of, parse
from cstools.io.former_names import FORMER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject

FACE = (
    "cstools, cstools.standard, cstools.rules, cstools.figures, cstools.charts, cstools.testing or "
    "cstools.hookspecs"
)


def look(subject: Subject) -> Iterator[str]:
    """Say what is deprecated of what it uses."""
    for path in subject.project.sources:
        name = path.relative_to(subject.project.folder).as_posix()
        for line, module, names in imports_of(parse(path)):
            if module in FORMER:
                yield f"{name}, line {line}: {module} is a former name; {_instead(names)}."
    yield from subject.imported.deprecated


def _instead(names: list[str]) -> str:
    """What to write in place of an import of a module that has moved."""
    import cstools

    public = [name for name in names if name in cstools.__all__]
    if public and len(public) == len(names):
        return f"write: from cstools import {', '.join(public)}"
    return f"import what you need from {FACE}"
