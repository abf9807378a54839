"""One tool that goes into a kit: from a registry, or as it is installed here."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from cstools.errors import ToolError
from cstools.install import wheel as wheels
from cstools.io.wheel_file import read_metadata
from cstools.kit.repack import wheel_of
from cstools.plugin import receipt as receipts
from cstools.plugin.packages import same_version
from cstools.plugin.receipt import OWN, SHARED
from cstools.registry.entry import Entry, Origin, Release

if TYPE_CHECKING:
    from collections.abc import Sequence

    from packaging.metadata import RawMetadata

    from cstools.install.candidate import Candidate
    from cstools.plugin.discovery import Plugin
    from cstools.plugin.receipt import Receipt
    from cstools.registry import Registry


@dataclass(frozen=True)
class KitItem:
    """A tool that goes into a kit.

    Attributes:
        entry: what is known of it.
        release: the one that goes in.
        source: the path of its wheel, or a requirement for the index; empty as long as neither is
            fetched.
        constraints: versions of other packages that it runs with here, ``name==version`` each.
    """

    entry: Entry
    release: Release
    source: str = ""
    constraints: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called."""
        return self.entry.name

    @property
    def wheel(self) -> Path | None:
        """Its wheel, where it has one already."""
        return Path(self.source) if self.source.endswith(".whl") else None

    @property
    def requirement(self) -> str:
        """What pip has to be told to install it."""
        if self.wheel is None:
            return self.source
        return f"{self.entry.package} @ {self.wheel.as_uri()}"

    @property
    def python(self) -> str:
        """The Python versions it runs on, as a specifier; empty for any."""
        requirements = [Requirement(text) for text in self.release.requires]
        return ",".join(
            str(requirement.specifier)
            for requirement in requirements
            if requirement.name == "python"
        )


def from_registry(candidate: Candidate, plugin: Plugin | None) -> KitItem:
    """A release that a registry gives; not fetched yet.

    Args:
        candidate: the release.
        plugin: the same release as it is installed here, where it is.
    """
    if plugin is None:
        return KitItem(candidate.entry, candidate.release)
    entry = replace(candidate.entry, isolation=_isolation(plugin))
    return KitItem(entry, candidate.release, constraints=_constraints_of(_receipt(plugin)))


def from_here(plugin: Plugin, registries: Sequence[Registry], folder: Path) -> KitItem:
    """A tool as it is installed, where no registry gives that release as a wheel.

    Args:
        plugin: the tool.
        registries: what may describe it.
        folder: an empty folder for its wheel.

    Raises:
        ToolError: it is broken, or its wheel could not be made.
    """
    if plugin.manifest is None:
        raise ToolError(
            f"The tool {plugin.name} is broken: {plugin.problem}",
            f"Put that right, or leave it out with --skip {plugin.name}.",
        )
    receipt = _receipt(plugin)
    source, sha256 = _source(plugin, receipt, folder), receipt.sha256 if receipt else ""
    wheel = Path(source) if source.endswith(".whl") else None
    requires = wheels.registry_requires(_metadata(wheel)) if wheel is not None else ()
    hits = (registry.find(plugin.name) for registry in registries)
    known = next((entry for entry in hits if entry is not None), None) or _described(plugin)
    release = Release(plugin.version, requires, Origin("requirement", source), sha256)
    return KitItem(
        replace(known, isolation=_isolation(plugin)), release, source, _constraints_of(receipt)
    )


def built_on(wheel: Path) -> set[str]:
    """Names of the packages that a wheel says it needs, on whichever system."""
    requirements = map(Requirement, _metadata(wheel).get("requires_dist", []))
    return {canonicalize_name(requirement.name) for requirement in requirements}


def _metadata(wheel: Path) -> RawMetadata:
    try:
        return read_metadata(wheel)
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise ToolError(f"{wheel.name} is no whole wheel.", "Install its tool again.") from error


def _source(plugin: Plugin, receipt: Receipt | None, folder: Path) -> str:
    if receipt is not None and receipt.wheel:
        return str(wheels.from_store(receipt.wheel, folder))
    if plugin.environment is not None and receipt is not None:
        return receipt.origin.partition(" ")[2]
    try:
        return str(wheel_of(distribution(plugin.package), folder))
    except PackageNotFoundError:
        raise ToolError(f"The package of {plugin.name} is gone.", "Install it again.") from None


def _receipt(plugin: Plugin) -> Receipt | None:
    """The receipt of a tool; none where what is installed is not what it says."""
    receipt = receipts.read(plugin.name, _isolation(plugin))
    same = receipt is not None and same_version(receipt.version, plugin.version)
    return receipt if same else None


def _isolation(plugin: Plugin) -> str:
    return OWN if plugin.environment is not None else SHARED


def _constraints_of(receipt: Receipt | None) -> tuple[str, ...]:
    return receipt.packages if receipt is not None else ()


def _described(plugin: Plugin) -> Entry:
    """The entry of a tool that no registry lists, from its manifest."""
    manifest = plugin.manifest
    assert manifest is not None
    return Entry(
        name=manifest.name,
        title=manifest.title,
        summary=manifest.summary,
        stages=manifest.stages,
        reads=manifest.reads,
        package=plugin.package,
        licence=manifest.licence,
        maintainer=manifest.maintainer,
        status=manifest.status,
        isolation="",
        releases=(),
        provides=manifest.provides,
        also_reads=manifest.also_reads,
        kind=manifest.kind,
        personal_data=manifest.personal_data,
        network=manifest.network,
        subprocess=manifest.subprocess,
        writes_outside=manifest.writes_outside,
    )
