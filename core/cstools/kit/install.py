"""Install the tools of a kit, from its own files and nowhere else."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sys
from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from cstools.errors import OutputError, UsageError, reason_of
from cstools.install import change
from cstools.install.request import ToolRequest
from cstools.install.uv import pip_settings, run
from cstools.io.files import put_copy
from cstools.io.scratch import scratch
from cstools.kit import archive, target
from cstools.kit import format as kits
from cstools.kit import wheels as dependencies
from cstools.plugin import home
from cstools.plugin.packages import CORE
from cstools.registry import read_registry
from cstools.registry.entry import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cstools.install.change import Change
    from cstools.kit.format import Kit, Tool
    from cstools.registry import Registry

# What pip and uv are told for other purposes: indexes, constraints, folders of other wheels.
_UV_PLACES = ("UV_INDEX", "UV_DEFAULT_INDEX", "UV_EXTRA", "UV_FIND", "UV_CONSTR", "UV_OVERRIDE")


def install(place: Path, *, offline: bool = False) -> Iterator[Change]:
    """Install the tools of a kit one after the other, standards first; each whole or not at all.

    Args:
        place: the kit's zip, or the folder it was unzipped into.
        offline: have pip and uv of this virtual environment use the wheels kept of the kit, and
            no index, from now on.

    Raises:
        InputError: it is no kit, or a file of it is missing or was altered.
        UsageError: it is for another machine, Python or version of the core.
        OutputError: something cannot be written.
        ToolError: a tool could not be installed; those before it are.
    """
    kit = archive.described(place)
    _check_fit(kit, place)
    if offline:
        _check_offline()
    with archive.unpacked(place, kit) as folder:
        registry = replace(read_registry(folder / kits.REGISTRY / FILE), passing=True)
        for tool in kit.tools:
            yield _installed(tool, folder / kits.WHEELS, registry)
        _keep(kit, folder / kits.WHEELS, whole=offline)
    if offline:
        _set_offline()


def wheel_folder() -> Path:
    """Where the wheels are kept that environments of tools were built of."""
    return home.home() / "kits" / kits.WHEELS


def _check_fit(kit: Kit, place: Path) -> None:
    core = version(CORE)
    if kit.core != core:
        raise UsageError(
            f"The kit {place} is of cstools {kit.core}, and this is {core}.",
            "Run the install.py that lies in the kit, which brings its own, or get another kit.",
        )
    if kit.python != target.this_python():
        raise UsageError(
            f"The kit {place} is for Python {kit.python}, and this is {target.this_python()}.",
            f"Ask for one made with --python {target.this_python()}.",
        )
    if not target.runs_here(kit.platform):
        raise UsageError(
            f"The kit {place} is for {kit.platform}, which this computer is not.",
            "Ask for one for this kind of computer.",
        )


def _installed(tool: Tool, wheels: Path, registry: Registry) -> Change:
    with _only(wheels, tool):
        changes = change.install([ToolRequest(tool.name, tool.version)], [registry])
    return next(step for step in changes if step.name == tool.name)


@contextlib.contextmanager
def _only(wheels: Path, tool: Tool) -> Iterator[None]:
    """Have pip and uv take packages from a folder only, those of a tool as they were chosen."""
    before = dict(os.environ)
    for name in before:
        if name.startswith("PIP_") or name.startswith(_UV_PLACES):
            del os.environ[name]
    with scratch("cstools-kit-") as folder:
        # As an address: pip takes the blank in the name of a folder for the end of it.
        places = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": wheels.absolute().as_uri()}
        os.environ.update({**places, "PIP_CONFIG_FILE": os.devnull, "UV_NO_CONFIG": "1"})
        # Nothing of a kit is built, as a build would run what it is made from.
        os.environ.update({"PIP_ONLY_BINARY": ":all:", "UV_NO_BUILD": "1"})
        if tool.wheels:
            lines = [
                "{}=={}\n".format(*dependencies.named(wheels / wheel)) for wheel in tool.wheels
            ]
            requirements = folder / "chosen.txt"
            requirements.write_text("".join(lines), encoding="utf-8")
            os.environ["PIP_CONSTRAINT"] = str(requirements)
        pip_settings.cache_clear()
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)
            pip_settings.cache_clear()


def _keep(kit: Kit, wheels: Path, *, whole: bool) -> None:
    """Keep wheels to build environments from: those of the tools there are, or of any to come."""
    names = {name for tool in kit.tools for name in tool.wheels}
    if whole:
        names = {path.name for path in wheels.glob("*.whl")}
    try:
        for name in sorted(names):
            put_copy(wheel_folder() / name, wheels / name)
    except OSError as error:
        reason = reason_of(error)
        raise OutputError(
            f"The tools are installed, but their wheels could not be kept in {wheel_folder()}: "
            f"{reason}.",
            "Make space there. Until then 'cstools repair' needs this kit: install it again.",
        ) from error


def _check_offline() -> None:
    if sys.prefix == sys.base_prefix or importlib.util.find_spec("pip") is None:
        raise UsageError(
            "--offline changes the settings of pip in a virtual environment, and this is none, or "
            "has no pip.",
            "Leave it out, and set PIP_NO_INDEX=1 and PIP_FIND_LINKS for the whole computer.",
        )


def _set_offline() -> None:
    """Have pip of this environment, whose settings uv is given, look at the kept wheels only."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "config", "--site", "set"]
    settings = {"global.no-index": "true", "global.find-links": wheel_folder().absolute().as_uri()}
    for name, value in settings.items():
        # pip refuses to change settings while it is told to read none.
        with _without("PIP_CONFIG_FILE"):
            run([*pip, name, value], home.home())
    pip_settings.cache_clear()


@contextlib.contextmanager
def _without(name: str) -> Iterator[None]:
    value = os.environ.pop(name, None)
    try:
        yield
    finally:
        if value is not None:
            os.environ[name] = value
