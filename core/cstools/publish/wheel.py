"""Build a tool's wheel and read from it what a registry says about it."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from cstools.errors import ToolError
from cstools.install import wheel as wheels
from cstools.io.files import sha256_of
from cstools.io.wheel_file import read_metadata
from cstools.plugin.manifest import FILE, Manifest, read_manifest
from cstools.plugin.packages import CORE

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class BuiltWheel:
    """A wheel and what is in it.

    Attributes:
        path: the file.
        package: distribution name.
        version: distribution version.
        requires: what it needs of the core and of Python, as a registry has it.
        dependencies: what else it needs.
        homepage: its address, if it gives one.
        manifest: the manifest inside.
    """

    path: Path
    package: str
    version: str
    requires: tuple[str, ...]
    dependencies: tuple[str, ...]
    homepage: str
    manifest: Manifest

    @property
    def sha256(self) -> str:
        """Digest of the file, hexadecimal."""
        return sha256_of(self.path)

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self.path.stat().st_size


def build(project: Path, scratch: Path) -> BuiltWheel:
    """Build the wheel of a project in an empty folder.

    Raises:
        ToolError: it cannot be built, or what is built is no tool.
    """
    path = wheels.build(project, scratch, f"The wheel of {project.name}")
    return _read(path, scratch / "inside")


def _read(path: Path, inside: Path) -> BuiltWheel:
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        manifests = [name for name in names if name.count("/") == 1 and name.endswith(f"/{FILE}")]
        if len(manifests) != 1:
            raise ToolError(
                f"The wheel {path.name} holds {len(manifests)} manifests; it should hold one.",
                f"Have the build put {FILE} into the wheel, inside the import package.",
            )
        wheel.extract(manifests[0], inside)
    metadata = read_metadata(path)
    requirements = [Requirement(text) for text in metadata.get("requires_dist", [])]
    return BuiltWheel(
        path=path,
        package=metadata["name"],
        version=str(Version(metadata["version"])),
        requires=wheels.registry_requires(metadata),
        dependencies=tuple(
            str(requirement)
            for requirement in requirements
            if canonicalize_name(requirement.name) != CORE
        ),
        homepage=next(iter(metadata.get("project_urls", {}).values()), ""),
        manifest=read_manifest(inside / manifests[0].split("/")[0]),
    )
