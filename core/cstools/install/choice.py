"""Choose what to install: the registry, the tool and the release that a name stands for."""

from __future__ import annotations

import platform
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from cstools.errors import UsageError
from cstools.io import quoting
from cstools.plugin.manifest import NAME
from cstools.plugin.packages import CORE
from cstools.plugin.receipt import OWN
from cstools.registry import source, tool_names
from cstools.registry.claims import check_package, looks_like, taken_from

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cstools.registry.entry import Entry, Registry, Release

_EXPECTED = "Give NAME or NAME==VERSION, such as late-reviews==1.2; 'cstools search' lists names."


@dataclass(frozen=True)
class Choice:
    """What is to be installed.

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


def wanted(text: str) -> tuple[str, str]:
    """Name and version of ``NAME`` or ``NAME==VERSION``; the version is empty where none is given.

    Raises:
        UsageError: it is neither.
    """
    name, equals, number = (part.strip() for part in text.partition("=="))
    if not NAME.fullmatch(name):
        near = tool_names.plain(name)
        meant = f"Did you mean {near}? " if NAME.fullmatch(near) and "=" not in name else ""
        raise UsageError(f"'{name}' is not the name of a tool.", meant + _EXPECTED)
    if equals and not _is_version(number):
        raise UsageError(f"'{text}' names no version.", _EXPECTED)
    return name, number


def choose(text: str, registries: Sequence[Registry]) -> Choice:
    """The newest release that fits, or the one asked for, from the first registry with the tool.

    A name belongs to that registry, also where it cannot give the release: another that lists the
    name as well is no help unasked, as whoever may write to it could take over any tool.

    Raises:
        UsageError: no registry has the tool or the version, or it does not fit this core or
            Python, or its package is another tool's.
    """
    name, number = wanted(text)
    for place, registry in enumerate(registries):
        entry = registry.find(name)
        if entry is not None:
            prior = [*registry.prior, *registries[:place]]
            check_package(entry, registry, prior)
            try:
                return _release(registry, entry, number, prior)
            except _NotThereError as error:
                others = [one for one in registries[place + 1 :] if one.find(name) is not None]
                raise UsageError(error.problem, _from(others, text) or error.advice) from error
    raise _unknown(name, registries)


class _NotThereError(UsageError):
    """This registry cannot give the release; another may, if the person says so."""


def _from(others: Sequence[Registry], text: str) -> str:
    """How to take a tool from a registry that it does not belong to."""
    if not others:
        return ""
    other = others[0]
    place = other.name if source.find(other.name) else other.path
    command = quoting.command("cstools", "install", text, "--from", place)
    return f"{other.name} lists it as well. If you trust it with this tool: {command}"


def _unknown(name: str, registries: Sequence[Registry]) -> UsageError:
    known = [entry.name for registry in registries for entry in registry.entries]
    hint = tool_names.near(name, known) or "'cstools search' lists what there is."
    return UsageError(f"No registry has a tool called '{name}'.", hint)


def _release(registry: Registry, entry: Entry, number: str, prior: Sequence[Registry]) -> Choice:
    releases = sorted(entry.releases, key=lambda one: Version(one.version), reverse=True)
    if number:
        releases = [one for one in releases if Version(one.version) == Version(number)]
    if not releases:
        have = ", ".join(one.version for one in entry.releases) or "none"
        raise _NotThereError(
            f"There is no release {number} of {entry.name} in {registry.name}.".replace("  ", " "),
            f"Releases there: {have}.",
        )
    obstacles = [_obstacle(entry, one) for one in releases]
    for release, obstacle in zip(releases, obstacles, strict=True):
        if not obstacle:
            _check_there(registry, entry, release)
            said = (taken_from(entry, registry), entry.retirement, _unhashed(entry, release))
            doubt = looks_like(entry, registry, prior)
            warning = " ".join(filter(None, said))
            # What it is built on is of the first registry that lists it, too.
            placed = replace(registry, prior=tuple(prior))
            return Choice(placed, entry, release, _python(release), warning, doubt)
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
    for needed in map(Requirement, release.requires):
        if canonicalize_name(needed.name) == CORE and not _holds(needed, version(CORE)):
            return (
                f"needs cstools {needed.specifier}, and this is {version(CORE)}. "
                "Upgrade cstools, or choose another release."
            )
        # A tool with an environment of its own may run on another Python than the core.
        python = platform.python_version()
        if needed.name == "python" and entry.isolation != OWN and not _holds(needed, python):
            return f"needs Python {needed.specifier}, and this is {python}."
    return ""


def _python(release: Release) -> str:
    needs = map(Requirement, release.requires)
    return ",".join(str(one.specifier) for one in needs if one.name == "python")


def _holds(needed: Requirement, number: str) -> bool:
    return needed.specifier.contains(number, prereleases=True)


def _is_version(text: str) -> bool:
    try:
        Version(text)
    except ValueError:
        return False
    return True
