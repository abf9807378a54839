"""Try what an install will do with a release, before a registry lists it."""

from __future__ import annotations

import shutil
import sys
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from cstools.errors import CstoolsError, ToolError
from cstools.hookspecs import PROJECT
from cstools.install import pins
from cstools.install import wheel as wheels
from cstools.install.candidate import choose
from cstools.install.request import ToolRequest
from cstools.install.uv import uv
from cstools.plugin.manifest import read_manifest
from cstools.plugin.packages import same_version
from cstools.plugin.receipt import OWN
from cstools.registry.entry import FILE, Registry
from cstools.registry.read import parse
from cstools.registry.write import dump

if TYPE_CHECKING:
    from importlib.metadata import Distribution

    from cstools.install.candidate import Candidate
    from cstools.registry.entry import Entry

# What uv ends in where no candidate of versions fits, as `registry.uv` says it.
_NO_SOLUTION = "needs other versions of packages"


def try_install(entry: Entry, wheel: Path, scratch: Path) -> str:
    """Choose, check and unpack a release as an install does.

    What it is built on is resolved, not installed; where the index cannot be asked, a sentence
    says that this was not tried.

    Args:
        entry: what the registry will say of the tool, this release alone.
        wheel: the wheel.
        scratch: an empty folder to work in.

    Raises:
        CstoolsError: nobody could install it; says why.
    """
    [release] = entry.releases
    place = scratch / release.origin.value
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(wheel, place)
    path = scratch / FILE
    try:
        registry = parse(dump(Registry("trial", "", (entry,))), path)
        candidate = choose(ToolRequest(entry.name, release.version), [registry])
        room = scratch / "room"
        room.mkdir()
        copy = wheels.fetch(candidate, room)
        site = scratch / "site"
        command = ["pip", "install", "--no-deps", "--python", sys.executable]
        uv([*command, "--target", str(site), copy], room)
        _check(candidate, site)
    except CstoolsError as error:
        raise type(error)(
            f"Nobody could install {entry.name} {release.version}, so it was not published. "
            f"{error.problem.replace(f'{path}, ', '').replace(f'{path}: ', '')}",
            "Correct the project and publish again.",
        ) from error
    return _resolved(candidate, copy, room)


def _check(candidate: Candidate, site: Path) -> None:
    """Raise ToolError unless what was unpacked is the tool, in the version, that is listed."""
    package = canonicalize_name(candidate.entry.package)
    about = [
        distribution
        for distribution in distributions(path=[str(site)])
        if _name(distribution) == package
    ]
    if len(about) != 1 or not same_version(about[0].version, candidate.release.version):
        raise ToolError(f"Its wheel does not hold {package} {candidate.release.version}.")
    points = list(about[0].entry_points.select(group=PROJECT, name=candidate.entry.name))
    if len(points) != 1:
        raise ToolError(f"Its package {package} has no tool called {candidate.entry.name}.")
    manifest = read_manifest(site / points[0].module.split(".")[0])
    if manifest.name != candidate.entry.name:
        raise ToolError(f"Its manifest is of a tool called {manifest.name}.")
    if manifest.provides and candidate.entry.isolation == OWN:
        raise ToolError(
            "It provides a data standard, which cannot have an environment of its own: use "
            "--isolation shared."
        )
    if manifest.kind and candidate.entry.isolation == OWN:
        raise ToolError(
            "It is a library: in an environment of its own no tool could import it. Use "
            "--isolation shared."
        )


def _name(installed: Distribution) -> str:
    return canonicalize_name(installed.metadata["Name"] or "")


def _resolved(candidate: Candidate, wheel: str, room: Path) -> str:
    """A note where it was not tried whether all that a tool is built on can be had."""
    requirements = [Path(wheel).as_uri(), wheels.core_wheel(room).as_uri()]
    try:
        pins.resolve(requirements, (), Path(sys.executable), room)
    except ToolError as error:
        if _NO_SOLUTION in error.problem:
            raise ToolError(
                f"Nobody could install {candidate.entry.name} {candidate.release.version}, so it "
                f"was not published. {error.problem}",
                "Correct the dependencies in pyproject.toml and publish again.",
            ) from error
        return f"It was not tried whether what it is built on can be had: {error.problem}"
    return ""
