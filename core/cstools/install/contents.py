"""What a set of packages holds: which files belong to which package, and that each has its own."""

from __future__ import annotations

import contextlib
import shutil
import sys
from importlib.metadata import distributions
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name
from packaging.version import Version

from cstools.errors import ToolError
from cstools.hookspecs import PROJECT
from cstools.plugin import shared
from cstools.plugin.manifest import read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.metadata import Distribution

    from cstools.plugin.discovery import Plugin

_CORE_MODULE = "cstools"
_KEEPER = "Tell whoever keeps the registry."
# Programs of packages: nothing starts them from a set, and a package may bring what it likes.
_PROGRAMS = ("bin", "Scripts")


def take_away(folder: Path, package: str) -> None:
    """Remove a package from a set that is being built; nothing where it is not in it."""
    for distribution in _packages(folder):
        if canonicalize_name(distribution.name) != package:
            continue
        for name in _files(distribution):
            with contextlib.suppress(OSError):
                (folder / name).unlink()
        for module in {PurePosixPath(name).parts[0] for name in _files(distribution)}:
            _remove_empty(folder / module)
        about = getattr(distribution, "_path", None)
        if about is not None:
            shutil.rmtree(about, ignore_errors=True)


def tools_of(folder: Path) -> list[str]:
    """The packages of a set that are tools or standards."""
    return [
        canonicalize_name(distribution.name)
        for distribution in _packages(folder)
        if distribution.entry_points.select(group=PROJECT)
    ]


def check_tool(folder: Path, name: str, package: str, version: str) -> None:
    """Raise ToolError unless a set holds a tool, in that version, with a manifest that is right."""
    for distribution in _packages(folder):
        if canonicalize_name(distribution.name) != package:
            continue
        if Version(distribution.version) != Version(version):
            raise ToolError("What was installed is another.", _KEEPER)
        for point in distribution.entry_points.select(group=PROJECT, name=name):
            manifest = read_manifest(folder / point.module.split(".")[0])
            if manifest.name != name:
                raise ToolError(f"Its manifest is called {manifest.name}, not {name}.", _KEEPER)
            return
        raise ToolError(f"The package {package} has no tool called {name}.", _KEEPER)
    raise ToolError("What was installed is another.", _KEEPER)


def check_own(folder: Path) -> None:
    """Raise ToolError where a package of a set brings a file that is not its own.

    It may not lie outside the set, be one of the core, or stand for one of another package, of the
    set or of this Python: each would change what others run on.
    """
    owners: dict[str, str] = {}
    elsewhere = _modules_elsewhere()
    for distribution in _packages(folder):
        package = canonicalize_name(distribution.name)
        for name in _files(distribution):
            path = PurePosixPath(name)
            if ".." in path.parts or path.is_absolute():
                raise ToolError(f"{package} brings a file that lies outside its folder.", _KEEPER)
            if path.parts[0] in _PROGRAMS or path.parts[0].endswith(".dist-info"):
                continue
            module = path.parts[0].removesuffix(".py")
            owner = owners.setdefault(name, package)
            if owner == package:
                owner = elsewhere.get(module, package)
            if module == _CORE_MODULE:
                owner = "cstools itself"
            if owner != package:
                raise ToolError(
                    f"{package} brings a file that belongs to {owner} ({name}), so that it would "
                    "change what others run on.",
                    "Its maintainer has to give its modules names of their own.",
                )


def check_provider(folder: Path, name: str, plugins: Sequence[Plugin]) -> None:
    """Raise ToolError where a tool of a set provides a standard that another one does already."""
    for distribution in _packages(folder):
        for point in distribution.entry_points.select(group=PROJECT, name=name):
            provides = set(read_manifest(folder / point.module.split(".")[0]).provides)
            for plugin in plugins:
                both = provides & set(plugin.manifest.provides if plugin.manifest else ())
                if both and plugin.name != name:
                    raise ToolError(
                        f"It provides the data standard {min(both)}, and so does "
                        f"{plugin.name}, which "
                        "is installed.",
                        f"Which of them reads the data must be clear: uninstall {plugin.name} "
                        "first.",
                    )


def _packages(folder: Path) -> list[Distribution]:
    return list(distributions(path=[str(folder)]))


def _files(distribution: Distribution) -> list[str]:
    return [path.as_posix() for path in distribution.files or ()]


def _modules_elsewhere() -> dict[str, str]:
    """For each module of this Python outside of sets, the package that it belongs to."""
    sets = shared.place()
    paths = [path for path in sys.path if not Path(path).is_relative_to(sets)]
    return {
        module: canonicalize_name(distribution.name)
        for distribution in distributions(path=paths)
        for module in _modules(distribution)
    }


def _modules(distribution: Distribution) -> Iterator[str]:
    for path in distribution.files or ():
        first = path.parts[0]
        if path.suffix == ".py" and not first.endswith(".dist-info") and first != "..":
            yield first.removesuffix(".py")


def _remove_empty(folder: Path) -> None:
    """Remove a folder in which nothing is left but what Python compiled."""
    if not folder.is_dir():
        return
    for part in list(folder.iterdir()):
        if part.name == "__pycache__":
            shutil.rmtree(part, ignore_errors=True)
        elif part.is_dir():
            _remove_empty(part)
    with contextlib.suppress(OSError):
        folder.rmdir()
