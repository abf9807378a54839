"""Environments of tools: each built whole before its receipt makes it count."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from importlib.metadata import distributions, version
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from cstools.errors import ToolError
from cstools.hookspecs import PROJECT
from cstools.install import pins, venv
from cstools.install import wheel as wheels
from cstools.io.files import sha256_of
from cstools.plugin import home, packages, shared
from cstools.plugin import receipt as receipts
from cstools.plugin.environment import site_of
from cstools.plugin.manifest import read_manifest
from cstools.plugin.packages import CORE
from cstools.plugin.receipt import OWN, Receipt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.install.candidate import Candidate
    from cstools.install.pins import Pin


def make(candidate: Candidate) -> Receipt:
    """Build the environment of a release and give its receipt; the receipt is not written yet.

    Until it is, the environment counts for nothing and the one before, if any, stays as it is.

    Raises:
        InputError: its wheel is missing or altered.
        ToolError: a package or a Python could not be had, or the package is no such tool.
        OutputError: the disk is full or cannot be written.
    """
    with venv.scratch(candidate.entry.name) as scratch:
        source = wheels.fetch(candidate, scratch)
        own = []
        if source.endswith(".whl"):
            wheel = Path(source)
            own = [
                wheel,
                *(path for _, path in wheels.built_on(candidate, wheel, scratch).values()),
            ]
        draft = drafted(candidate, sha256_of(own[0]) if own else candidate.release.sha256)
        return _built(draft, own, scratch, requirements=[] if own else [source])


def rebuild(receipt: Receipt) -> Receipt:
    """Build an environment anew from its receipt, with the same packages.

    Raises:
        InputError: the wheel that was kept of it is gone or altered.
        ToolError: a package or a Python could not be had.
        OutputError: the disk is full or cannot be written.
    """
    with venv.scratch(receipt.tool) as scratch:
        places = [place for place in (receipt.wheel, *receipt.beside) if place]
        own = [wheels.from_store(place, scratch) for place in places]
        requirements = [] if receipt.wheel else [receipt.origin.partition(" ")[2]]
        resolution = [pins.read(line) for line in receipt.requirements]
        return _built(receipt, own, scratch, requirements=requirements, resolution=resolution)


def reproduce(
    draft: Receipt, own: Sequence[Path], resolution: Sequence[Pin], python: str
) -> Receipt:
    """Build an environment from its parts and give its receipt, which is not written yet.

    Args:
        draft: the receipt, as far as it is known.
        own: the wheel of the tool and those of its registry that it is built on, checked.
        resolution: all packages from elsewhere.
        python: the Python it has to have, as a specifier.

    Raises:
        ToolError: a package or a Python could not be had, or a hash is another.
        OutputError: the disk is full or cannot be written.
    """
    with venv.scratch(draft.tool) as scratch:
        receipt = _built(
            dataclasses.replace(draft, python=python), own, scratch, resolution=resolution
        )
    return dataclasses.replace(receipt, python=draft.python)


def drafted(candidate: Candidate, sha256: str) -> Receipt:
    """The receipt of a release, as far as it is known before it is installed."""
    return Receipt(
        tool=candidate.entry.name,
        package=candidate.entry.package,
        version=candidate.release.version,
        module="",
        isolation=candidate.entry.isolation,
        registry=candidate.registry.name,
        place="" if candidate.registry.passing else str(candidate.registry.path),
        origin=str(candidate.release.origin),
        sha256=sha256,
        python=candidate.python,
        core=version(CORE),
        installed_on=dt.datetime.now().astimezone().date().isoformat(),
    )


def sweep() -> None:
    """Remove what no receipt names: old environments, and those of installs killed half-way.

    Call it with the lock held only.
    """
    known = list(receipts.read_all(OWN).values())
    if not all(isinstance(receipt, Receipt) for receipt in known):
        return  # a receipt that cannot be read may name any of them
    environments = {getattr(receipt, "environment", "") for receipt in known}
    for folder in home.environments().iterdir():
        if folder.name not in environments and not shared.in_use(folder):
            shutil.rmtree(folder, ignore_errors=True)
    files = receipts.wheels()
    if files is not None and wheels.store().is_dir():
        for folder in wheels.store().iterdir():
            if folder.name not in files:
                shutil.rmtree(folder, ignore_errors=True)


def _built(
    draft: Receipt,
    own: Sequence[Path],
    scratch: Path,
    *,
    requirements: Sequence[str] = (),
    resolution: Sequence[Pin] = (),
) -> Receipt:
    """Build an environment and complete its receipt.

    Without a `resolution` it is made: of what the receipt has, or else of what is newest.
    """
    with venv.environment(draft.tool, draft.python, scratch) as folder:
        if not resolution:
            files = [path.as_uri() for path in own]
            local = {CORE, *(wheels.package_of(path) for path in own)}
            constraints = [line for line in draft.packages if line.partition("==")[0] not in local]
            resolution = venv.resolve(folder, [*files, *requirements], constraints, scratch)
            if not own:
                package = canonicalize_name(draft.package)
                resolution = pins.narrowed(resolution, package, draft.version, draft.sha256)
        venv.fill(folder, resolution, own, scratch)
        module = _module(folder, draft.tool, draft.package)
        receipt = dataclasses.replace(
            draft,
            module=module,
            environment=folder.name,
            packages=tuple(sorted(p.pinned for p in packages.installed(site_of(folder)).values())),
            requirements=tuple(pin.line for pin in resolution),
        )
        _check(receipt, folder)
        first, *others = [wheels.keep(path) for path in own] or [""]
    return dataclasses.replace(receipt, wheel=first, beside=tuple(others))


def _module(folder: Path, name: str, package: str) -> str:
    """The module that holds the tool's hooks, from the metadata of its package."""
    for distribution in distributions(path=[str(site_of(folder))]):
        if canonicalize_name(distribution.name) == canonicalize_name(package):
            for point in distribution.entry_points.select(group=PROJECT, name=name):
                return point.module
    raise ToolError(
        f"The package {package} has no tool called {name}.", "Tell whoever keeps the registry."
    )


def _check(receipt: Receipt, folder: Path) -> None:
    """Raise ToolError unless the environment holds the tool the receipt says, in that version."""
    manifest = read_manifest(site_of(folder) / receipt.module.split(".")[0])
    if manifest.name != receipt.tool or not any(
        _is(package, receipt) for package in receipt.packages
    ):
        raise ToolError(
            f"What was installed is not {receipt.tool} {receipt.version}.",
            "Tell whoever keeps the registry.",
        )
    if manifest.provides:
        raise ToolError(
            f"{receipt.tool} provides a data standard, which cannot have its own environment.",
            'Its registry has to list it with isolation = "shared".',
        )
    if manifest.kind:
        raise ToolError(
            f"{receipt.tool} is a library: in an environment of its own no tool could import it.",
            'Its registry has to list it with isolation = "shared".',
        )


def _is(pinned: str, receipt: Receipt) -> bool:
    """Whether a package, ``name==version``, is the receipt's, in whichever spelling."""
    name, _, number = pinned.partition("==")
    named = canonicalize_name(name) == canonicalize_name(receipt.package)
    return named and packages.same_version(number, receipt.version)
