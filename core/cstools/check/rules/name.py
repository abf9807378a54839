"""The names of the tool and its package are free, and nobody takes them for others.

Level: error
Why: A name that is taken or looks like another leads people to the wrong tool.
Fix: Choose another name; write it in cstools.toml, pyproject.toml and the folder of the package.
"""

from __future__ import annotations

import keyword
import sys
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from cstools.check.sources import holding
from cstools.plugin.packages import CORE
from cstools.registry import bundled
from cstools.registry.tool_names import DEVICES, RESERVED, look_alike

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.project import Project
    from cstools.check.subject import Subject
    from cstools.plugin.manifest import Manifest


def look(subject: Subject) -> Iterator[str]:
    """Look at the tool's name, its distribution's and its import package's."""
    manifest, project = subject.manifest, subject.project
    if manifest.name in RESERVED | DEVICES or keyword.iskeyword(manifest.name):
        yield f"The name {manifest.name} is reserved."
    yield from _of_package(project)
    yield from _in_registry(project, manifest)


def _of_package(project: Project) -> Iterator[str]:
    package, distribution = project.package.name, project.distribution
    if not package.isidentifier() or keyword.iskeyword(package):
        yield f"The package {package} has a name that Python cannot import."
    elif package in sys.stdlib_module_names or package == "cstools":
        yield f"The package {package} would hide a module of that name."
    owners = {canonicalize_name(owner) for owner in holding([package])[package]}
    if owners - {distribution}:
        yield f"The package {package} has the name of one that {min(owners)} installs."
    if not distribution or distribution == CORE:
        yield "pyproject.toml gives the distribution no name of its own."


def _in_registry(project: Project, manifest: Manifest) -> Iterator[str]:
    entries = bundled().entries
    for entry in entries:
        same = canonicalize_name(entry.package) == project.distribution
        if entry.name == manifest.name and not same:
            yield f"The registry has a tool called {entry.name} already, of {entry.package}."
        if same and entry.name != manifest.name:
            yield f"The registry knows the package {entry.package} as {entry.name}."
    names = {entry.name for entry in entries}
    other = None if manifest.name in names else look_alike(manifest.name, sorted(names))
    if other is not None:
        yield f"The name {manifest.name} looks like {other}, which is another tool."
