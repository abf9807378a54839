"""Every package it imports is listed under its dependencies.

Level: error
Why: What happens to be installed here may be lacking on the next machine.
Fix: Add the package to dependencies in pyproject.toml, with the least version that works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from cstools.check.sources import modules
from cstools.plugin.packages import CORE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Name each module whose distribution is not among the dependencies."""
    for text in subject.project.misread:
        yield f"The dependency '{text}' is not understood."
    for module, distribution in undeclared(subject).items():
        yield f"It imports {module} and does not depend on {distribution}."


def undeclared(subject: Subject) -> dict[str, str]:
    """The modules it needs and does not depend on, each with the distribution that holds it."""
    declared = {canonicalize_name(requirement.name) for requirement in subject.project.requirements}
    lacks = {}
    for module, required in sorted(modules(subject.project).items()):
        holding = sorted(map(canonicalize_name, subject.distributions.get(module, [])))
        of = {canonicalize_name(module), *holding}
        if required and module != "cstools" and not of & declared - {CORE}:
            lacks[module] = holding[0] if holding else module
    return lacks
