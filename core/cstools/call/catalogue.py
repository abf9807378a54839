"""A validation tool's own list of its rules, from wherever the tool is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools.call import in_process
from cstools.data.rule_info import RuleInfo
from cstools.errors import ToolError

if TYPE_CHECKING:
    from cstools.plugin.discovery import Plugin
    from cstools.plugin.manifest import Manifest


def listed(plugin: Plugin, year: int | None) -> list[RuleInfo]:
    """The rules of one year or of all, as the tool's catalogue gives them; none without one.

    Raises:
        ToolError: the tool cannot be loaded, or the list cannot be made or read.
    """
    if plugin.manifest is None or not lists_rules(plugin.manifest):
        return []
    if plugin.environment is None:
        entries: Any = in_process.catalogue(plugin, year)
    else:
        from cstools.call.worker import host

        entries = host.catalogue(plugin, year)
    if not isinstance(entries, list | tuple):
        raise _unreadable(plugin, "it has to be a list")
    return [_rule(plugin, entry, number) for number, entry in enumerate(entries, 1)]


def lists_rules(manifest: Manifest) -> bool:
    """Whether a tool may list rules, as its manifest has it."""
    return manifest.catalogue is not None or "validate" in manifest.stages


def _rule(plugin: Plugin, entry: Any, number: int) -> RuleInfo:
    try:
        return RuleInfo.of(entry)
    except ValueError as error:
        raise _unreadable(plugin, f"entry {number}: {error}") from None


def _unreadable(plugin: Plugin, why: str) -> ToolError:
    return ToolError(
        f"The list of rules that {plugin.name} gives cannot be read: {why}.",
        f"Each entry has to be a mapping with its 'code'. {in_process.tell(plugin)}",
    )
