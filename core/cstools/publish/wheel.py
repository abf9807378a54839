"""Build a tool's wheel and read from it what a registry says about it."""

from __future__ import annotations

import email
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.metadata import Metadata
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from cstools.errors import ToolError
from cstools.install import wheel as wheels
from cstools.io.files import sha256_of
from cstools.plugin.manifest import FILE, Manifest, read_manifest
from cstools.plugin.packages import CORE

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Built:
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


def build(project: Path, scratch: Path) -> Built:
    """Build the wheel of a project in an empty folder.

    Raises:
        ToolError: it cannot be built, or what is built is no tool.
    """
    path = wheels.build(project, scratch, f"The wheel of {project.name}")
    return _read(path, scratch / "inside")


def _read(path: Path, inside: Path) -> Built:
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        [about] = [name for name in names if name.endswith(".dist-info/METADATA")]
        manifests = [name for name in names if name.count("/") == 1 and name.endswith(f"/{FILE}")]
        if len(manifests) != 1:
            raise ToolError(
                f"The wheel {path.name} holds {len(manifests)} manifests; it should hold one.",
                f"Have the build put {FILE} into the wheel, inside the import package.",
            )
        wheel.extract(manifests[0], inside)
        metadata = Metadata.from_email(wheel.read(about), validate=False)
        headers = email.message_from_bytes(wheel.read(about))
    needs = [Requirement(text) for text in headers.get_all("Requires-Dist") or []]
    core = [requirement for requirement in needs if canonicalize_name(requirement.name) == CORE]
    python = [f"python{metadata.requires_python}"] if metadata.requires_python else []
    return Built(
        path=path,
        package=metadata.name,
        version=str(metadata.version),
        requires=(*(f"{CORE}{requirement.specifier}" for requirement in core), *python),
        dependencies=tuple(str(requirement) for requirement in needs if requirement not in core),
        homepage=next(iter((metadata.project_urls or {}).values()), ""),
        manifest=read_manifest(inside / manifests[0].split("/")[0]),
    )
