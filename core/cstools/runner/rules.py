"""A validation tool's own list of its rules, from wherever the tool is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools import calling

if TYPE_CHECKING:
    from cstools.plugins import Plugin


def listed(plugin: Plugin, year: int | None) -> list[dict[str, Any]]:
    """The rules of one year or of all, as the tool's catalogue gives them; none without one.

    Raises:
        ToolError: the tool cannot be loaded, or the list cannot be made.
    """
    if plugin.manifest is None or plugin.manifest.catalogue is None:
        return []
    if plugin.environment is None:
        found: list[dict[str, Any]] = calling.catalogue(plugin, year)
    else:
        from cstools.worker import host

        found = host.catalogue(plugin, year)
    return found
