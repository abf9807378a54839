"""What tools need of each other: the standards they read, the packages they are built on."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution
from typing import TYPE_CHECKING

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from cstools.errors import UsageError
from cstools.install.choice import Choice, choose
from cstools.plugin import discovery

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.plugin.discovery import Plugin
    from cstools.registry.entry import Entry, Registry


def standards_of(chosen: Sequence[Choice], registries: Sequence[Registry]) -> list[Choice]:
    """The data standards that tools read and that are not here, where a registry has them.

    Raises:
        UsageError: a registry lists one and cannot give it.
    """
    here = _provided() | {choice.entry.name for choice in chosen}
    found: dict[str, Choice] = {}
    for choice in chosen:
        for standard in (*choice.entry.reads, *choice.entry.also_reads):
            provider = None if standard in here else _provider(standard, registries)
            if provider is not None and provider not in here | set(found):
                # Asked for with the tool, it is still of the first registry that lists it.
                places = [*choice.registry.prior, *registries]
                found[provider] = _chosen(provider, standard, choice.entry, places)
    return list(found.values())


def lacking(entry: Entry) -> str:
    """A sentence on what an installed tool cannot be run without; empty when it has all."""
    if not entry.reads or not _provided().isdisjoint(entry.reads):
        return ""
    return f"It reads {' or '.join(entry.reads)}, which is not installed and no registry lists."


def needing(plugin: Plugin, going: Sequence[Plugin]) -> list[str]:
    """The installed tools that read a tool's standards or are built on it and do not go with it."""
    names = {one.name for one in going}
    provides = set(plugin.manifest.provides) if plugin.manifest else set()
    package = canonicalize_name(plugin.package)
    return [
        other.name
        for other in discovery.installed()
        if other.name not in names
        and (not provides.isdisjoint(_read_by(other)) or package in _requires(other))
    ]


def _read_by(plugin: Plugin) -> tuple[str, ...]:
    """The standards that a tool reads its data and its parameters by."""
    manifest = plugin.manifest
    return () if manifest is None else (*manifest.reads, *manifest.also_reads)


def _provided() -> set[str]:
    manifests = (plugin.manifest for plugin in discovery.installed())
    return {name for manifest in manifests if manifest is not None for name in manifest.provides}


def _provider(standard: str, registries: Sequence[Registry]) -> str | None:
    """The tool that has a data standard, as the first registry that lists one says."""
    every = (entry for registry in registries for entry in registry.entries)
    return next((one.name for one in every if standard in (one.name, *one.provides)), None)


def _chosen(name: str, standard: str, reader: Entry, registries: Sequence[Registry]) -> Choice:
    try:
        return choose(name, registries)
    except UsageError as error:
        raise UsageError(
            f"{reader.name} reads {standard}, which is not installed. {error.problem}", error.advice
        ) from error


def _requires(plugin: Plugin) -> set[str]:
    """Names of the packages that a tool beside the core is built on."""
    if plugin.environment is not None:
        return set()
    try:
        needed = distribution(plugin.package).requires or []
        return {canonicalize_name(Requirement(one).name) for one in needed}
    except (PackageNotFoundError, InvalidRequirement, ValueError):
        return set()
