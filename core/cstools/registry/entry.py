"""What a registry holds: tools, their releases, and where each release comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from cstools.io.tables import Key
from cstools.registry import values  # noqa: TC001 - annotations are read
from cstools.registry.origin import AnOrigin, Origin

__all__ = ["FILE", "FORMAT", "Entry", "Origin", "Registry", "Release"]
FORMAT = 1
FILE = "registry.toml"


@dataclass(frozen=True)
class Release:
    """One version of a tool. What follows `sha256` is written by ``cstools publish``.

    Attributes:
        version: version of the package.
        requires: what it needs of cstools and of Python: ``childrens-services-tools>=0.1,<1``,
            ``python>=3.11``.
        origin: ``wheel`` and ``path`` lie beside the registry and never outside its folder;
            ``requirement`` is of the package index, as pip writes it.
        sha256: digest of the wheel; a wheel with another one is refused. In a signed registry every
            wheel has one.
        size: bytes of the wheel.
        dependencies: packages it is built on, besides cstools, as pip writes requirements.
        published_on: when it was published.
        verified_on: when it last passed the checks.
        verified_core: with which version of cstools.
        verified_python: with which version of Python.
        checks_passed: how many checks passed.
        checks_skipped: checks its author had it skip, ``id: reason`` each.
    """

    version: values.ReleaseVersion
    requires: values.Requirements
    origin: Annotated[AnOrigin, Key("from")]
    sha256: values.Sha256 = ""
    size: values.Count = 0
    dependencies: tuple[str, ...] = ()
    published_on: values.Day = ""
    verified_on: values.Day = ""
    verified_core: str = ""
    verified_python: str = ""
    checks_passed: values.Count = 0
    checks_skipped: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One tool of a registry.

    Attributes:
        name: lower-case letters, digits and single hyphens, starting with a letter.
        title: for a reader.
        summary: one sentence.
        stages: which of the four hooks it implements; empty for a data standard and a library.
        reads: data standards it accepts; empty means any table.
        package: its distribution name.
        licence: SPDX name, such as ``MIT``.
        maintainer: who looks after it.
        status: ``submitted``, ``reviewed``, ``recommended`` or ``retired``.
        isolation: ``shared``: installed beside cstools; ``own``: in an environment of its own.
        releases: its versions.
        homepage: where to read more.
        reviewed_on: when it was last reviewed.
        reviewed_by: by whom.
        provides: data standards it defines.
        also_reads: data standards that its parameters are read by; installed with it where a
            registry lists them.
        kind: ``library`` for a package that other tools import; else left out.
        personal_data: what it reads and writes about people.
        network: whether it may use the network.
        subprocess: whether it may start other programs.
        writes_outside: whether it may write outside its output folder.
        owners: who may change this entry.
        retired_because: why it is retired.
        superseded_by: the tool to use instead.
    """

    name: values.ToolName
    title: values.Title
    summary: str
    stages: values.Stages
    reads: tuple[str, ...]
    package: values.Package
    licence: str
    maintainer: str
    status: values.Status
    isolation: values.Isolation
    releases: Annotated[tuple[Release, ...], Key("release")] = ()
    homepage: str = ""
    reviewed_on: values.Day = ""
    reviewed_by: str = ""
    provides: tuple[str, ...] = ()
    also_reads: tuple[str, ...] = ()
    kind: str = ""
    personal_data: str = ""
    network: bool = False
    subprocess: bool = False
    writes_outside: bool = False
    owners: tuple[str, ...] = ()
    retired_because: str = ""
    superseded_by: str = ""

    @property
    def retirement(self) -> str:
        """A sentence that says it is retired, why, and what to use; empty when it is not."""
        if self.status != "retired":
            return ""
        why = f": {self.retired_because.rstrip('.')}." if self.retired_because else "."
        instead = f" Use {self.superseded_by} instead." if self.superseded_by else ""
        return f"{self.name} is retired and no longer looked after{why}{instead}"


@dataclass(frozen=True)
class Registry:
    """A list of tools.

    Attributes:
        name: a word for it.
        description: whose it is and what for, in a sentence.
        entries: its tools.
        path: the file it was read from; what its releases come from is beside it.
        serial: goes up by one with each change; 0 where nobody counts.
        public_key: the Ed25519 key it is signed with, base64; empty when it is not signed.
        id: a random text that tells it from every other, whatever it is called and wherever it
            lies; empty in one that was typed by hand.
        passing: whether its file is there for the moment only, as one unpacked from a kit.
        prior: the registries that are looked in before it, where that is known.
    """

    name: str
    description: str
    entries: tuple[Entry, ...]
    path: Path = Path(FILE)
    serial: int = 0
    public_key: str = ""
    id: str = ""
    passing: bool = False
    prior: tuple[Registry, ...] = field(default=(), repr=False, compare=False)

    def find(self, name: str) -> Entry | None:
        """The tool of that name."""
        return next((entry for entry in self.entries if entry.name == name), None)
