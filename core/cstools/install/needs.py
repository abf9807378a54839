"""What tools need of each other: the standards they read, the packages they are built on."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution
from typing import TYPE_CHECKING

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from cstools.errors import UsageError
from cstools.install.candidate import choose
from cstools.install.request import ToolRequest
from cstools.plugin.receipt import SHARED

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cstools.install.candidate import Candidate
    from cstools.plugin.discovery import Plugin
    from cstools.registry.entry import Entry, Registry


def standards_of(
    candidates: Sequence[Candidate], registries: Sequence[Registry], plugins: Collection[Plugin]
) -> list[Candidate]:
    """The data standards that tools read and that are not here, where a registry has them.

    Raises:
        UsageError: a registry lists one and cannot give it.
    """
    present = provided(plugins) | {candidate.entry.name for candidate in candidates}
    standards: dict[str, Candidate] = {}
    for candidate in candidates:
        for standard in (*candidate.entry.reads, *candidate.entry.also_reads):
            provider = None if standard in present else _provider(standard, registries)
            if provider is not None and provider not in present | set(standards):
                # Asked for with the tool, it is still of the first registry that lists it.
                places = [*candidate.registry.prior, *registries]
                standards[provider] = _standard(provider, standard, candidate.entry, places)
    return list(standards.values())


def libraries_of(
    candidates: Sequence[Candidate], registries: Sequence[Registry], plugins: Collection[Plugin]
) -> list[Candidate]:
    """The libraries that tools beside the core are built on and that are not here, deepest first.

    Each is of the first registry that lists it, as whatever a tool is built on. A library that no
    registry lists is an ordinary package.

    Raises:
        UsageError: a registry lists one and cannot give it.
    """
    present = {canonicalize_name(plugin.package) for plugin in plugins if not plugin.environment}
    present |= {canonicalize_name(candidate.entry.package) for candidate in candidates}
    libraries: list[Candidate] = []
    front = [candidate for candidate in candidates if candidate.entry.isolation == SHARED]
    while front:
        candidate = front.pop()
        places = [*candidate.registry.prior, candidate.registry, *registries]
        for text in candidate.release.dependencies:
            requirement = Requirement(text)
            request = None
            if canonicalize_name(requirement.name) not in present:
                request = _library(requirement, places)
            if request is not None:
                present.add(canonicalize_name(requirement.name))
                libraries.append(_library_candidate(request, candidate.entry, places))
                front.append(libraries[-1])
    return libraries[::-1]


def provided(plugins: Collection[Plugin]) -> set[str]:
    """The data standards that installed tools provide."""
    manifests = (plugin.manifest for plugin in plugins)
    return {name for manifest in manifests if manifest is not None for name in manifest.provides}


def missing_standard(entry: Entry, standards: Collection[str]) -> str:
    """A sentence on what a tool cannot be run without; empty where it reads one of those there."""
    if not entry.reads or not set(entry.reads).isdisjoint(standards):
        return ""
    return f"It reads {' or '.join(entry.reads)}, which is not installed and no registry lists."


def needing(plugin: Plugin, leaving: Collection[Plugin], plugins: Collection[Plugin]) -> list[str]:
    """The installed tools that read a tool's standards or are built on it, and do not leave too."""
    names = {other.name for other in leaving}
    provides = set(plugin.manifest.provides) if plugin.manifest else set()
    package = canonicalize_name(plugin.package)
    return [
        other.name
        for other in plugins
        if other.name not in names
        and (not provides.isdisjoint(_read_by(other)) or package in _requires(other))
    ]


def _read_by(plugin: Plugin) -> tuple[str, ...]:
    """The standards that a tool reads its data and its parameters by."""
    manifest = plugin.manifest
    return () if manifest is None else (*manifest.reads, *manifest.also_reads)


def _provider(standard: str, registries: Sequence[Registry]) -> str | None:
    """The tool that has a data standard, as the first registry that lists one says."""
    entries = (entry for registry in registries for entry in registry.entries)
    named = (entry.name for entry in entries if standard in (entry.name, *entry.provides))
    return next(named, None)


def _standard(name: str, standard: str, reader: Entry, registries: Sequence[Registry]) -> Candidate:
    try:
        return choose(ToolRequest(name), registries)
    except UsageError as error:
        raise UsageError(
            f"{reader.name} reads {standard}, which is not installed. {error.problem}", error.advice
        ) from error


def _library(requirement: Requirement, registries: Sequence[Registry]) -> ToolRequest | None:
    """The newest release that fits of the library whose package is required; None for none."""
    name = canonicalize_name(requirement.name)
    entries = (entry for registry in registries for entry in registry.entries)
    entry = next((entry for entry in entries if canonicalize_name(entry.package) == name), None)
    if entry is None or not entry.kind:
        return None
    fitting = [
        release.version
        for release in entry.releases
        if requirement.specifier.contains(release.version, prereleases=True)
    ]
    return ToolRequest(entry.name, max(fitting, key=Version)) if fitting else None


def _library_candidate(
    request: ToolRequest, built: Entry, registries: Sequence[Registry]
) -> Candidate:
    try:
        return choose(request, registries)
    except UsageError as error:
        raise UsageError(
            f"{built.name} is built on {request.name}, which is not installed. {error.problem}",
            error.advice,
        ) from error


def _requires(plugin: Plugin) -> set[str]:
    """Names of the packages that a tool beside the core is built on."""
    if plugin.environment is not None:
        return set()
    try:
        requirements = distribution(plugin.package).requires or []
        return {canonicalize_name(Requirement(text).name) for text in requirements}
    except (PackageNotFoundError, InvalidRequirement, ValueError):
        return set()
