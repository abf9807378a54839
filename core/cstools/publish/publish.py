"""Publish a tool: check it, build it, and put wheel and entry into a registry."""

from __future__ import annotations

import contextlib
import datetime as dt
import platform
import tempfile
from dataclasses import dataclass, fields, replace
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from packaging.utils import canonicalize_name
from packaging.version import Version

from cstools.errors import OutputError, ToolError, UsageError, reason_of
from cstools.io.scratch import scratch
from cstools.plugin.manifest import Manifest
from cstools.plugin.packages import CORE
from cstools.plugin.receipt import OWN, SHARED
from cstools.publish.shelf import opened
from cstools.publish.trial import try_install
from cstools.publish.wheel import build
from cstools.registry.entry import Entry, Origin, Release
from cstools.registry.tool_names import seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cstools.check import Report
    from cstools.publish.shelf import Shelf
    from cstools.publish.wheel import BuiltWheel


class ChecksFailedError(ToolError):
    """The tool did not pass the checks.

    Attributes:
        report: what they found.
    """

    def __init__(self, problem: str, advice: str, report: Report) -> None:
        super().__init__(problem, advice)
        self.report = report


@dataclass(frozen=True)
class Published:
    """What was published.

    Attributes:
        name: the tool.
        version: its version.
        registry: file of the registry.
        origin: the place beside it that the release comes from.
        sha256: the wheel's digest; empty where the release is the project's own folder.
        size: the wheel's bytes.
        checks_passed: how many checks it passed.
        created: whether the registry was made for it.
        status: how far it is reviewed there.
        note: what of an install could not be tried before; empty when all was.
    """

    name: str
    version: str
    registry: Path
    origin: str
    sha256: str
    size: int
    checks_passed: int
    created: bool
    status: str
    note: str = ""


def publish(
    project: Path,
    to: str,
    *,
    key: Path | None = None,
    isolation: str = "",
    owners: Sequence[str] = (),
) -> Published:
    """Publish a tool's project to a registry.

    Args:
        project: its folder.
        to: a registry's file or folder, or its name; made where the folder has none.
        key: the private key to sign the registry with, or None.
        isolation: ``"own"`` or ``"shared"``; by default as it was, ``"own"`` for a new tool and
            ``"shared"`` for a data standard.
        owners: who may change the entry; by default as it was.

    Raises:
        ChecksFailedError: it does not pass ``cstools check``.
        UsageError: the version is there already, or the name is another's.
        ToolError: it cannot be built.
        InputError: the registry cannot be read or trusted.
        OutputError: it cannot be written; it is as it was.
    """
    from cstools import check

    with explained(project):
        # Before the slow part: a registry that cannot be written is not worth a build.
        with opened(to, key, create=True):
            pass
        report = check.check(project)
    if not report.passed:
        raise ChecksFailedError(
            f"{project.name} does not pass the checks, so it was not published.",
            "Mend what is listed; 'cstools check' runs them again.",
            report,
        )
    with explained(project), scratch("cstools-publish-") as room:
        (room / "built").mkdir()
        built = build(project, room / "built")
        with opened(to, key, create=True) as shelf:
            entry, _ = _entry_with(shelf, built, project, report, isolation, tuple(owners))
        note = _tried(entry, built, room / "trial")
        # Others may have published meanwhile, so what is free is looked at once more.
        with opened(to, key, create=True) as shelf:
            entry, earlier = _entry_with(shelf, built, project, report, isolation, tuple(owners))
            return replace(_put(shelf, built, entry, earlier), note=note)


@contextlib.contextmanager
def explained(project: Path) -> Iterator[None]:
    """Turn what the system refuses while a project is published into a sentence."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"{project.name} could not be published: {_reason(error)}.",
            "The registry is as it was. Make space on the disk and in the temporary folder "
            f"{tempfile.gettempdir()}, see whether you may write there, and publish again.",
        ) from error


def _reason(error: OSError) -> str:
    """Why, in the system's words; an error about many files tells that of the first."""
    if error.strerror is None and error.args and isinstance(error.args[0], list):
        return str(error.args[0][0][-1]).lower()
    return reason_of(error)


def _tried(entry: Entry, built: BuiltWheel, room: Path) -> str:
    """Try what an install will do; a release from the project's folder is tried as its wheel."""
    release = replace(
        next(each for each in entry.releases if Version(each.version) == Version(built.version)),
        origin=Origin("wheel", built.path.name),
        sha256=built.sha256,
    )
    room.mkdir()
    return try_install(replace(entry, releases=(release,)), built.path, room)


