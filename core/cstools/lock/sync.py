"""Bring this installation to what a lock file says."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from cstools.errors import CstoolsError, InputError, UsageError
from cstools.install import own as environments
from cstools.install import shared, wheel
from cstools.install.candidate import choose
from cstools.install.change import Change, changing, remove
from cstools.install.installed import check_editable, find
from cstools.install.pins import Pin
from cstools.install.request import ToolRequest
from cstools.io.files import sha256_of
from cstools.io.scratch import scratch
from cstools.lock.difference import check_fits, compare, surplus
from cstools.lock.lockfile import BESIDE, Lock, LockedPackage, LockedTool, pin_of
from cstools.plugin import discovery, packages, receipt
from cstools.plugin.packages import CORE
from cstools.plugin.receipt import OWN, SHARED, Receipt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.registry.entry import Registry


@dataclass
class SyncReport:
    """What came of it.

    Attributes:
        done: what was changed, tool by tool.
        failed: what could not be brought to the lock, by name; it is as it was.
    """

    done: list[Change] = field(default_factory=list)
    failed: dict[str, CstoolsError] = field(default_factory=dict)


def sync(lock: Lock, registries: Sequence[Registry], *, exact: bool = False) -> SyncReport:
    """Install what is locked and not so here, each tool whole or not at all.

    Args:
        lock: the lock.
        registries: where tools come from; the one a tool was locked from is looked in first.
        exact: remove tools that the lock does not have.

    Raises:
        UsageError: the lock is of another core, Python or system.
        OutputError: the user's cstools folder cannot be written.
    """
    check_fits(lock)
    report = SyncReport()
    if not compare(lock) and not (exact and surplus(lock)):
        return report
    with changing():
        places = list(dict.fromkeys(difference.where for difference in compare(lock)))
        for place in places:
            try:
                _bring(lock, place, registries, report)
            except CstoolsError as error:
                report.failed[place] = error
            discovery.installed.cache_clear()
        if exact:
            report.done += [remove(plugin) for plugin in surplus(lock)]
    return report


def _bring(lock: Lock, place: str, registries: Sequence[Registry], report: SyncReport) -> None:
    """Bring one environment to the lock: the one the core stands in, or a tool's own."""
    with scratch("cstools-sync-") as folder:
        if place == BESIDE:
            _shared(lock, registries, folder, report)
        else:
            [tool] = [locked for locked in lock.tools if locked.name == place]
            report.done.append(_own(lock, tool, registries, folder))


def _shared(lock: Lock, registries: Sequence[Registry], scratch: Path, report: SyncReport) -> None:
    names = [item.name for item in compare(lock) if item.where == BESIDE]
    tools = []
    for tool in lock.tools:
        if tool.isolation == SHARED and tool.name in names:
            try:
                _check_replaceable(tool)
            except UsageError as error:
                report.failed[tool.name] = error
            else:
                tools.append(tool)
    pins_of_set = [pin_of(item) for item in lock.packages_of(BESIDE) if item.name in names]
    if not tools and not pins_of_set:
        return
    changes = [_change_of(tool) for tool in tools]
    changes += [
        Change(pin.name, pin.version, "brought to the locked version") for pin in pins_of_set
    ]
    drafts = []
    for tool in tools:
        path, draft = _wheel(tool, registries, scratch), _draft(tool)
        if path is None:
            pin = Pin(canonicalize_name(tool.package), tool.version, tool.hashes)
            pins_of_set.append(pin)
            draft = replace(draft, requirements=(pin.line,))
        drafts.append((draft, path))
    shared.bring(pins_of_set, drafts)
    for tool in tools:
        receipt.remove(tool.name)
    report.done += changes


def _own(lock: Lock, tool: LockedTool, registries: Sequence[Registry], scratch: Path) -> Change:
    _check_replaceable(tool)
    change = _change_of(tool)
    path = _wheel(tool, registries, scratch)
    own_packages = [item for item in lock.packages_of(tool.name) if item.registry]
    own = [_wheel(item, registries, scratch) for item in own_packages]
    resolved = [pin_of(item) for item in lock.packages_of(tool.name) if not item.registry]
    if path is None:
        resolved.append(Pin(canonicalize_name(tool.package), tool.version, tool.hashes))
    environment = lock.environment(tool.name)
    python = f"=={environment.python}.*" if environment is not None else ""
    parts = [item for item in (path, *own) if item is not None]
    draft = environments.reproduce(_draft(tool), parts, resolved, python)
    receipt.write(draft)
    return change


