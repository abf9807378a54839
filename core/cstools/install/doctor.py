"""Examine an installation: Python, packages, tools, folders."""

from __future__ import annotations

import shutil
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement

from cstools.call import load
from cstools.call.worker.confinement import confinement
from cstools.errors import CstoolsError, reason_of
from cstools.install import contents
from cstools.io import shell
from cstools.plugin import discovery, home, shared
from cstools.plugin.packages import CORE

_LEAST_SPACE = 500 * 1024**2


class Examined(NamedTuple):
    """One thing looked at: what, whether it is in order, its state, what to do about it."""

    what: str
    ok: bool
    state: str
    advice: str = ""


def examine() -> list[Examined]:
    """Look at everything and report each."""
    parts = (_packages(), _tools(), _standards(), _set(), _folders())
    return [_python(), *(examination for part in parts for examination in part), _confinement()]


def _python() -> Examined:
    return Examined("Python", True, sys.version.split()[0])


def _confinement() -> Examined:
    return Examined("own environments confined by", True, confinement())


def _packages() -> list[Examined]:
    packages = [Examined(CORE, True, version(CORE))]
    for text in requires(CORE) or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            packages.append(_package(requirement))
    return packages


def _package(requirement: Requirement) -> Examined:
    advice = f"Run: {shell.command('python', '-m', 'pip', 'install', requirement)}"
    try:
        installed = version(requirement.name)
    except PackageNotFoundError:
        return Examined(requirement.name, False, "not installed", advice)
    fits = requirement.specifier.contains(installed, prereleases=True)
    return Examined(requirement.name, fits, installed, "" if fits else advice)


def _tools() -> list[Examined]:
    tools = [_tool(plugin) for plugin in discovery.installed()]
    if not tools:
        advice = "'cstools search' shows what there is to install."
        return [Examined("tools", False, "none is installed", advice)]
    return tools


def _tool(plugin: discovery.Plugin) -> Examined:
    what = f"tool {plugin.name}"
    if plugin.manifest is None and plugin.environment is not None:
        return Examined(what, False, plugin.problem)
    if plugin.manifest is None:
        return Examined(what, False, plugin.problem, f"Reinstall {plugin.package}.")
    if plugin.environment is not None:
        return Examined(what, True, f"{plugin.version}, in an environment of its own")
    try:
        load(plugin)
    except CstoolsError as error:
        return Examined(what, False, error.problem, error.advice)
    return Examined(what, True, plugin.version)


def _standards() -> list[Examined]:
    """Data standards that more than one installed package provides."""
    providers: dict[str, list[str]] = {}
    for plugin in discovery.installed():
        for standard in plugin.manifest.provides if plugin.manifest else ():
            providers.setdefault(standard, []).append(plugin.name)
    return [
        Examined(
            f"standard {standard}",
            False,
            f"{' and '.join(names)} provide it",
            f"Uninstall one of them: it is {names[0]} that reads the data.",
        )
        for standard, names in providers.items()
        if len(names) > 1
    ]


def _set() -> list[Examined]:
    """The set of tools beside the core: whether every package in it has files of its own."""
    folder = shared.current()
    if folder is None:
        return []
    try:
        contents.check_own(folder)
    except CstoolsError as error:
        return [Examined("tools beside the core", False, error.problem, error.advice)]
    number = len(contents.tools_of(folder))
    return [Examined("tools beside the core", True, f"{number} in {folder}")]


def _folders() -> list[Examined]:
    out = "Give --out with a folder you may write to."
    folders = [
        _folder("this folder", Path.cwd(), out),
        _folder("temporary folder", Path(tempfile.gettempdir()), "Set TEMP to another folder."),
    ]
    if home.home().is_dir():
        other = f"Set {home.VARIABLE} to a folder you may write to."
        folders.append(_folder("cstools folder", home.home(), other))
    return folders


def _folder(name: str, path: Path, advice: str) -> Examined:
    try:
        with tempfile.TemporaryFile(dir=path):
            pass
        free = shutil.disk_usage(path).free
    except OSError as error:
        return Examined(name, False, f"not writable: {reason_of(error)}", advice)
    if free < _LEAST_SPACE:
        return Examined(name, False, f"{free // 1024**2} MB free", "Make space.")
    return Examined(name, True, f"writable, {free // 1024**3} GB free")
