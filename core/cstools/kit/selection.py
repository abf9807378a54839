"""Pick the tools of a kit, and the data standards they read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from cstools.errors import UsageError
from cstools.install import installed, wheel
from cstools.install.choice import choose, wanted
from cstools.kit.item import built_on, from_here, from_registry
from cstools.plugin import discovery
from cstools.plugin.packages import same_version

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cstools.install.choice import Choice
    from cstools.kit.item import Picked
    from cstools.kit.target import Target
    from cstools.registry import Registry


@dataclass(frozen=True)
class Picking:
    """Picks tools for a machine.

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

    def pick(self, texts: Sequence[str]) -> list[Picked]:
        """Pick tools and the standards they read; standards come first.

        A tool that is installed goes in at the version it has here. Another one, and
        ``NAME==VERSION``, comes from a registry.

        Args:
            texts: the tools, each ``NAME`` or ``NAME==VERSION``; without any, all installed ones.

        Raises:
            UsageError: a tool is not known, or does not run on that Python.
            ToolError: a tool is broken, or its wheel could not be made.
        """
        every = list(dict.fromkeys(texts)) or [plugin.name for plugin in discovery.installed()]
        self._check_skipped(every)
        chosen = [text for text in every if wanted(text)[0] not in self.skip]
        names = [wanted(text)[0] for text in chosen]
        for name in names:
            if names.count(name) > 1:
                raise UsageError(f"{name} is named twice.", "A kit holds one release of a tool.")
        tools = [self._one(text) for text in chosen]
        read = {name: one.name for one in tools for name in one.entry.reads}
        have = {*names, *self.skip, *(name for one in tools for name in one.entry.provides)}
        tools += [self._one(self._provider(one, read[one])) for one in read if one not in have]
        self._add_needed(tools)
        return sorted(
            tools, key=lambda one: (not (one.entry.provides or one.name in read), one.name)
        )

    def _add_needed(self, tools: list[Picked]) -> None:
        """Add the tools that others are built on: no index has them, most often."""
        packages: set[str] = {canonicalize_name(one.entry.package) for one in tools}
        # The list grows while it is gone through.
        for one in tools:
            for package in sorted(built_on(one.wheel) if one.wheel is not None else ()):
                name = self._name_of(package)
                if name and package not in packages and name not in self.skip:
                    packages.add(package)
                    tools.append(self._one(name))

    def _name_of(self, package: str) -> str:
        """The tool that a package is, as it is installed or listed; empty for any other package."""
        known = [(one.package, one.name) for one in discovery.installed()]
        known += [(one.package, one.name) for reg in self.registries for one in reg.entries]
        return next((name for one, name in known if canonicalize_name(one) == package), "")

    def _check_skipped(self, texts: Sequence[str]) -> None:
        for name in self.skip:
            if name not in {wanted(text)[0] for text in texts}:
                raise UsageError(
                    f"{name} is not among the tools of the kit, so it cannot be left out.",
                    "'cstools list' shows what is installed.",
                )

    def _provider(self, standard: str, reader: str) -> str:
        """The tool that provides a data standard: installed, or of a registry."""
        for plugin in discovery.installed():
            if plugin.manifest is not None and standard in plugin.manifest.provides:
                return plugin.name
        for registry in self.registries:
            for entry in registry.entries:
                if entry.name == standard or standard in entry.provides:
                    return entry.name
        raise UsageError(
            f"{reader} reads the data standard {standard}, which is neither installed here nor in "
            "a registry.",
            "Install it, or name the registry that has it with --from.",
        )

    def _one(self, text: str) -> Picked:
        name, number = wanted(text)
        here = next((plugin for plugin in discovery.installed() if plugin.name == name), None)
        choice = None
        if here is None or (number and not same_version(number, here.version)):
            here, choice = None, choose(text, self.registries)
        else:
            choice = self._listed(name, here.version)
        self.say(f"Packing {name} ...")
        folder = self.scratch / name
        folder.mkdir()
        if choice is None:
            assert here is not None
            picked = from_here(here, self.registries, folder)
            self._check_python(picked)
            return picked
        picked = from_registry(choice, here)
        self._check_python(picked)
        return replace(picked, source=wheel.fetch(choice, folder))

    def _listed(self, name: str, number: str) -> Choice | None:
        """The release of its own registry, where that gives it as a wheel or from the index."""
        try:
            found = choose(f"{name}=={number}", installed.its_own(name, self.registries))
        except UsageError:
            return None
        return found if found.release.origin.kind != "path" else None

    def _check_python(self, picked: Picked) -> None:
        if not self.target.runs(picked.python):
            raise UsageError(
                f"{picked.name} {picked.release.version} needs Python {picked.python}, and the kit "
                f"is for Python {self.target.python}.",
                f"Leave it out with --skip {picked.name}, or make the kit with another --python.",
            )
