"""Install, upgrade, repair and uninstall tools: one change at a time, each whole or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from packaging.version import Version

from cstools.errors import CstoolsError, ToolError, UsageError
from cstools.install import needs, own, shared
from cstools.install import upgrade as upgrading
from cstools.install.choice import Choice, choose, wanted
from cstools.install.installed import came_from, check_replaceable, check_same, find
from cstools.install.mutex import locked
from cstools.install.steps import step
from cstools.plugin import discovery
from cstools.plugin import receipt as receipts
from cstools.plugin.packages import same_version
from cstools.plugin.receipt import OWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cstools.plugin.discovery import Plugin
    from cstools.plugin.receipt import Receipt
    from cstools.registry.entry import Registry, Release

T = TypeVar("T")


@dataclass(frozen=True)
class Done:
    """What came of one tool.

    Attributes:
        name: the tool.
        version: the version that is there now, or that was removed.
        what: ``"installed"``, ``"upgraded"``, ``"rebuilt"``, ``"removed"``, ``"unchanged"``, or
            where it was one of many: ``"skipped"``, as nothing could be chosen, or ``"failed"``.
        note: what the person should know besides.
        registry: the registry it came from; empty where none is known.
    """

    name: str
    version: str
    what: str
    note: str = ""
    registry: str = ""


def install(texts: Sequence[str], registries: Sequence[Registry]) -> list[Done]:
    """Install tools, each ``NAME`` or ``NAME==VERSION``, and first the standards they read.

    Raises:
        UsageError: no registry has the tool or the version, or it does not fit.
        ToolError: it could not be installed; everything is as it was.
    """
    exact = {wanted(text)[0] for text in texts if wanted(text)[1]}
    every = [_chosen(text, registries) for text in texts]
    with changing():
        chosen = [one for one in every if isinstance(one, Choice)]
        every = [*needs.standards_of(chosen, registries), *every]
        return _each(every, lambda one: _installed(one, exact=one.entry.name in exact))


def upgrade(
    names: Sequence[str], registries: Sequence[Registry], *, switch: bool = False
) -> list[Done]:
    """Bring installed tools to the newest release that fits, each from where it came from.

    Args:
        names: the tools; without any, all that a registry lists, and one that cannot be upgraded
            does not keep the others from it.
        registries: where to look.
        switch: take a tool from these registries even when it came from another.

    Raises:
        UsageError: a tool is not installed, or the registry it came from has it no longer.
        ToolError: it could not be upgraded; it is as it was.
    """
    here = {plugin.name: plugin for plugin in discovery.installed()}
    for text in names:
        if wanted(text)[0] not in here:
            raise UsageError(f"{wanted(text)[0]} is not installed.", f"Run: cstools install {text}")

    def upgraded(text: str) -> Done:
        plugin = here[wanted(text)[0]]
        found = upgrading.newest(plugin, text, registries, switch=switch)
        return _as_it_is(plugin) if found is None else _installed(found, onward=True)

    with changing():
        if names:
            return _each(names, upgraded)
        every = [one for one in here.values() if upgrading.concerns(one, registries, switch=switch)]
        return [_tried(one, upgraded) for one in every]


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
        broken = {p.name for p in discovery.installed() if p.problem and p.name in every}
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
        missed = {plugin.name: needs.needing(plugin, there) for plugin in there}
        for name, others in missed.items():
            if others and not force:
                verb, them = ("needs", "it") if len(others) == 1 else ("need", "them")
                raise UsageError(
                    f"{' and '.join(others)} {verb} {name}.",
                    f"Uninstall {them} as well, or add --yes to remove {name} all the same.",
                )
        return [_gone(plugin, missed[plugin.name]) for plugin in there]


@contextmanager
def changing() -> Iterator[None]:
    """Hold the lock; clear away before and after what installs that were killed left."""
    with locked():
        _sweep()
        discovery.installed.cache_clear()
        try:
            yield
        finally:
            step("sweeping")
            _sweep()
            discovery.installed.cache_clear()


def _sweep() -> None:
    own.sweep()
    shared.sweep()


def _each(every: Sequence[T | Done], change: Callable[[T], Done]) -> list[Done]:
    """Make one change after the other; when one fails, say which were made before it."""
    done: list[Done] = []
    for one in every:
        try:
            done.append(one if isinstance(one, Done) else change(one))
        except (CstoolsError, KeyboardInterrupt) as error:
            made = [f"{one.name} {one.version}" for one in done if one.what != "unchanged"]
            if not made:
                raise
            before = f"Before that this was done and stays: {', '.join(made)}."
            if isinstance(error, CstoolsError):
                raise type(error)(error.problem, _joined(error.advice, before)) from error
            raise CstoolsError("Interrupted.", before) from error
    return done


def _tried(plugin: Plugin, change: Callable[[str], Done]) -> Done:
    """What came of one tool of many, an error included."""
    try:
        return change(plugin.name)
    except CstoolsError as error:
        what = "skipped" if isinstance(error, UsageError) else "failed"
        return replace(_as_it_is(plugin), what=what, note=str(error))


def _chosen(text: str, registries: Sequence[Registry]) -> Choice | Done:
    """What to install, or what is there already where no registry can give it any more."""
    try:
        return choose(text, registries)
    except UsageError:
        name, number = wanted(text)
        before = find(name)
        if before is None or before.problem or (number and not _is(before, number)):
            raise
        return _as_it_is(before)


def _as_it_is(plugin: Plugin) -> Done:
    return Done(plugin.name, plugin.version, "unchanged", registry=came_from(plugin))


def _installed(choice: Choice, *, exact: bool = False, onward: bool = False) -> Done:
    """Install a release. One that is there gives way to an `exact` one, or `onward` to a newer."""
    entry, release = choice.entry, choice.release
    before = find(entry.name)
    if before is not None:
        check_same(before, choice)
    if before is not None and not before.problem:
        there = _as_it_is(before)
        if _is(before, release.version) or not (exact or onward):
            return replace(there, note=_joined(choice.warning, _newer(there, choice)))
        if onward and Version(before.version) > Version(release.version):
            return replace(there, note=choice.warning)
    if before is not None:
        check_replaceable(before, choice)
    moved = _moved(before, choice)
    if entry.isolation == OWN:
        made = own.make(choice)
        step("environment built")
        receipts.write(made)
        step("receipt written")
    else:
        shared.install(choice)
        receipts.remove(entry.name)
        step("receipt removed")
    discovery.installed.cache_clear()
    what = "upgraded" if _goes_up(before, release) else "installed"
    note = _joined(choice.warning, moved, needs.lacking(entry))
    return Done(entry.name, release.version, what, note, choice.registry.name)


def _is(plugin: Plugin, number: str) -> bool:
    return same_version(plugin.version, number)


def _newer(before: Done, choice: Choice) -> str:
    same = before.registry in ("", choice.registry.name)
    if same and Version(before.version) < Version(choice.release.version):
        return f"{choice.release.version} is there; 'cstools upgrade {before.name}' installs it."
    return ""


def _moved(before: Plugin | None, choice: Choice) -> str:
    was = came_from(before) if before is not None else ""
    return f"Before, it came from {was}." if was not in ("", choice.registry.name) else ""


def _goes_up(before: Plugin | None, release: Release) -> bool:
    known = before is not None and before.version != "?"
    return before is not None and known and Version(before.version) < Version(release.version)


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _rebuilt(receipt: Receipt | ToolError) -> Done:
    if isinstance(receipt, ToolError):
        raise receipt
    made = own.rebuild(receipt)
    receipts.write(made)
    return Done(made.tool, made.version, "rebuilt")


def removed(plugin: Plugin) -> Done:
    """Remove one tool; call it with the lock held only."""
    if plugin.environment is not None or plugin.name in receipts.read_all(OWN):
        step("removing")
        receipts.remove(plugin.name)
        step("receipt removed")
    else:
        shared.uninstall(plugin.name, plugin.package)
    return Done(plugin.name, plugin.version, "removed")


def _gone(plugin: Plugin, others: Sequence[str]) -> Done:
    note = f"{' and '.join(others)} cannot do without it." if others else ""
    return replace(removed(plugin), note=note)


def _there(name: str) -> Plugin:
    plugin = find(name)
    if plugin is None:
        raise UsageError(f"{name} is not installed.", "'cstools list' shows what is.")
    return plugin
