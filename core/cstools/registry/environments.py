"""Environments of tools: each built apart and whole before anything points to it."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import platform
import secrets
import shutil
import sys
import tempfile
from importlib.metadata import distributions, version
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from cstools import home, receipts
from cstools.environment import python_of, site_of
from cstools.errors import OutputError, ToolError
from cstools.hookspecs import PROJECT
from cstools.manifest import read_manifest
from cstools.receipts import OWN, Receipt
from cstools.registry import wheels
from cstools.registry.uv import constraints, pip_settings, uv

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import Distribution

    from cstools.registry.choosing import Choice

_BUILDING = ".building-"


def make(choice: Choice) -> Receipt:
    """Build the environment of a release and give its receipt; the receipt is not written yet.

    Until it is, the environment counts for nothing and the one before, if any, stays as it is.

    Raises:
        InputError: its wheel is missing or altered.
        ToolError: a package or a Python could not be had, or the package is no such tool.
        OutputError: the disk is full or cannot be written.
    """
    name, release = choice.entry.name, choice.release
    with _scratch(name) as scratch:
        source = wheels.fetch(choice, scratch)
        kept = _keep(Path(source)) if source.endswith(".whl") else ""
        folder = _build(name, source, choice.python, scratch, release.sha256, ())
        with _dropped_on_error(folder):
            made = Receipt(
                tool=name,
                package=choice.entry.package,
                version=release.version,
                module=_module(folder, name, choice.entry.package),
                isolation=OWN,
                registry=choice.registry.name,
                origin=str(release.origin),
                sha256=release.sha256,
                environment=folder.name,
                python=choice.python,
                wheel=kept,
                packages=_packages(folder),
                core=version(wheels.CORE),
                installed_on=dt.datetime.now().astimezone().date().isoformat(),
            )
            _check(made, folder)
    return made


def rebuild(receipt: Receipt) -> Receipt:
    """Build an environment anew from its receipt, with the same packages.

    Raises:
        ToolError: a package or a Python could not be had.
        OutputError: the disk is full or cannot be written.
    """
    with _scratch(receipt.tool) as scratch:
        source = receipt.origin.partition(" ")[2]
        if receipt.wheel:
            source = str(_wheels() / receipt.wheel)
        same = tuple(one for one in receipt.packages if not _is(one, wheels.CORE, receipt.package))
        folder = _build(receipt.tool, source, receipt.python, scratch, receipt.sha256, same)
        with _dropped_on_error(folder):
            _check(receipt, folder)
    return dataclasses.replace(receipt, environment=folder.name, packages=_packages(folder))


def sweep() -> None:
    """Remove what no receipt names: old environments, and those of installs killed half-way.

    Call it with the lock held only.
    """
    known = list(receipts.read_all(OWN).values())
    if not all(isinstance(one, Receipt) for one in known):
        return  # a receipt that cannot be read may name any of them
    kept = {getattr(one, "environment", "") for one in known}
    files = {getattr(one, "wheel", "").partition("/")[0] for one in known}
    for folder in home.environments().iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
    if _wheels().is_dir():
        for one in _wheels().iterdir():
            if one.name not in files:
                shutil.rmtree(one, ignore_errors=True)


def _build(
    name: str, source: str, python: str, scratch: Path, sha256: str, same: tuple[str, ...]
) -> Path:
    folder = home.environments() / f"{name}-{secrets.token_hex(4)}"
    with _dropped_on_error(folder):
        try:
            _venv(folder, python, scratch)
            _install(folder, source, scratch, sha256, same)
        except ToolError as error:
            raise ToolError(
                f"The environment of {name} could not be made. {error.problem}", error.advice
            ) from error
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            raise OutputError(
                f"The environment of {name} could not be written to {folder.parent}: {reason}.",
                f"Make space there, or set {home.VARIABLE} to another folder.",
            ) from error
    return folder


def _venv(folder: Path, python: str, scratch: Path) -> None:
    here = not python or SpecifierSet(python).contains(platform.python_version(), prereleases=True)
    wanted = sys.executable if here else python
    command = ["venv", "--python", wanted, "--no-project", "--no-python-downloads", str(folder)]
    try:
        uv(command, scratch)
    except ToolError as error:
        if here:
            raise
        raise ToolError(
            f"It needs Python {python}, which was not found on this computer.",
            "Install that Python from python.org or your software centre, and try again.",
        ) from error


def _install(folder: Path, source: str, scratch: Path, sha256: str, same: tuple[str, ...]) -> None:
    listed = scratch / "requirements.txt"
    pinned = f" --hash=sha256:{sha256}" if sha256 and not source.endswith(".whl") else ""
    wheel = source.endswith(".whl")
    listed.write_text((Path(source).as_uri() if wheel else source + pinned) + "\n", "utf-8")
    held = scratch / "constraints.txt"
    held.write_text("".join(f"{one}\n" for one in same), encoding="utf-8")
    core = wheels.core_wheel(scratch)
    uv(
        [
            *("pip", "install", "--python", str(python_of(folder))),
            *("--constraint", str(held), *constraints(pip_settings())),
            *("--requirements", str(listed), str(core)),
        ],
        scratch,
    )


def _module(folder: Path, name: str, package: str) -> str:
    """The module that holds the tool's hooks, from the metadata of its package."""
    for one in _installed(folder):
        if canonicalize_name(one.name) == canonicalize_name(package):
            for point in one.entry_points.select(group=PROJECT, name=name):
                return point.module
    raise ToolError(
        f"The package {package} has no tool called {name}.", "Tell whoever keeps the registry."
    )