def _check_free(shelf: Shelf, built: BuiltWheel, project: Path) -> Entry | None:
    """The entry the release goes to, if there is one; raises where the place is taken.

    A release that a registry takes from the project's own folder may be published again: nothing
    is copied, and what the registry says of it is brought up to date.
    """
    name, where = built.manifest.name, shelf.path
    entry = shelf.registry.find(name)
    _check_package(shelf, built)
    for other in shelf.registry.entries:
        if entry is None and seen(other.name) == seen(name):
            raise UsageError(
                f"The name {name} looks like {other.name}, which {where} lists.",
                "Choose a name that nobody takes for another.",
            )
    if entry is None:
        return None
    if canonicalize_name(entry.package) != canonicalize_name(built.package):
        raise UsageError(
            f"{where} lists a tool called {name} already: the package {entry.package}.",
            "Choose another name.",
        )
    earlier = _release_of(entry, built)
    if earlier is not None and not _is_project(shelf, earlier, project):
        raise UsageError(
            f"{name} {built.version} is published there already, and a release is never replaced.",
            "Raise the version in pyproject.toml and publish again.",
        )
    return entry


def _check_package(shelf: Shelf, built: BuiltWheel) -> None:
    """Raise UsageError where another tool of the registry has the package: one is of one tool."""
    package = canonicalize_name(built.package)
    for other in shelf.registry.entries:
        if other.name != built.manifest.name and canonicalize_name(other.package) == package:
            raise UsageError(
                f"{shelf.path} lists the package {built.package} already, as the tool "
                f"{other.name}: whoever has one could not have the other.",
                "Choose another name for the package, in pyproject.toml.",
            )


def _is_project(shelf: Shelf, release: Release, project: Path) -> bool:
    folder = shelf.folder / release.origin.value
    return release.origin.kind == "path" and folder.resolve() == project.resolve()


def _release_of(entry: Entry | None, built: BuiltWheel) -> Release | None:
    """The release of the version that was built, however the registry spells it."""
    releases = entry.releases if entry is not None else ()
    version = Version(built.version)
    return next((release for release in releases if Version(release.version) == version), None)


def _entry_with(
    shelf: Shelf,
    built: BuiltWheel,
    project: Path,
    report: Report,
    isolation: str,
    owners: tuple[str, ...],
) -> tuple[Entry, Release | None]:
    """What the registry will say of the tool, and the release that is brought up to date."""
    before = _check_free(shelf, built, project)
    earlier = _release_of(before, built)
    release = _release(built, report)
    if earlier is None:
        release = replace(release, sha256=built.sha256)
    else:
        release = replace(release, version=earlier.version, origin=earlier.origin)
    others = before.releases if before else ()
    releases = (*(other for other in others if other is not earlier), release)
    return replace(_entry(built, before, isolation, owners), releases=releases), earlier


def _put(shelf: Shelf, built: BuiltWheel, entry: Entry, earlier: Release | None) -> Published:
    *others, release = entry.releases
    if earlier is None:
        release = replace(release, origin=Origin("wheel", shelf.lay_down(built.path)))
        entry = replace(entry, releases=(*others, release))
    try:
        shelf.put(entry)
    except BaseException:
        if earlier is None:
            shelf.take_up(release.origin.value)
        raise
    return Published(
        name=entry.name,
        version=release.version,
        registry=shelf.path,
        origin=str(release.origin),
        sha256=release.sha256,
        size=release.size,
        checks_passed=release.checks_passed,
        created=shelf.created,
        status=entry.status,
    )


def _release(built: BuiltWheel, report: Report) -> Release:
    today = dt.datetime.now().astimezone().date().isoformat()
    skipped = (outcome for outcome in report.outcomes if outcome.state == "skipped")
    return Release(
        version=built.version,
        requires=built.requires,
        origin=Origin("wheel", built.path.name),
        size=built.size,
        dependencies=built.dependencies,
        published_on=today,
        verified_on=today,
        verified_core=version(CORE),
        verified_python=platform.python_version(),
        checks_passed=sum(outcome.state == "passed" for outcome in report.outcomes),
        checks_skipped=tuple(f"{outcome.rule}: {outcome.problem}" for outcome in skipped),
    )


def _entry(
    built: BuiltWheel, before: Entry | None, isolation: str, owners: tuple[str, ...]
) -> Entry:
    """What the registry says of the tool: its author in the manifest, its reviewers as before."""
    usual = SHARED if built.manifest.provides or built.manifest.kind else OWN
    if before is None:
        entry = Entry(**_of_manifest(built), status="submitted", isolation=usual, releases=())
    elif any(Version(release.version) > Version(built.version) for release in before.releases):
        entry = before  # a repair of an old release says nothing about the tool of today
    else:
        entry = replace(before, **_of_manifest(built))
    return replace(entry, isolation=isolation or entry.isolation, owners=owners or entry.owners)


def _of_manifest(built: BuiltWheel) -> dict[str, Any]:
    shared = {field.name for field in fields(Entry)} & {field.name for field in fields(Manifest)}
    of_manifest = {name: getattr(built.manifest, name) for name in shared - {"status"}}
    also_reads = built.manifest.also_reads
    of_package = {"package": built.package, "homepage": built.homepage}
    return {**of_manifest, "also_reads": also_reads, **of_package}
