"""The entry point has the name of the manifest and leads to a module.

Level: error
Why: It is how cstools finds the tool once it is installed.
Fix: Write in pyproject.toml under [project.entry-points.cstools]: NAME = "PACKAGE.plugin".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Look at the one entry point of the group cstools."""
    project = subject.project
    if not project.points:
        yield "pyproject.toml has no entry point of the group cstools."
        return
    [(name, value)] = project.points.items()
    if project.manifest is not None and name != project.manifest.name:
        yield f"The manifest is called {project.manifest.name}, the entry point {name}."
    if ":" in value:
        yield f"The entry point {name} names something in a module; it has to name the module."
    if project.module_file is None:
        yield f"The entry point {name} leads to {value}, and there is no such module."
