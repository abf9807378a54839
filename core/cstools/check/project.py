"""A tool's project as it is written: its files are read, none of its code is run."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from cstools.errors import InputError, ToolError, UsageError, reason_of
from cstools.hookspecs import PROJECT
from cstools.plugin.manifest import FILE, read_manifest

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.plugin.manifest import Manifest

PYPROJECT = "pyproject.toml"


@dataclass(frozen=True)
class Project:
    """The project of one tool or standard.

    Attributes:
        folder: where its ``pyproject.toml`` is.
        pyproject: what that says.
        package: the folder of its import package.
    """

    folder: Path
    pyproject: dict[str, Any]
    package: Path

    @property
    def about(self) -> dict[str, Any]:
        """The section ``[project]``."""
        return _section(self.pyproject, "project")

    @property
    def name(self) -> str:
        """The tool's name: that of the manifest, else that of the entry point or the folder."""
        if self.manifest is not None:
            return self.manifest.name
        return next(iter(self.points), self.folder.name)

    @property
    def version(self) -> str | None:
        """The version that is written in ``pyproject.toml``."""
        version = self.about.get("version")
        return version if isinstance(version, str) else None

    @property
    def distribution(self) -> str:
        """The distribution's name, in the form in which names compare."""
        return canonicalize_name(str(self.about.get("name", "")))

    @property
    def points(self) -> dict[str, str]:
        """Its entry points of the group ``cstools``."""
        return _points(self.pyproject)

    @property
    def module(self) -> str:
        """The module of its entry point; the customary one where there is no entry point."""
        values = list(self.points.values())
        return values[0].partition(":")[0].strip() if values else f"{self.package.name}.plugin"

    @property
    def module_file(self) -> Path | None:
        """The file of that module, or None when there is none."""
        place = self.package.parent.joinpath(*self.module.split("."))
        files = (place.with_suffix(".py"), place / "__init__.py")
        return next((file for file in files if file.is_file()), None)

    @cached_property
    def _read(self) -> tuple[Manifest | None, ToolError | None]:
        try:
            read_manifest.cache_clear()
            return read_manifest(self.package), None
        except ToolError as error:
            return None, error

    @property
    def manifest(self) -> Manifest | None:
        """Its manifest, or None when that cannot be read."""
        return self._read[0]

    @property
    def manifest_problem(self) -> ToolError | None:
        """Why the manifest cannot be read."""
        return self._read[1]

    @property
    def skipped(self) -> dict[str, str]:
        """The rules its author skips, with the reasons."""
        return {} if self.manifest is None else self.manifest.skip

    @property
    def requirements(self) -> list[Requirement]:
        """What it depends on; what is no requirement is left out."""
        return [
            requirement
            for requirement in map(_requirement, self._dependencies)
            if requirement is not None
        ]

    @property
    def misread(self) -> list[str]:
        """Dependencies that are no requirements."""
        return [text for text in self._dependencies if _requirement(text) is None]

    @property
    def _dependencies(self) -> list[str]:
        texts = self.about.get("dependencies", [])
        return [str(text) for text in texts] if isinstance(texts, list) else []

    @property
    def sources(self) -> list[Path]:
        """The Python files of the import package."""
        return sorted(self.package.rglob("*.py"))

    @cached_property
    def readme(self) -> str | None:
        """The text of ``README.md``, or None."""
        try:
            return (self.folder / "README.md").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None


def read_project(folder: Path) -> Project:
    """Read the project in a folder.

    Raises:
        UsageError: the folder is not there, has no ``pyproject.toml``, or is not of one tool.
        InputError: ``pyproject.toml`` cannot be read.
    """
    folder = folder.expanduser().absolute()
    if not folder.is_dir():
        raise UsageError(
            f"There is no folder {folder}.", "Give the folder that holds pyproject.toml."
        )
    pyproject = _read_pyproject(folder)
    points = _points(pyproject)
    if len(points) > 1:
        raise UsageError(
            f"{folder / PYPROJECT} declares several tools: {', '.join(points)}.",
            "A project is one tool: give each its own folder with its own pyproject.toml.",
        )
    return Project(folder, pyproject, _package(folder, next(iter(points.values()), "")))


def _read_pyproject(folder: Path) -> dict[str, Any]:
    path = folder / PYPROJECT
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        inside = (folder.parent / PYPROJECT).is_file()
        advice = f"Give {folder.parent}." if inside else "'cstools new' makes a project."
        raise UsageError(f"{folder} has no {PYPROJECT}, so it is no project.", advice) from None
    except OSError as error:
        reason = reason_of(error)
        raise InputError(f"{path} cannot be read: {reason}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is not valid TOML: {error}.", "Put that line right.") from None


def _package(folder: Path, module: str) -> Path:
    """The folder of the import package: the entry point names it, else the manifest marks it."""
    places = [folder, folder / "src"]
    named = module.partition(":")[0].strip().split(".")[0]
    for place in places if named.isidentifier() else ():
        if (place / named).is_dir():
            return place / named
    packages = [file.parent for place in places for file in sorted(place.glob(f"*/{FILE}"))]
    if len(packages) > 1:
        raise UsageError(
            f"{folder} holds several packages: {', '.join(file.name for file in packages)}.",
            f"Name the one that is the tool under [project.entry-points.{PROJECT}], and give the "
            "others projects of their own.",
        )
    if not packages:
        lacks = f"has no package {named}" if named else f"has no package with a {FILE}"
        raise UsageError(
            f"{folder} {lacks}.",
            f"Name the package of the tool in {PYPROJECT} under [project.entry-points.{PROJECT}], "
            f"such as my-tool = 'cstools_my_tool.plugin', and put {FILE} into it.",
        )
    return packages[0]


def _points(pyproject: dict[str, Any]) -> dict[str, str]:
    group = _section(_section(_section(pyproject, "project"), "entry-points"), PROJECT)
    return {str(name): str(value) for name, value in group.items()}


def _section(body: dict[str, Any], name: str) -> dict[str, Any]:
    section = body.get(name, {})
    return section if isinstance(section, dict) else {}


def _requirement(text: str) -> Requirement | None:
    try:
        return Requirement(text)
    except InvalidRequirement:
        return None
