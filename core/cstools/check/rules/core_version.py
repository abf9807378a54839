"""It depends on the core, in a version that fits this one.

Level: error
Why: Installing the tool has to bring a cstools that it works with.
Fix: List "childrens-services-tools>=0.1,<1" under dependencies in pyproject.toml.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from cstools.plugin.packages import CORE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Look for the core among the dependencies."""
    named = [o for o in subject.project.requirements if canonicalize_name(o.name) == CORE]
    if not named:
        yield f"It does not depend on {CORE}."
    for requirement in named:
        if not requirement.specifier.contains(version(CORE), prereleases=True):
            yield f"It depends on {requirement}, which this version {version(CORE)} does not fit."
        elif not requirement.specifier:
            yield f"It depends on any version of {CORE}."
