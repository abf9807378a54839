"""The names that are known: of tools and standards, installed or in a registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cstools.plugin import discovery

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.registry.entry import Registry


@dataclass(frozen=True)
class Known:
    """What a new tool can read, and what it cannot be called.

    Attributes:
        taken: names of tools and standards, each with where it is known from.
        standards: data standards that are installed or in a registry.
        installed: data standards that are installed.
    """

    taken: dict[str, str]
    standards: tuple[str, ...]
    installed: tuple[str, ...]

    @classmethod
    def of(cls, registries: Sequence[Registry]) -> Known:
        """What is installed here, and what these registries list."""
        taken: dict[str, str] = {}
        standards: set[str] = set()
        for registry in registries:
            for entry in registry.entries:
                taken[entry.name] = f"the registry {registry.name} lists it"
                standards.update(entry.provides)
        installed: set[str] = set()
        for plugin in discovery.installed():
            taken[plugin.name] = "it is installed here"
            installed.update(plugin.manifest.provides if plugin.manifest else ())
        return cls(taken, tuple(sorted(standards | installed)), tuple(sorted(installed)))
