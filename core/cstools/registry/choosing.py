"""Choose what to install: the registry, the tool and the release that a name stands for."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.metadata import version
from typing import TYPE_CHECKING

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from cstools.errors import InputError, UsageError
from cstools.manifest import NAME
from cstools.receipts import OWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cstools.registry.index import Entry, Registry, Release

CORE = "childrens-services-tools"


@dataclass(frozen=True)
class Choice:
    """What is to be installed.

    Attributes:
        registry: the registry it comes from.
        entry: the tool.
        release: its version.
        python: the Python versions the release runs on, as a specifier; empty for any.
    """

    registry: Registry
    entry: Entry
    release: Release
    python: str


def wanted(text: str) -> tuple[str, str]:
    """Name and version of ``NAME`` or ``NAME==VERSION``; the version is empty where none is given.

    Raises:
        UsageError: it is neither.
    """
    name, equals, number = (part.strip() for part in text.partition("=="))
    if not NAME.fullmatch(name) or (equals and not _is_version(number)):
        raise UsageError(
            f"'{text}' is not the name of a tool.",
            "Give NAME or NAME==VERSION, such as late-reviews==1.2; 'cstools search' lists names.",
        )
    return name, number


def choose(text: str, registries: Sequence[Registry]) -> Choice:
    """The newest release that fits, or the one asked for, from the first registry with the tool.

    Raises:
        UsageError: no registry has the tool or the version, or it does not fit this core or Python.
        InputError: the registry says something that cannot be read.
    """
    name, number = wanted(text)
    for registry in registries:
        entry = registry.find(name)
        if entry is not None:
            return _release(registry, entry, number)
    known = [entry.name for registry in registries for entry in registry.entries]
    near = get_close_matches(name, known, 3, cutoff=0.5)
    hint = f"Did you mean {' or '.join(near)}?" if near else "'cstools search' lists what there is."
    raise UsageError(f"No registry has a tool called '{name}'.", hint)


def _release(registry: Registry, entry: Entry, number: str) -> Choice:
    releases = sorted(entry.releases, key=lambda one: _version(entry, one), reverse=True)
    if number:
        releases = [one for one in releases if _version(entry, one) == Version(number)]
    if not releases:
        have = ", ".join(one.version for one in entry.releases) or "none"
        raise UsageError(
            f"There is no release {number} of {entry.name} in {registry.name}.".replace("  ", " "),
            f"Releases there: {have}.",
        )
    obstacles = [_obstacle(entry, one) for one in releases]
    for release, obstacle in zip(releases, obstacles, strict=True):
        if not obstacle:
            return Choice(registry, entry, release, _python(entry, release))
    raise UsageError(f"{entry.name} {releases[0].version} {obstacles[0]}")


def _obstacle(entry: Entry, release: Release) -> str:
    """Why a release cannot run here, or an empty text."""
    for needed in _requirements(entry, release):
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


def _python(entry: Entry, release: Release) -> str:
    return ",".join(
        str(one.specifier) for one in _requirements(entry, release) if one.name == "python"
    )


def _requirements(entry: Entry, release: Release) -> Iterable[Requirement]:
    for text in release.requires:
        try:
            yield Requirement(text)
        except InvalidRequirement:
            raise InputError(
                f"Release {release.version} of {entry.name} requires '{text}', which is no "
                "requirement.",
                "Tell whoever keeps the registry.",
            ) from None


def _holds(needed: Requirement, number: str) -> bool:
    return needed.specifier.contains(number, prereleases=True)


def _version(entry: Entry, release: Release) -> Version:
    try:
        return Version(release.version)
    except InvalidVersion:
        raise InputError(
            f"'{release.version}' of {entry.name} is no version.",
            "Tell whoever keeps the registry.",
        ) from None


def _is_version(text: str) -> bool:
    try:
        Version(text)
    except InvalidVersion:
        return False
    return True
