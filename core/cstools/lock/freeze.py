"""Make a lock of what is installed here."""

from __future__ import annotations

import platform
import sys
from dataclasses import replace
from importlib.metadata import distributions, version
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

from cstools.errors import ToolError
from cstools.install import pins, venv, wheel
from cstools.install.mutex import locked
from cstools.io.files import sha256_of
from cstools.lock import pylock
from cstools.lock.lockfile import (
    ANY,
    BESIDE,
    Lock,
    LockedEnvironment,
    LockedFile,
    LockedPackage,
    LockedTool,
    pin_of,
)
from cstools.plugin import discovery, packages
from cstools.plugin import receipt as receipts
from cstools.plugin.environment import python_of, site_of, version_of
from cstools.plugin.packages import CORE
from cstools.plugin.receipt import OWN, SHARED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cstools.install.pins import Pin
    from cstools.plugin.discovery import Plugin
    from cstools.plugin.packages import Package
    from cstools.plugin.receipt import Receipt


def freeze() -> Lock:
    """What is installed: every tool, and of every environment all packages with their hashes.

    Raises:
        ToolError: a tool or an environment is broken, or there are no hashes of a package.
        OutputError: the user's cstools folder cannot be written.
    """
    with locked(), venv.scratch("lock") as scratch:
        discovery.installed.cache_clear()
        for plugin in discovery.installed():
            if plugin.problem:
                raise ToolError(
                    f"{plugin.name} cannot be locked: {plugin.problem}.".replace("..", "."),
                    "Repair it or uninstall it first.",
                )
        lock, systems = _beside(scratch)
        for plugin in discovery.installed():
            if plugin.environment is not None:
                # Where other systems could not be provided for before, they cannot be here.
                lock = _with_own(lock, plugin, scratch, anywhere=systems == ANY)
        lock = _with_files(lock, scratch)
    return lock.sorted


def this_machine() -> tuple[str, str]:
    """The version of this Python, such as ``3.11``, and the system, such as ``windows amd64``."""
    return short(platform.python_version()), f"{platform.system()} {platform.machine()}".lower()


def short(python: str) -> str:
    """Major and minor of a Python's version."""
    return ".".join(python.split(".")[:2])


def _with_files(lock: Lock, scratch: Path) -> Lock:
    """The lock with the files that its packages may be installed from; no others count."""
    files: dict[str, LockedFile] = {}
    for environment in lock.environments:
        pins = [pin_of(p) for p in lock.packages_of(environment.name) if not p.registry]
        if pins:
            python = _python_of(environment.name)
            files |= {file.hash: file for file in pylock.files_of(pins, python, scratch)}
    packages = tuple(
        package
        if package.registry
        else replace(package, hashes=tuple(sorted(files.keys() & set(package.hashes))))
        for package in lock.packages
    )
    return replace(lock, packages=packages, files=tuple(files.values()))


def _python_of(environment: str) -> Path:
    receipt = receipts.read(environment, OWN) if environment != BESIDE else None
    return Path(sys.executable) if receipt is None else python_of(receipt.folder)


def _beside(scratch: Path) -> tuple[Lock, str]:
    present, shared_names = packages.installed(), packages.shared()
    for name in sorted(shared_names - set(present)):
        raise ToolError(
            f"{name} is needed and not installed, so that there is nothing whole to lock.",
            "'cstools doctor' says what to do.",
        )
    tools = {
        canonicalize_name(plugin.package): _shared_tool(plugin)
        for plugin in discovery.installed()
        if plugin.environment is None
    }
    own_names = {
        CORE,
        *(name for name, package in tools.items() if package.hashes or package.unlocked),
    }
    rest = {name: present[name] for name in shared_names - own_names}
    resolved, systems = _hashed(
        [present[name] for name in own_names],
        [package.pinned for name, package in rest.items() if name in tools],
        rest,
        Path(sys.executable),
        scratch,
    )
    by_name = {pin.name: pin for pin in resolved}
    python, system = this_machine()
    lock = Lock(
        core=version(CORE),
        python=python,
        system=system,
        tools=tuple(
            package
            if package.hashes or package.unlocked
            else replace(package, hashes=by_name[name].hashes)
            for name, package in tools.items()
        ),
        environments=(
            LockedEnvironment(
                BESIDE,
                python,
                _systems(systems, resolved, None),
                packages.digest(present[name].pinned for name in shared_names),
            ),
        ),
        packages=tuple(_package(BESIDE, pin) for pin in resolved if pin.name not in tools),
    )
    return lock, systems


