"""The lock: which tools, in which versions, on which packages, each with its hashes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any

import tomlkit
from packaging.markers import Marker
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from cstools.install.pins import HASH, Pin
from cstools.io.files import sha256_of
from cstools.io.value_checks import among, each, holding, matching, taken_by
from cstools.plugin.manifest import NAME as NAME_OF_TOOL
from cstools.plugin.receipt import OWN, SHARED

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT = 2
# Whose packages stand in the file itself.
ONE_FILE = 1
NAME = "cstools.lock"
BESIDE = "beside cstools"  # no tool can have this name: it has a blank
ANY = "any system"


def _specifier(text: str) -> SpecifierSet:
    """A version such as ``3.11`` as a specifier; a specifier as it is."""
    return SpecifierSet(f"=={text}.*" if text[:1].isdigit() else text)


def _is_environment(name: str) -> bool:
    return bool(NAME_OF_TOOL.fullmatch(name)) or name == BESIDE


_Package = Annotated[str, matching(re.compile(r"[A-Za-z0-9][\w.-]*"))]
_Environment = Annotated[str, holding(_is_environment)]
_Version = Annotated[str, taken_by(Version)]
_Python = Annotated[str, taken_by(_specifier)]
_Marker = Annotated[str, taken_by(lambda text: text and Marker(text))]
_Hashes = Annotated[tuple[str, ...], each(matching(HASH))]
PylockName = Annotated[str, matching(re.compile(r"(pylock\.[^./\\:]+\.toml)?"))]


@dataclass(frozen=True)
class LockedTool:
    """One tool or data standard.

    Attributes:
        name: the tool.
        version: its version.
        package: its distribution name.
        isolation: ``shared``, beside cstools, or ``own``, in an environment of its own.
        registry: name of the registry it came from; `cstools sync` looks there first.
        origin: where that registry says it comes from.
        python: the Python versions it runs on, as a specifier; empty for any.
        hashes: digests of its wheel, as ``sha256:...``; more than one where an index has several.
        unlocked: why no hash can stand for it, as a clause; empty for a tool that is locked.
    """

    name: _Package
    version: _Version
    package: _Package
    isolation: Annotated[str, among((OWN, SHARED))]
    registry: str = ""
    origin: str = ""
    python: _Python = ""
    hashes: _Hashes = ()
    unlocked: str = ""


@dataclass(frozen=True)
class LockedEnvironment:
    """One environment: the one the core stands in, or a tool's own.

    Attributes:
        name: the tool it belongs to, or ``beside cstools``.
        python: the version of its Python, such as ``3.11``.
        systems: what its packages were found for: ``any system``, or the one system the file was
            made on.
        digest: digest of its packages as they were there; the receipt ``run.json`` gives the same
            under ``environment`` and ``own_environments``.
    """

    name: _Environment
    python: _Python
    systems: str
    digest: str


@dataclass(frozen=True)
class LockedPackage:
    """One package of an environment, the core and the tools beside it left out.

    Attributes:
        environment: name of the environment.
        name: its distribution name, in its canonical spelling.
        version: its version.
        marker: on which systems it is needed; empty for all.
        registry: name of the registry it comes from; empty for an index or a folder of wheels.
        hashes: digests of the files it may be installed from.
    """

    environment: _Environment
    name: _Package
    version: _Version
    marker: _Marker = ""
    registry: str = ""
    hashes: _Hashes = ()


@dataclass(frozen=True)
class LockedFile:
    """A file that a package may be installed from.

    Attributes:
        hash: its digest, as ``sha256:...``.
        name: its name, such as ``click-8.1-py3-none-any.whl``.
        url: where the index has it; empty for one from a folder of wheels.
        size: its bytes; 0 where that is not known.
    """

    hash: str
    name: str
    url: str = ""
    size: int = 0


@dataclass(frozen=True)
class Lock:
    """A lock file.

    Attributes:
        core: version of the core.
        python: version of the Python it ran on, such as ``3.11``.
        system: the system it was made on, such as ``windows amd64``.
        tools: the tools, by name.
        environments: the environments, the one the core stands in first.
        packages: their packages.
        files: what packages from elsewhere than a registry may be installed from; what counts
            are the hashes.
    """

    core: str
    python: str
    system: str
    tools: tuple[LockedTool, ...] = ()
    environments: tuple[LockedEnvironment, ...] = ()
    packages: tuple[LockedPackage, ...] = ()
    files: tuple[LockedFile, ...] = field(default=(), compare=False)

    def packages_of(self, environment: str) -> list[LockedPackage]:
        """The packages of one environment."""
        return [package for package in self.packages if package.environment == environment]

    def environment(self, name: str) -> LockedEnvironment | None:
        """The environment of that name."""
        return next(
            (environment for environment in self.environments if environment.name == name), None
        )

    @property
    def sorted(self) -> Lock:
        """The same in the order of the file, which does not depend on where it was made."""
        return replace(
            self,
            tools=tuple(sorted(self.tools, key=lambda tool: tool.name)),
            environments=tuple(
                sorted(
                    self.environments,
                    key=lambda environment: (environment.name != BESIDE, environment.name),
                )
            ),
            packages=tuple(
                sorted(
                    self.packages,
                    key=lambda package: (
                        package.environment != BESIDE,
                        package.environment,
                        package.name,
                    ),
                )
            ),
        )


def pin_of(package: LockedPackage) -> Pin:
    """A locked package as pip and uv take it."""
    return Pin(package.name, package.version, package.hashes, package.marker)


def digest_of(lock: Lock) -> str:
    """The digest of what a lock says, whatever files it stands in and however they are laid out."""
    whole = lock.sorted
    document = tomlkit.document()
    document.add(tomlkit.comment("Made by 'cstools lock'; 'cstools sync' installs exactly this."))
    document.add(
        tomlkit.comment("Do not edit it, make it anew: its digest would not fit any more.")
    )
    head = {"format": 1, "core": lock.core, "python": lock.python, "system": lock.system}
    document["lock"] = {**head, "digest": ""}
    parts: dict[str, Sequence[LockedTool | LockedEnvironment | LockedPackage]]
    parts = {"tool": whole.tools, "environment": whole.environments, "package": whole.packages}
    for key, values in parts.items():
        if values:
            document[key] = tables_of(values)
    return sha256_of(tomlkit.dumps(document).encode())


def tables_of(values: Sequence[LockedTool | LockedEnvironment | LockedPackage]) -> Any:
    """Tables of what is not empty; each item of a list has a line of its own."""
    tables = tomlkit.aot()
    for value in values:
        table = tomlkit.table()
        for key, content in vars(value).items():
            if isinstance(content, tuple) and content:
                table[key] = tomlkit.item(sorted(content)).multiline(True)
            elif content:
                table[key] = content
        tables.append(table)
    return tables