def _check(receipt: Receipt, folder: Path) -> None:
    """Raise ToolError unless the environment holds the tool the receipt says, in that version."""
    manifest = read_manifest(site_of(folder) / receipt.module.split(".")[0])
    expected = f"{canonicalize_name(receipt.package)}=={receipt.version}"
    if manifest.name != receipt.tool or expected not in _packages(folder):
        raise ToolError(
            f"What was installed is not {receipt.tool} {receipt.version}.",
            "Tell whoever keeps the registry.",
        )
    if manifest.provides:
        raise ToolError(
            f"{receipt.tool} provides a data standard, which cannot have its own environment.",
            'Its registry has to list it with isolation = "shared".',
        )


def _packages(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(f"{canonicalize_name(d.name)}=={d.version}" for d in _installed(folder)))


def _installed(folder: Path) -> Iterator[Distribution]:
    yield from distributions(path=[str(site_of(folder))])


def _is(pinned: str, *packages: str) -> bool:
    return pinned.partition("==")[0] in {canonicalize_name(one) for one in packages}


def _wheels() -> Path:
    return home.home() / "wheels"


def _keep(wheel: Path) -> str:
    """Keep a wheel for the day its environment has to be built anew; gives its file name.

    Wheels of one name may differ, so they lie under their digest; pip needs the name unaltered.
    """
    target = _wheels() / wheels.sha256_of(wheel)[:16] / wheel.name
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_suffix(".part")
    shutil.copyfile(wheel, half)
    half.replace(target)
    return target.relative_to(_wheels()).as_posix()


@contextlib.contextmanager
def _scratch(name: str) -> Iterator[Path]:
    try:
        folder = Path(tempfile.mkdtemp(prefix=f"{_BUILDING}{name}-", dir=home.environments()))
    except OSError as error:
        raise OutputError(
            f"{home.environments()} cannot be written: {(error.strerror or '?').lower()}.",
            f"Set {home.VARIABLE} to a folder you may write to.",
        ) from error
    try:
        yield folder
    except OSError as error:
        raise OutputError(
            f"{name} could not be installed: {(error.strerror or type(error).__name__).lower()}.",
            f"Make space in {home.home()}, or set {home.VARIABLE} to another folder.",
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _dropped_on_error(folder: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
