"""A copy of the import package with what makes it look installed."""

from __future__ import annotations

import shutil
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from cstools.hookspecs import PROJECT
from cstools.io import wheel_file

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.check.project import Project
    from cstools.plugin.manifest import Manifest

_LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", ".*")


def stage(project: Project, manifest: Manifest, place: Path) -> Path:
    """Copy the import package and write the metadata of an installed one; gives the folder."""
    packages = place / "packages"
    packages.mkdir(parents=True)
    shutil.copytree(project.package, packages / project.package.name, ignore=_LEFT_OUT)
    number = project.version or "0"
    name = project.distribution or canonicalize_name(project.package.name)
    metadata = packages / f"{name.replace('-', '_')}-{number}.dist-info"
    metadata.mkdir()
    text = wheel_file.metadata(name, number, project.requirements)
    (metadata / "METADATA").write_text(text, encoding="utf-8")
    # Under the manifest's name, so that the trial goes on where the entry point has another.
    points = f"[{PROJECT}]\n{manifest.name} = {project.module}\n"
    (metadata / "entry_points.txt").write_text(points, encoding="utf-8")
    return packages


def first_missing(project: Project) -> str:
    """The first dependency that this Python does not have, or an empty text."""
    for requirement in project.requirements:
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            installed = version(requirement.name)
        except PackageNotFoundError:
            return str(requirement)
        if not requirement.specifier.contains(installed, prereleases=True):
            return str(requirement)
    return ""
