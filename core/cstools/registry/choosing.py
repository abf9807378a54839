"""Choose what to install: the registry, the tool and the release that a name stands for."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from cstools.errors import UsageError
from cstools.manifest import NAME
from cstools.receipts import OWN
from cstools.registry import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.registry.index import Entry, Registry, Release

CORE = "childrens-services-tools"
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
    """

    registry: Registry
    entry: Entry
    release: Release
    python: str
    warning: str = ""


def wanted(text: str) -> tuple[str, str]:
    """Name and version of ``NAME`` or ``NAME==VERSION``; the version is empty where none is given.

    Raises:
        UsageError: it is neither.
    """
    name, equals, number = (part.strip() for part in text.partition("=="))
    if not NAME.fullmatch(name):
        near = names.plain(name)
        meant = f"Did you mean {near}? " if NAME.fullmatch(near) and "=" not in name else ""
        raise UsageError(f"'{name}' is not the name of a tool.", meant + _EXPECTED)
    if equals and not _is_version(number):
        raise UsageError(f"'{text}' names no version.", _EXPECTED)
    return name, number


def choose(text: str, registries: Sequence[Registry]) -> Choice:
    """The newest release that fits, or the one asked for, from the first registry with the tool.

    A later registry is asked only where the one before lists the tool but cannot give it: it has
    not that version, or its files are not there.

    Raises:
        UsageError: no registry has the tool or the version, or it does not fit this core or Python.
    """
    name, number = wanted(text)
    first: UsageError | None = None
    for registry in registries:
        entry = registry.find(name)
        if entry is not None:
            try:
                return _release(registry, entry, number, registries)
            except _NotThereError as error:
                first = first or error
    raise first or _unknown(name, registries)


class _NotThereError(UsageError):
    """This registry cannot give the release; another may."""


def _unknown(name: str, registries: Sequence[Registry]) -> UsageError:
    known = [entry.name for registry in registries for entry in registry.entries]
    hint = names.near(name, known) or "'cstools search' lists what there is."
    return UsageError(f"No registry has a tool called '{name}'.", hint)


def _release(
    registry: Registry, entry: Entry, number: str, registries: Sequence[Registry]
) -> Choice:
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
            warning = " ".join(filter(None, (entry.retirement, _looks_like(entry, registries))))
            return Choice(registry, entry, release, _python(release), warning)
    raise UsageError(f"{entry.name} {releases[0].version} {obstacles[0]}")


def _check_there(registry: Registry, entry: Entry, release: Release) -> None:
    """Raise where the registry lists a folder that only a checkout has."""
    if release.origin.kind != "path":
        return
    if not (registry.path.parent / release.origin.value).is_dir():
        raise _NotThereError(
            f"{entry.name} {release.version} is listed in {registry.name}, but its files are not "
            f"beside it: the folder {release.origin.value} is in a checkout of the project only.",
            "Give a checkout or a registry of your region with --from, or use a kit.",
        )


def _looks_like(entry: Entry, registries: Sequence[Registry]) -> str:
    """A warning about a name that somebody may have chosen to be taken for another."""
    for registry in registries:
        for other in registry.entries:
            if other.name != entry.name and names.seen(other.name) == names.seen(entry.name):
                return (
                    f"The name {entry.name} looks like {other.name} of {registry.name}: make sure "
                    "that it is the one you want."
                )
    return ""


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
    except InvalidVersion:
        return False
    return True
