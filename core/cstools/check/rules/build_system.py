"""pyproject.toml says how the package is built.

Level: error
Why: Publishing and installing build a wheel from it, in the same way on every machine.
Fix: Add a section [build-system] with requires and build-backend, as "Add a tool" has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Look at the section [build-system]."""
    section = subject.project.pyproject.get("build-system")
    if not isinstance(section, dict):
        yield "pyproject.toml has no section [build-system]."
        return
    for key in ("requires", "build-backend"):
        if not section.get(key):
            yield f"The section [build-system] of pyproject.toml lacks the key {key}."