def _draft(tool: LockedTool) -> Receipt:
    only = tool.hashes[0] if len(tool.hashes) == 1 else ""
    return Receipt(
        tool=tool.name,
        package=tool.package,
        version=tool.version,
        module="",
        isolation=tool.isolation,
        registry=tool.registry,
        origin=tool.origin,
        sha256=only.removeprefix("sha256:"),
        python=tool.python,
        core=version(CORE),
        installed_on=dt.datetime.now().astimezone().date().isoformat(),
    )


def _change_of(tool: LockedTool) -> Change:
    """What will have been done once the tool is as locked."""
    before = find(tool.name)
    if before is None:
        return Change(tool.name, tool.version, "installed")
    if packages.same_version(before.version, tool.version):
        return Change(tool.name, tool.version, "rebuilt")
    return Change(tool.name, tool.version, f"installed in place of {before.version}")


def _check_replaceable(tool: LockedTool) -> None:
    """Raise UsageError for a tool that no registry can give, or that is not to be replaced."""
    if tool.unlocked:
        raise UsageError(
            f"{tool.name} {tool.version} could not be locked: {tool.unlocked}.",
            f"Install that version yourself, from a registry: cstools install {tool.name}",
        )
    before = find(tool.name)
    if before is None or before.problem:
        return
    check_editable(before)
    if tool.isolation == OWN and before.environment is None:
        raise UsageError(
            f"{tool.name} is installed beside cstools, and locked with an environment of its own.",
            f"Run: cstools uninstall {tool.name}",
        )


def _wheel(
    locked: LockedTool | LockedPackage, registries: Sequence[Registry], scratch: Path
) -> Path | None:
    """The wheel with a locked hash, from those kept or from a registry; None for an index."""
    for digest in locked.hashes:
        path = wheel.find_in_store(digest.removeprefix("sha256:"), scratch)
        if path is not None:
            return path
    origin = getattr(locked, "origin", "wheel")
    if not origin or origin.startswith("requirement "):
        return None
    package = locked.package if isinstance(locked, LockedTool) else locked.name
    for registry in sorted(registries, key=lambda known: known.name != locked.registry):
        path = _from(registry, canonicalize_name(package), locked.version, scratch)
        if path is not None:
            _check_hash(locked, registry, path)
            return path
    raise UsageError(
        f"No registry here has {locked.name} {locked.version}, which was locked from "
        f"{locked.registry or 'a file'}.",
        "Give the registry with --from, or set it up: cstools registry add PLACE",
    )


def _from(registry: Registry, package: str, number: str, scratch: Path) -> Path | None:
    """The wheel of a release, if the registry has it at hand."""
    for entry in registry.entries:
        if canonicalize_name(entry.package) != package or not _lists(entry.releases, number):
            continue
        try:
            candidate = choose(ToolRequest(entry.name, number), [registry])
        except UsageError:
            return None  # its files are in a checkout only
        # The lock's hash counts, whatever the registry says by now.
        plain = replace(candidate, release=replace(candidate.release, sha256=""))
        if plain.release.origin.kind != "requirement":
            folder = scratch / f"{registry.name}-{package}"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            return Path(wheel.fetch(plain, folder))
    return None


def _lists(releases: Sequence[object], number: str) -> bool:
    try:
        return any(
            Version(getattr(release, "version", "")) == Version(number) for release in releases
        )
    except InvalidVersion:
        return False


def _check_hash(locked: LockedTool | LockedPackage, registry: Registry, path: Path) -> None:
    if f"sha256:{sha256_of(path)}" in locked.hashes:
        return
    built = getattr(locked, "origin", "").startswith("path ")
    raise InputError(
        f"{locked.name} {locked.version} of {registry.name} is not the one that was locked: its "
        "sha256 is another.",
        "Its wheel was built from files that may have changed since. Publish it to a registry and "
        "lock it from there."
        if built
        else "Do not use it. Tell whoever keeps the registry.",
    )
