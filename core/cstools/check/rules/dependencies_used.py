"""Every package among its dependencies is imported.

Level: warning
Why: Each dependency is one more to install, to review and to keep up to date.
Fix: Take it out of pyproject.toml; where it is needed all the same, skip this rule and say why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from cstools.check.sources import modules
from cstools.plugin import discovery
from cstools.plugin.packages import CORE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Look for a module of each dependency among the imports."""
    distributions = subject.imported.distributions
    imported = {CORE}
    for module in modules(subject.project):
        imported |= {canonicalize_name(name) for name in (module, *distributions.get(module, []))}
    for plugin in discovery.installed():
        # A standard is used by reading it, whether its package is imported or not.
        if plugin.manifest and set(plugin.manifest.provides) & set(subject.manifest.reads):
            imported.add(canonicalize_name(plugin.package))
    for requirement in subject.project.requirements:
        if canonicalize_name(requirement.name) not in imported:
            yield f"It depends on {requirement.name} and does not import it."
