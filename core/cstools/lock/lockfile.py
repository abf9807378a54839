"""The lock file: which tools, in which versions, on which packages, each with its hashes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import tomlkit

from cstools.io.files import sha256_of

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = 1
NAME = "cstools.lock"
BESIDE = "beside cstools"  # no tool can have this name: it has a blank
ANY = "any system"
_HEAD = (
    "Made by 'cstools lock'; 'cstools sync' installs exactly this.",
    "Do not edit it, make it anew: its digest would not fit any more.",
)


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

    name: str
    version: str
    package: str
    isolation: str
    registry: str = ""
    origin: str = ""
    python: str = ""
    hashes: tuple[str, ...] = ()
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

    name: str
    python: str
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

    environment: str
    name: str
    version: str
    marker: str = ""
    registry: str = ""
    hashes: tuple[str, ...] = ()


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
    """

    core: str
    python: str
    system: str
    tools: tuple[LockedTool, ...] = ()
    environments: tuple[LockedEnvironment, ...] = ()
    packages: tuple[LockedPackage, ...] = ()

    def packages_of(self, environment: str) -> list[LockedPackage]:
        """The packages of one environment."""
        return [one for one in self.packages if one.environment == environment]

    def environment(self, name: str) -> LockedEnvironment | None:
        """The environment of that name."""
        return next((one for one in self.environments if one.name == name), None)

    @property
    def sorted(self) -> Lock:
        """The same in the order of the file, which does not depend on where it was made."""
        return replace(
            self,
            tools=tuple(sorted(self.tools, key=lambda one: one.name)),
            environments=tuple(
                sorted(self.environments, key=lambda one: (one.name != BESIDE, one.name))
            ),
            packages=tuple(
                sorted(
                    self.packages,
                    key=lambda one: (one.environment != BESIDE, one.environment, one.name),
                )
            ),
        )


def dump(lock: Lock) -> str:
    """The text of a lock file."""
    return _text(lock, digest_of(lock))


def digest_of(lock: Lock) -> str:
    """The digest of what a lock file says, however it is laid out."""
    return sha256_of(_text(lock, "").encode())


def _text(lock: Lock, digest: str) -> str:
    lock = lock.sorted
    document = tomlkit.document()
    for line in _HEAD:
        document.add(tomlkit.comment(line))
    head = tomlkit.table()
    head.update(
        {
            "format": FORMAT,
            "core": lock.core,
            "python": lock.python,
            "system": lock.system,
            "digest": digest,
        }
    )
    document["lock"] = head
    for key, values in (
        ("tool", lock.tools),
        ("environment", lock.environments),
        ("package", lock.packages),
    ):
        tables = tomlkit.aot()
        for one in values:
            tables.append(_table(vars(one)))
        if values:
            document[key] = tables
    return tomlkit.dumps(document)


def _table(values: Mapping[str, Any]) -> Any:
    """A table of what is not empty; each item of a list has a line of its own."""
    table = tomlkit.table()
    for key, value in values.items():
        if isinstance(value, tuple) and value:
            table[key] = tomlkit.item(sorted(value)).multiline(True)
        elif value:
            table[key] = value
    return table
