"""What tools need of each other: the standards they read, the packages they are built on."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution
from typing import TYPE_CHECKING

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from cstools.errors import UsageError
from cstools.install.candidate import choose
from cstools.install.request import ToolRequest

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
        for standard in candidate.entry.reads:
            provider = None if standard in present else _provider(standard, registries)
            if provider is not None and provider not in present | set(standards):
                # Asked for with the tool, it is still of the first registry that lists it.
                places = [*candidate.registry.prior, *registries]
                standards[provider] = _standard(provider, standard, candidate.entry, places)
    return list(standards.values())


def provided(plugins: Collection[Plugin]) -> set[str]:
    """The data standards that installed tools provide."""
    manifests = (plugin.manifest for plugin in plugins)
    return {name for manifest in manifests if manifest is not None for name in manifest.provides}


def lacking(entry: Entry, standards: Collection[str]) -> str:
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
        and (
            not provides.isdisjoint(other.manifest.reads if other.manifest else ())
            or package in _requires(other)
        )
    ]


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


def _requires(plugin: Plugin) -> set[str]:
    """Names of the packages that a tool beside the core is built on."""
    if plugin.environment is not None:
        return set()
    try:
        requirements = distribution(plugin.package).requires or []
        return {canonicalize_name(Requirement(text).name) for text in requirements}
    except (PackageNotFoundError, InvalidRequirement, ValueError):
        return set()
