"""The release that a request stands for: from which registry, and whether it fits here."""

from __future__ import annotations

import platform
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from cstools.errors import UsageError
from cstools.io import shell
from cstools.plugin.packages import CORE
from cstools.plugin.receipt import OWN
from cstools.registry import source, tool_names
from cstools.registry.claims import check_package, looks_like, taken_from

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cstools.install.request import ToolRequest
    from cstools.registry.entry import Entry, Registry, Release


@dataclass(frozen=True)
class Candidate:
    """A release that may be installed.

    Attributes:
        registry: the registry it comes from.
        entry: the tool.
        release: its version.
        python: the Python versions the release runs on, as a specifier; empty for any.
        warning: what the person should know of it, or an empty text.
        doubt: why the person should be asked before it is installed, or an empty text.
    """

    registry: Registry
    entry: Entry
    release: Release
    python: str
    warning: str = ""
    doubt: str = ""


def choose(request: ToolRequest, registries: Sequence[Registry]) -> Candidate:
    """The newest release that fits, or the one asked for, from the first registry with the tool.

    A name belongs to that registry, also where it cannot give the release: another that lists the
    name as well is no help unasked, as whoever may write to it could take over any tool.

    Raises:
        UsageError: no registry has the tool or the version, or it does not fit this core or
            Python, or its package is another tool's.
    """
    for place, registry in enumerate(registries):
        entry = registry.find(request.name)
        if entry is not None:
            prior = [*registry.prior, *registries[:place]]
            check_package(entry, registry, prior)
            try:
                return _release(registry, entry, request.version, prior)
            except _NotThereError as error:
                others = [
                    other
                    for other in registries[place + 1 :]
                    if other.find(request.name) is not None
                ]
                raise UsageError(error.problem, _from(others, request) or error.advice) from error
    raise _unknown(request.name, registries)


class _NotThereError(UsageError):
    """This registry cannot give the release; another may, if the person says so."""


def _from(others: Sequence[Registry], request: ToolRequest) -> str:
    """How to take a tool from a registry that it does not belong to."""
    if not others:
        return ""
    other = others[0]
    place = other.name if source.find(other.name) else other.path
    command = shell.command("cstools", "install", str(request), "--from", place)
    return f"{other.name} lists it as well. If you trust it with this tool: {command}"


def _unknown(name: str, registries: Sequence[Registry]) -> UsageError:
    known = [entry.name for registry in registries for entry in registry.entries]
    hint = tool_names.near(name, known) or "'cstools search' lists what there is."
    return UsageError(f"No registry has a tool called '{name}'.", hint)


def _release(registry: Registry, entry: Entry, number: str, prior: Sequence[Registry]) -> Candidate:
    releases = sorted(entry.releases, key=lambda release: Version(release.version), reverse=True)
    if number:
        releases = [release for release in releases if Version(release.version) == Version(number)]
    if not releases:
        have = ", ".join(release.version for release in entry.releases) or "none"
        raise _NotThereError(
            f"There is no release {number} of {entry.name} in {registry.name}.".replace("  ", " "),
            f"Releases there: {have}.",
        )
    obstacles = [_obstacle(entry, release) for release in releases]
    for release, obstacle in zip(releases, obstacles, strict=True):
        if not obstacle:
            _check_there(registry, entry, release)
            notes = (taken_from(entry, registry), entry.retirement, _unhashed(entry, release))
            doubt = looks_like(entry, registry, prior)
            warning = " ".join(filter(None, notes))
            # What it is built on is of the first registry that lists it, too.
            placed = replace(registry, prior=tuple(prior))
            return Candidate(placed, entry, release, _python(release), warning, doubt)
    raise UsageError(f"{entry.name} {releases[0].version} {obstacles[0]}")


def _check_there(registry: Registry, entry: Entry, release: Release) -> None:
    """Raise for a file or folder that is not the registry's own, or that only a checkout has."""
    if release.origin.kind == "requirement":
        return
    place = registry.path.parent / release.origin.value
    if not _is_within(place, registry.path.parent):
        raise UsageError(
            f"{entry.name} {release.version} of {registry.name} is a link that leads out of the "
            f"registry's folder: {place}.",
            "Do not install it. Tell whoever keeps the registry.",
        )
    if release.origin.kind == "path" and not place.is_dir():
        raise _NotThereError(
            f"{entry.name} {release.version} is listed in {registry.name}, but its files are not "
            f"beside it: the folder {release.origin.value} is in a checkout of the project only.",
            "Give a checkout or a registry of your region with --from, or use a kit.",
        )


def _is_within(place: Path, folder: Path) -> bool:
    try:
        return place.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):  # links in a circle, a drive that is away
        return False


def _unhashed(entry: Entry, release: Release) -> str:
    """A sentence on a wheel that nobody could tell from an altered one."""
    if release.origin.kind != "wheel" or release.sha256:
        return ""
    return (
        f"The list gives no sha256 of {entry.name} {release.version}, so that nobody can tell "
        "whether its wheel was altered."
    )


def _obstacle(entry: Entry, release: Release) -> str:
    """Why a release cannot run here, or an empty text."""
    for requirement in map(Requirement, release.requires):
        if canonicalize_name(requirement.name) == CORE and not _holds(requirement, version(CORE)):
            return (
                f"needs cstools {requirement.specifier}, and this is {version(CORE)}. "
                "Upgrade cstools, or choose another release."
            )
        # A tool with an environment of its own may run on another Python than the core.
        python = platform.python_version()
        if (
            requirement.name == "python"
            and entry.isolation != OWN
            and not _holds(requirement, python)
        ):
            return f"needs Python {requirement.specifier}, and this is {python}."
    return ""


def _python(release: Release) -> str:
    needs = map(Requirement, release.requires)
    return ",".join(str(need.specifier) for need in needs if need.name == "python")


def _holds(requirement: Requirement, number: str) -> bool:
    return requirement.specifier.contains(number, prereleases=True)