def _with_own(lock: Lock, plugin: Plugin, scratch: Path, *, anywhere: bool) -> Lock:
    receipt = receipts.read(plugin.name, OWN)
    if receipt is None:
        raise ToolError(f"{plugin.name} cannot be locked: it has no receipt.")
    site = site_of(receipt.folder)
    present = packages.installed(site)
    beside = [_sibling(receipt, place) for place in receipt.beside]
    package = canonicalize_name(receipt.package)
    own_names = {CORE, *(each.name for each in beside), *([package] if receipt.wheel else [])}
    rest = {name: each for name, each in present.items() if name not in own_names}
    had = [pins.read(line) for line in receipt.requirements]
    roots = [] if receipt.wheel else [present[package].pinned]
    if had and not anywhere:
        resolved, systems = had, this_machine()[1]
    else:
        ours_here = [present[name] for name in own_names]
        resolved, systems = _hashed(ours_here, roots, rest, python_of(receipt.folder), scratch)
    tool = _tool(plugin, receipt)
    if not receipt.wheel and not tool.hashes:
        [tool] = [replace(tool, hashes=pin.hashes) for pin in resolved if pin.name == package]
    environment = LockedEnvironment(
        plugin.name,
        short(version_of(receipt.folder)),
        _systems(systems, resolved, site),
        packages.digest(receipt.packages),
    )
    locked = [_package(plugin.name, pin) for pin in resolved if pin.name != package]
    return replace(
        lock,
        tools=(*lock.tools, tool),
        environments=(*lock.environments, environment),
        packages=(*lock.packages, *locked, *beside),
    )


def _shared_tool(plugin: Plugin) -> LockedTool:
    """A tool beside the core; without hashes where an index has to give them."""
    receipt = receipts.read(plugin.name, SHARED)
    if receipt is not None and packages.same_version(receipt.version, plugin.version):
        return _tool(plugin, receipt)
    plain = LockedTool(plugin.name, plugin.version, plugin.package, SHARED)
    source = packages.source_of(plugin.package) or {}
    if packages.is_editable(plugin.package):
        return replace(plain, unlocked="it runs from a checkout (pip install -e)")
    sha256 = source.get("archive_info", {}).get("hashes", {}).get("sha256", "")
    if source and not sha256:
        return replace(plain, unlocked="pip installed it from files, not from a registry")
    return replace(plain, hashes=(f"sha256:{sha256}",) if sha256 else ())


def _tool(plugin: Plugin, receipt: Receipt) -> LockedTool:
    return LockedTool(
        plugin.name,
        plugin.version,
        receipt.package,
        receipt.isolation,
        receipt.registry,
        receipt.origin,
        receipt.python,
        (f"sha256:{receipt.sha256}",) if receipt.sha256 else (),
    )


def _sibling(receipt: Receipt, place: str) -> LockedPackage:
    """A package of the same registry that a tool is built on."""
    name, number, _, _ = parse_wheel_filename(Path(place).name)
    sha256 = sha256_of(wheel.store() / place)
    return LockedPackage(
        receipt.tool,
        name,
        str(number),
        registry=receipt.registry,
        hashes=(f"sha256:{sha256}",),
    )


def _package(environment: str, pin: Pin) -> LockedPackage:
    # Spelled as the standard form of the file spells them, so that what is read back is the same.
    version, marker = str(Version(pin.version)), str(Marker(pin.marker)) if pin.marker else ""
    return LockedPackage(environment, pin.name, version, marker=marker, hashes=pin.hashes)


def _hashed(
    own: Sequence[Package],
    roots: Sequence[str],
    rest: Mapping[str, Package],
    python: Path,
    scratch: Path,
) -> tuple[list[Pin], str]:
    """The packages as they are here with all their hashes, and the systems that covers.

    What other systems need besides is found where an index, or a folder of wheels, has it.
    """
    names = {package.name for package in own}
    requirements = [*roots, *(text for package in own for text in _asked_for(package, names))]
    versions = [package.pinned for package in rest.values()]
    try:
        resolved, systems = (
            pins.resolve(requirements, versions, python, scratch, anywhere=True),
            ANY,
        )
    except ToolError:
        resolved, systems = pins.resolve(requirements, versions, python, scratch), this_machine()[1]
    absent = set(rest) - {pin.name for pin in resolved}
    for name in sorted(absent):
        raise ToolError(
            f"{name} {rest[name].version} is here, and nothing asks for it.",
            "'cstools doctor' says what is not in order.",
        )
    return list(resolved), systems


def _asked_for(package: Package, own_names: set[str]) -> Iterator[str]:
    for text in package.requires:
        requirement = Requirement(text)
        extra = requirement.marker is not None and "extra" in str(requirement.marker)
        if canonicalize_name(requirement.name) not in own_names and not extra:
            yield text


def _systems(systems: str, resolved: Sequence[Pin], site: Path | None) -> str:
    """The systems, or only this one where a package made for it has no other file."""
    installed = distributions() if site is None else distributions(path=[str(site)])
    compiled = {
        canonicalize_name(distribution.metadata["Name"])
        for distribution in installed
        if "Root-Is-Purelib: false" in (distribution.read_text("WHEEL") or "")
    }
    alone = any(pin.name in compiled and len(pin.hashes) == 1 for pin in resolved)
    return this_machine()[1] if alone else systems
