"""Which release an installed tool goes on to, and from which registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

from cstools.errors import UsageError
from cstools.install.candidate import choose
from cstools.install.installed import came_from, its_place
from cstools.install.request import ToolRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.install.candidate import Candidate
    from cstools.plugin.discovery import Plugin
    from cstools.registry.entry import Registry


def concerns(plugin: Plugin, registries: Sequence[Registry], *, switch: bool) -> bool:
    """Whether a tool is one that ``upgrade --all`` looks at: listed, or from a registry."""
    is_listed = any(registry.find(plugin.name) is not None for registry in registries)
    return is_listed or (bool(came_from(plugin)) and not switch)


def newest(
    plugin: Plugin, version: str, registries: Sequence[Registry], *, switch: bool
) -> Candidate | None:
    """What a tool goes on to; None where no release is newer than the one that is here.

    Args:
        plugin: the installed tool.
        version: the one release that will do; empty for the newest that fits.
        registries: where to look.
        switch: look in all of them, not only in the one the tool came from.

    Raises:
        UsageError: the registry it came from is not there or has it no longer, or nothing fits.
        InputError: that registry cannot be read or trusted.
    """
    places = list(registries) if switch else its_place(plugin, registries)
    entry = next(filter(None, (place.find(plugin.name) for place in places)), None)
    if entry is None and not switch and (origin := came_from(plugin)):
        raise UsageError(
            f"{plugin.name} came from the registry {origin}, which no longer lists it.",
            "Keep it as it is, or take it from another registry: --from PLACE",
        )
    settled = entry is not None and not (version or plugin.problem or entry.retirement)
    if settled and not any(_has_newer(place, plugin) for place in places):
        return None
    return choose(ToolRequest(plugin.name, version), places)


def _has_newer(registry: Registry, plugin: Plugin) -> bool:
    entry = registry.find(plugin.name)
    try:
        current = Version(plugin.version)
    except InvalidVersion:
        return True
    return entry is not None and any(
        Version(release.version) > current for release in entry.releases
    )
