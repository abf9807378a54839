"""Every package it imports is listed under its dependencies.

Level: error
Why: What happens to be installed here may be lacking on the next machine.
Fix: Add the package to dependencies in pyproject.toml, with the least version that works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from cstools.checks.project import CORE
from cstools.checks.sources import modules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.checks.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Look for a distribution of each module among the dependencies."""
    project = subject.project
    declared = {canonicalize_name(one.name) for one in project.requirements}
    for text in project.misread:
        yield f"The dependency '{text}' is not understood."
    held = subject.imported.distributions
    for module, needed in sorted(modules(project).items()):
        of = {canonicalize_name(one) for one in (module, *held.get(module, []))}
        if needed and module != "cstools" and not of & declared - {CORE}:
            named = sorted(map(canonicalize_name, held.get(module, [])))
            yield f"It imports {module} and does not depend on {named[0] if named else module}."
