"""Install, upgrade, repair and uninstall tools: one change at a time, each whole or not at all."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from cstools import plugins, receipts
from cstools.errors import CstoolsError, ToolError, UsageError
from cstools.receipts import OWN, SHARED
from cstools.registry import beside, environments
from cstools.registry.choosing import Choice, choose, wanted
from cstools.registry.locking import locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cstools.plugins import Plugin
    from cstools.receipts import Receipt
    from cstools.registry.index import Registry


@dataclass(frozen=True)
class Done:
    """What came of one tool.

    Attributes:
        name: the tool.
        version: the version that is there now, or that was removed.
        what: ``"installed"``, ``"upgraded"``, ``"rebuilt"``, ``"removed"``, or ``"unchanged"``.
        note: what the person should know besides.
    """

    name: str
    version: str
    what: str
    note: str = ""


def install(texts: Sequence[str], registries: Sequence[Registry]) -> list[Done]:
    """Install tools, each ``NAME`` or ``NAME==VERSION``, and first the standards they read.

    Raises:
        UsageError: no registry has the tool or the version, or it does not fit.
        ToolError: it could not be installed; everything is as it was.
    """
    exact = {wanted(text)[0] for text in texts if wanted(text)[1]}
    chosen = [choose(text, registries) for text in texts]
    with changing():
        every = [*_standards_of(chosen, registries), *chosen]
        return _each(every, lambda one: _installed(one, exact=one.entry.name in exact))


def upgrade(names: Sequence[str], registries: Sequence[Registry]) -> list[Done]:
    """Bring installed tools to the newest release that fits; without names, all that have one.

    Raises:
        UsageError: a tool is not installed, or no registry has it.
        ToolError: it could not be upgraded; it is as it was.
    """
    listed = {entry.name for registry in registries for entry in registry.entries}
    here = {plugin.name for plugin in plugins.installed()}
    for name in names:
        if wanted(name)[0] not in here:
            raise UsageError(f"{wanted(name)[0]} is not installed.", f"Run: cstools install {name}")
    chosen = [choose(name, registries) for name in names or sorted(here & listed)]
    with changing():
        return _each(chosen, lambda one: _installed(one, exact=False, upgrading=True))


def repair(names: Sequence[str] = ()) -> list[Done]:
    """Build environments anew from their receipts: those named, or those that cannot run.

    Raises:
        UsageError: a tool has no environment of its own.
        ToolError: a receipt cannot be read, or a package could not be had.
    """
    with changing():
        every = receipts.read_all(OWN)
        for name in names:
            if name not in every:
                raise UsageError(
                    f"{name} has no environment of its own.",
                    "'cstools list' shows which tools have one.",
                )
        broken = {p.name for p in plugins.installed() if p.problem and p.name in every}
        return [_rebuilt(every[name]) for name in names or sorted(broken)]


def uninstall(names: Sequence[str], *, force: bool = False) -> list[Done]:
    """Remove tools.

    Args:
        names: the tools.
        force: remove a data standard even when an installed tool reads it.

    Raises:
        UsageError: a tool is not installed, or is needed.
        ToolError: it could not be removed.
    """
    with changing():
        there = [_there(name) for name in dict.fromkeys(names)]
        if not force:
            _check_needed(there)
        return [removed(plugin) for plugin in there]


@contextmanager
def changing() -> Iterator[None]:
    """Hold the lock; clear away before and after what installs that were killed left."""
    with locked():
        beside.undo()
        environments.sweep()
        plugins.installed.cache_clear()
        try:
            yield
        finally:
            environments.sweep()
            plugins.installed.cache_clear()


def _each(chosen: Sequence[Choice], change: Callable[[Choice], Done]) -> list[Done]:
    """Make one change after the other; when one fails, say which were made before it."""
    done: list[Done] = []
    for choice in chosen:
        try:
            done.append(change(choice))
        except CstoolsError as error:
            made = [f"{one.name} {one.version}" for one in done if one.what != "unchanged"]
            if made:
                before = f"Before that this was done and stays: {', '.join(made)}."
                raise type(error)(error.problem, f"{error.advice} {before}".strip()) from error
            raise
    return done


def _standards_of(chosen: Sequence[Choice], registries: Sequence[Registry]) -> list[Choice]:
    """The data standards that the tools read and that are not here, where a registry has them."""
    here = {
        name
        for plugin in plugins.installed()
        if plugin.manifest is not None
        for name in plugin.manifest.provides
    }
    coming = {choice.entry.name for choice in chosen}
    read = dict.fromkeys(name for choice in chosen for name in choice.entry.reads)
    listed = {entry.name for registry in registries for entry in registry.entries}
    lacking = [name for name in read if name not in here | coming and name in listed]
    return [choose(name, registries) for name in lacking]


def _installed(choice: Choice, *, exact: bool, upgrading: bool = False) -> Done:
    entry, release = choice.entry, choice.release
    before = find(entry.name)
    if before is not None and not before.problem:
        if before.version == release.version or not (exact or upgrading):
            return Done(entry.name, before.version, "unchanged", _newer(before, choice))
        if upgrading and Version(before.version) > Version(release.version):
            return Done(entry.name, before.version, "unchanged")
        check_editable(before)
    if entry.isolation == OWN:
        if before is not None and before.environment is None and not before.problem:
            raise UsageError(
                f"{entry.name} is installed beside the core, and {choice.registry.name} lists it "
                "with an environment of its own.",
                f"Run: cstools uninstall {entry.name}",
            )
        receipts.write(environments.make(choice))
    else:
        beside.install(choice)
        receipts.remove(entry.name, OWN)
    what = "installed" if before is None else "upgraded"
    return Done(entry.name, release.version, what, choice.warning)


def _newer(before: Plugin, choice: Choice) -> str:
    if Version(before.version) < Version(choice.release.version):
        return f"{choice.release.version} is there; 'cstools upgrade {before.name}' installs it."
    return ""


def _rebuilt(receipt: Receipt | ToolError) -> Done:
    if isinstance(receipt, ToolError):
        raise receipt
    made = environments.rebuild(receipt)
    receipts.write(made)
    return Done(made.tool, made.version, "rebuilt")


def removed(plugin: Plugin) -> Done:
    """Remove one tool; call it with the lock held only."""
    if plugin.environment is not None or plugin.name in receipts.read_all(OWN):
        receipts.remove(plugin.name, OWN)
    else:
        beside.uninstall(plugin.package)
        receipts.remove(plugin.name, SHARED)
    return Done(plugin.name, plugin.version, "removed")


def _there(name: str) -> Plugin:
    plugin = find(name)
    if plugin is None:
        raise UsageError(f"{name} is not installed.", "'cstools list' shows what is.")
    return plugin


def find(name: str) -> Plugin | None:
    """The installed tool of that name, broken or not."""
    return next((plugin for plugin in plugins.installed() if plugin.name == name), None)


def _check_needed(going: Sequence[Plugin]) -> None:
    """Raise UsageError when a tool that stays reads, or is built on, something that goes."""
    names = {plugin.name for plugin in going}
    for plugin in going:
        provides = set(plugin.manifest.provides) if plugin.manifest else set()
        for other in plugins.installed():
            if other.name in names:
                continue
            reads = set(other.manifest.reads) if other.manifest else set()
            if reads & provides or plugin.package in _requires(other):
                raise UsageError(
                    f"{other.name} needs {plugin.name}.",
                    f"Uninstall both, or add --yes to remove {plugin.name} all the same.",
                )


def _requires(plugin: Plugin) -> set[str]:
    """Names of the packages that a tool beside the core is built on."""
    if plugin.environment is not None:
        return set()
    try:
        needed = distribution(plugin.package).requires or []
    except (PackageNotFoundError, ValueError):
        return set()
    return {canonicalize_name(Requirement(one).name) for one in needed}


def check_editable(plugin: Plugin) -> None:
    """Raise UsageError for a tool that runs from its maintainer's own files."""
    if plugin.environment is not None:
        return
    try:
        text = distribution(plugin.package).read_text("direct_url.json") or "{}"
    except PackageNotFoundError:
        return
    if json.loads(text).get("dir_info", {}).get("editable"):
        raise UsageError(
            f"{plugin.name} runs from a checkout ('pip install -e'), which is not replaced.",
            f"To use a release of it, run: cstools uninstall {plugin.name}",
        )
