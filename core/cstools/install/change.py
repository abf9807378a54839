"""Change what is installed: a plan is carried out, each step of it whole or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cstools.errors import CstoolsError, UsageError
from cstools.install import own, shared
from cstools.install.checkpoints import checkpoint
from cstools.install.mutex import locked
from cstools.install.plan import (
    Install,
    Keep,
    Plan,
    Rebuild,
    Remove,
    Step,
    keep,
    plan,
    plan_removal,
    plan_repair,
    plan_upgrade,
)
from cstools.plugin import discovery
from cstools.plugin import receipt as receipts
from cstools.plugin.receipt import OWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cstools.install.request import ToolRequest
    from cstools.plugin.discovery import Plugin
    from cstools.plugin.receipt import Receipt
    from cstools.registry.entry import Registry


@dataclass(frozen=True)
class Change:
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


def install(requests: Sequence[ToolRequest], registries: Sequence[Registry]) -> list[Change]:
    """Install tools, and first the standards they read.

    Raises:
        UsageError: no registry has the tool or the version, or it does not fit.
        ToolError: it could not be installed; everything is as it was.
    """
    with changing():
        return apply(plan(requests, registries, _installed()))


def upgrade(
    requests: Sequence[ToolRequest], registries: Sequence[Registry], *, switch: bool = False
) -> list[Change]:
    """Bring installed tools to the newest release that fits; without any, all; see `plan_upgrade`.

    Raises:
        UsageError: a tool is not installed, or the registry it came from has it no longer.
        ToolError: it could not be upgraded; it is as it was.
    """
    with changing():
        return apply(plan_upgrade(requests, registries, _installed(), switch=switch))


def repair(names: Sequence[str] = ()) -> list[Change]:
    """Build environments anew from their receipts: those named, or those that cannot run.

    Raises:
        UsageError: a tool has no environment of its own.
        ToolError: a receipt cannot be read, or a package could not be had.
    """
    with changing():
        return apply(plan_repair(names, _installed(), receipts.read_all(OWN)))


def uninstall(names: Sequence[str], *, force: bool = False) -> list[Change]:
    """Remove tools; with `force`, a data standard even when an installed tool reads it.

    Raises:
        UsageError: a tool is not installed, or is needed.
        ToolError: it could not be removed.
    """
    with changing():
        return apply(plan_removal(names, _installed(), force=force))


@contextmanager
def changing() -> Iterator[None]:
    """Hold the lock; clear away before and after what installs that were killed left."""
    with locked():
        _sweep()
        discovery.installed.cache_clear()
        try:
            yield
        finally:
            checkpoint("sweeping")
            _sweep()
            discovery.installed.cache_clear()


def apply(plan: Plan) -> list[Change]:
    """Carry out each step, whole or not at all; say what was done before one that fails.

    Call it with the lock held only.

    Raises:
        CstoolsError: a step failed, or the person interrupted it.
    """
    changes: list[Change] = []
    for step in plan.steps:
        try:
            changes.append(_change(step))
        except (CstoolsError, KeyboardInterrupt) as error:
            if isinstance(error, CstoolsError) and plan.independent:
                changes.append(_failure(_plugin_of(step), error))
                continue
            before = _before(changes)
            if not before:
                raise
            raise _with(error, before) from error
    return changes


def remove(plugin: Plugin, note: str = "") -> Change:
    """Remove one tool; call it with the lock held only."""
    if plugin.environment is not None or plugin.name in receipts.read_all(OWN):
        checkpoint("removing")
        receipts.remove(plugin.name)
        checkpoint("receipt removed")
    else:
        shared.uninstall(plugin.name, plugin.package)
    return Change(plugin.name, plugin.version, "removed", note)


def _installed() -> dict[str, Plugin]:
    return {plugin.name: plugin for plugin in discovery.installed()}


def _sweep() -> None:
    own.sweep()
    shared.sweep()


def _change(step: Step) -> Change:
    match step:
        case Keep():
            return _unchanged(step)
        case Install():
            return _install(step)
        case Rebuild():
            return _rebuild(step.receipt)
        case Remove():
            return remove(step.plugin, step.note)


def _unchanged(step: Keep) -> Change:
    if step.problem is not None:
        raise step.problem
    return Change(step.name, step.version, "unchanged", step.note, step.registry)


def _install(step: Install) -> Change:
    candidate = step.candidate
    if candidate.entry.isolation == OWN:
        receipt = own.make(candidate)
        checkpoint("environment built")
        receipts.write(receipt)
        checkpoint("receipt written")
    else:
        shared.install(candidate)
        receipts.remove(step.name)
        checkpoint("receipt removed")
    discovery.installed.cache_clear()
    what = "upgraded" if step.is_upgrade else "installed"
    version, registry = candidate.release.version, candidate.registry.name
    return Change(step.name, version, what, step.note, registry)


def _rebuild(receipt: Receipt) -> Change:
    rebuilt = own.rebuild(receipt)
    receipts.write(rebuilt)
    return Change(rebuilt.tool, rebuilt.version, "rebuilt")


def _plugin_of(step: Step) -> Keep:
    """What stays of a tool whose step failed."""
    if isinstance(step, Install) and step.before is not None:
        return keep(step.before)
    assert isinstance(step, Keep)
    return step


def _failure(step: Keep, error: CstoolsError) -> Change:
    what = "skipped" if isinstance(error, UsageError) else "failed"
    return Change(step.name, step.version, what, str(error), step.registry)


def _before(changes: Sequence[Change]) -> str:
    """A sentence on what was done already; empty where nothing was."""
    names = [f"{change.name} {change.version}" for change in changes if change.what != "unchanged"]
    return f"Before that this was done and stays: {', '.join(names)}." if names else ""


def _with(error: CstoolsError | KeyboardInterrupt, sentence: str) -> CstoolsError:
    if isinstance(error, CstoolsError):
        return type(error)(error.problem, " ".join(filter(None, (error.advice, sentence))))
    return CstoolsError("Interrupted.", sentence)
