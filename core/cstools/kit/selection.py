"""Which tools go into a kit, and the data standards they read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from cstools.errors import UsageError
from cstools.install import installed, wheel
from cstools.install.candidate import choose
from cstools.install.request import ToolRequest, requests
from cstools.kit.item import built_on, from_here, from_registry
from cstools.plugin import discovery
from cstools.plugin.packages import same_version

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cstools.install.candidate import Candidate
    from cstools.kit.item import KitItem
    from cstools.kit.target import Target
    from cstools.registry import Registry


@dataclass(frozen=True)
class KitSelection:
    """The tools of a kit for a machine, and how they are selected.

    Attributes:
        target: the machine.
        registries: where to look for tools that are not installed here.
        skip: tools to leave out.
        scratch: a folder for their wheels.
        say: is told what is going on.
    """

    target: Target
    registries: Sequence[Registry]
    skip: Sequence[str]
    scratch: Path
    say: Callable[[str], None]

    def items(self, texts: Sequence[str]) -> list[KitItem]:
        """Select tools and what they need: libraries come first, then standards.

        A tool that is installed goes in at the version it has here. Another one, and
        ``NAME==VERSION``, comes from a registry.

        Args:
            texts: the tools, each ``NAME`` or ``NAME==VERSION``; without any, all installed ones.

        Raises:
            UsageError: a tool is not known, or does not run on that Python.
            ToolError: a tool is broken, or its wheel could not be made.
        """
        named = list(dict.fromkeys(texts)) or [plugin.name for plugin in discovery.installed()]
        requested = requests(*named)
        self._check_skipped({request.name for request in requested})
        packed = [request for request in requested if request.name not in self.skip]
        names = [request.name for request in packed]
        for name in names:
            if names.count(name) > 1:
                raise UsageError(f"{name} is named twice.", "A kit holds one release of a tool.")
        tools = [self._item(request) for request in packed]
        readers = {name: tool.name for tool in tools for name in tool.entry.reads}
        besides = {name for tool in tools for name in tool.entry.also_reads} - readers.keys()
        have = {*names, *self.skip, *(name for tool in tools for name in tool.entry.provides)}
        for standard in readers.keys() - have:
            tools.append(self._item(ToolRequest(self._provider(standard, readers[standard]))))
        # A tool runs without the data that a parameter would read, so what nobody has is no error.
        for provider in sorted({self._provider_of(name) for name in besides - have} - {"", *have}):
            if provider not in [tool.name for tool in tools]:
                tools.append(self._item(ToolRequest(provider)))
        self._add_libraries(tools)

        def rank(tool: KitItem) -> tuple[bool, bool, str]:
            standard = bool(tool.entry.provides) or tool.name in {*readers, *besides}
            return not tool.entry.kind, not standard, tool.name

        return sorted(tools, key=rank)

    def _add_libraries(self, tools: list[KitItem]) -> None:
        """Add the tools that others are built on: no index has them, most often."""
        packages: set[str] = {canonicalize_name(tool.entry.package) for tool in tools}
        # The list grows while it is gone through.
        for tool in tools:
            for package in sorted(built_on(tool.wheel) if tool.wheel is not None else ()):
                name = self._name_of(package)
                if name and package not in packages and name not in self.skip:
                    packages.add(package)
                    tools.append(self._item(ToolRequest(name)))

    def _name_of(self, package: str) -> str:
        """The tool that a package is, as it is installed or listed; empty for any other package."""
        known = [(plugin.package, plugin.name) for plugin in discovery.installed()]
        known += [(entry.package, entry.name) for reg in self.registries for entry in reg.entries]
        return next((name for other, name in known if canonicalize_name(other) == package), "")

    def _check_skipped(self, names: set[str]) -> None:
        for name in self.skip:
            if name not in names:
                raise UsageError(
                    f"{name} is not among the tools of the kit, so it cannot be left out.",
                    "'cstools list' shows what is installed.",
                )

    def _provider(self, standard: str, reader: str) -> str:
        """The tool that provides a data standard that another cannot do without."""
        if provider := self._provider_of(standard):
            return provider
        raise UsageError(
            f"{reader} reads the data standard {standard}, which is neither installed here nor in "
            "a registry.",
            "Install it, or name the registry that has it with --from.",
        )

    def _provider_of(self, standard: str) -> str:
        """The tool that provides a data standard: installed, or of a registry; else empty."""
        for plugin in discovery.installed():
            if plugin.manifest is not None and standard in plugin.manifest.provides:
                return plugin.name
        for registry in self.registries:
            for entry in registry.entries:
                if standard in (entry.name, *entry.provides):
                    return entry.name
        return ""

    def _item(self, request: ToolRequest) -> KitItem:
        name, number = request.name, request.version
        plugin = next((plugin for plugin in discovery.installed() if plugin.name == name), None)
        if plugin is not None and number and not same_version(number, plugin.version):
            plugin = None
        candidate = (
            choose(request, self.registries)
            if plugin is None
            else self._release(name, plugin.version)
        )
        self.say(f"Packing {name} ...")
        folder = self.scratch / name
        folder.mkdir()
        if candidate is None:
            assert plugin is not None
            item = from_here(plugin, self.registries, folder)
            self._check_python(item)
            return item
        item = from_registry(candidate, plugin)
        self._check_python(item)
        return replace(item, source=wheel.fetch(candidate, folder))

    def _release(self, name: str, number: str) -> Candidate | None:
        """The release of its own registry, where that gives it as a wheel or from the index."""
        try:
            places = installed.its_own(name, self.registries)
            candidate = choose(ToolRequest(name, number), places)
        except UsageError:
            return None
        return candidate if candidate.release.origin.kind != "path" else None

    def _check_python(self, item: KitItem) -> None:
        if not self.target.runs(item.python):
            raise UsageError(
                f"{item.name} {item.release.version} needs Python {item.python}, and the kit "
                f"is for Python {self.target.python}.",
                f"Leave it out with --skip {item.name}, or make the kit with another --python.",
            )
