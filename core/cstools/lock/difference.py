"""What differs between a lock and what is installed here. Nothing is changed, no network used."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from cstools.errors import UsageError
from cstools.install import pins
from cstools.lock.freeze import this_machine
from cstools.lock.lockfile import ANY, BESIDE, Lock, LockedTool, pin_of
from cstools.plugin import discovery, packages
from cstools.plugin import receipt as receipts
from cstools.plugin.environment import version_of
from cstools.plugin.packages import CORE
from cstools.plugin.receipt import OWN

if TYPE_CHECKING:
    from cstools.plugin.discovery import Plugin
    from cstools.plugin.receipt import Receipt


@dataclass(frozen=True)
class Difference:
    """One thing that is not as locked.

    Attributes:
        where: the tool whose environment it is in, or `BESIDE`.
        name: the tool or package.
        locked: how it should be.
        found: how it is.
    """

    where: str
    name: str
    locked: str
    found: str


def check_fits(lock: Lock) -> None:
    """Raise UsageError when this core, Python or system cannot be as the lock has it."""
    core, (python, system) = version(CORE), this_machine()
    if lock.core != core:
        raise UsageError(
            f"The lock file was made with cstools {lock.core}, and this is {core}.",
            f"Run: python -m pip install {CORE}=={lock.core}",
        )
    if lock.python != python:
        raise UsageError(
            f"The lock file was made with Python {lock.python}, and this is {python}.",
            f"Install cstools in an environment of Python {lock.python} and sync there.",
        )
    for environment in lock.environments:
        if environment.systems not in (ANY, system):
            raise UsageError(
                f"The lock file has the packages of {environment.name} for {environment.systems} "
                f"only, and this is {system}.",
                "Make it on such a system, or where an index gives the files of all systems.",
            )


def compare(lock: Lock) -> list[Difference]:
    """Everything that is locked and not so here."""
    plugins = {plugin.name: plugin for plugin in discovery.installed()}
    differences = _packages(lock)
    for tool in lock.tools:
        differences += _tool(lock, tool, plugins.get(tool.name))
    return differences


def surplus(lock: Lock) -> list[Plugin]:
    """The tools that are here and not in the lock."""
    names = {tool.name for tool in lock.tools}
    return [plugin for plugin in discovery.installed() if plugin.name not in names]


def _packages(lock: Lock) -> list[Difference]:
    present = packages.installed()
    differences = []
    for locked in lock.packages_of(BESIDE):
        now = present[locked.name].version if locked.name in present else "missing"
        if now != locked.version and pin_of(locked).holds(platform.python_version()):
            differences.append(Difference(BESIDE, locked.name, locked.version, now))
    return differences


def _tool(lock: Lock, tool: LockedTool, plugin: Plugin | None) -> list[Difference]:
    where = tool.name if tool.isolation == OWN else BESIDE
    wrong = _wrong(tool, plugin)
    if wrong:
        return [Difference(where, tool.name, tool.version, wrong)]
    if tool.unlocked:
        return []
    receipt = receipts.read(tool.name, tool.isolation)
    same = receipt is not None and packages.same_version(receipt.version, tool.version)
    if receipt is None or not same or not _same_file(tool, receipt):
        return [Difference(where, tool.name, tool.version, "another file of this version")]
    return _own(lock, tool, receipt) if tool.isolation == OWN else []


def _wrong(tool: LockedTool, plugin: Plugin | None) -> str:
    """Why a tool is not the locked one, or an empty text, as far as its name and version go."""
    if plugin is None:
        return "missing"
    if plugin.problem:
        return f"broken: {plugin.problem}"
    if not packages.same_version(plugin.version, tool.version):
        return plugin.version
    apart = plugin.environment is not None
    if apart != (tool.isolation == OWN):
        return f"{plugin.version} in an environment of its own" if apart else "beside cstools"
    return ""


def _same_file(tool: LockedTool, receipt: Receipt) -> bool:
    known = {f"sha256:{receipt.sha256}"} if receipt.sha256 else set()
    package = canonicalize_name(tool.package)
    if not known:
        requirements = [pins.read(line) for line in receipt.requirements]
        known = {digest for pin in requirements if pin.name == package for digest in pin.hashes}
    return bool(known) and known <= set(tool.hashes)


def _own(lock: Lock, tool: LockedTool, receipt: Receipt) -> list[Difference]:
    python = version_of(receipt.folder)
    locked = {
        canonicalize_name(tool.package): tool.version,
        CORE: lock.core,
        **{
            item.name: item.version
            for item in lock.packages_of(tool.name)
            if pin_of(item).holds(python)
        },
    }
    present = dict(item.split("==", 1) for item in receipt.packages)
    return [
        Difference(tool.name, name, locked.get(name, "not there"), present.get(name, "missing"))
        for name in sorted(locked.keys() | present.keys())
        if locked.get(name) != present.get(name)
    ]


def extra(plugin: Plugin) -> Difference:
    """A tool that is here and not in the lock, as a difference."""
    where = BESIDE if plugin.environment is None else plugin.name
    return Difference(where, plugin.name, "not there", plugin.version)
