"""Install tools beside the core: each change builds a new set of them and switches to it.

What stands in this Python already stays at its version: a tool that needs another one is refused.
Only `bring`, which is asked for exact versions, puts others into the set. The set before stays
whole until the new one counts, so that a change which fails or is killed has changed nothing.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import platform
import secrets
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from cstools.errors import OutputError, ToolError, UsageError, reason_of
from cstools.install import contents, pins
from cstools.install import wheel as wheels
from cstools.install.checkpoints import checkpoint
from cstools.install.own import drafted
from cstools.io.files import put_text, sha256_of
from cstools.plugin import discovery, home, packages, shared
from cstools.plugin import receipt as receipts
from cstools.plugin.receipt import SHARED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from packaging.requirements import Requirement
    from packaging.utils import NormalizedName

    from cstools.install.candidate import Candidate
    from cstools.install.pins import Pin
    from cstools.plugin.packages import Package
    from cstools.plugin.receipt import Receipt

_BUILDING = ".building-"
_KEEPER = "Tell whoever keeps the registry."


def install(candidate: Candidate) -> None:
    """Install a release beside the core, with its receipt.

    Raises:
        InputError: its wheel is missing or altered.
        UsageError: its package is installed here as something else.
        ToolError: it could not be installed; everything is as it was.
        OutputError: the user's cstools folder cannot be written.
    """
    package = canonicalize_name(candidate.entry.package)
    _check_package(package, candidate)
    with _new_set(f"{candidate.entry.name} {candidate.release.version}") as new:
        contents.take_away(new.folder, package)
        present = packages.installed() | packages.installed(new.folder)
        if shared.current() is not None or package in present:
            present.pop(package, None)
        source = wheels.fetch(candidate, new.work)
        sha256 = candidate.release.sha256
        files: list[Path] = []
        resolution: list[Pin] = []
        if source.endswith(".whl"):
            files, requirements = _parts_of(candidate, Path(source), present, new.work)
            sha256 = sha256_of(Path(source))
        else:
            requirements = [source]
        if requirements:
            resolution = _resolved(requirements, present, new.work)
        if not source.endswith(".whl"):
            release = candidate.release
            resolution = pins.narrowed(resolution, package, release.version, release.sha256)
        new.fill(files, resolution)
        new.check(candidate.entry.name, package, candidate.release.version)
        stored = wheels.keep(Path(source)) if source.endswith(".whl") else ""
        new.note(dataclasses.replace(drafted(candidate, sha256), isolation=SHARED, wheel=stored))


def bring(resolution: Sequence[Pin], tools: Sequence[tuple[Receipt, Path | None]]) -> None:
    """Bring packages beside the core to exact versions and install tools: all of it, or nothing.

    Args:
        resolution: packages with their hashes; no other package changes.
        tools: receipts of tools, each with its wheel, checked; None for one of those packages.

    Raises:
        ToolError: something could not be had, or its hash is another; everything is as it was.
        OutputError: the user's cstools folder cannot be written.
    """
    files = [path for _, path in tools if path is not None]
    versions = {pin.name: pin.version for pin in resolution}
    versions |= {canonicalize_name(receipt.package): receipt.version for receipt, _ in tools}
    with _new_set("The packages beside cstools") as new:
        for name in versions:
            contents.take_away(new.folder, name)
        new.fill(files, resolution)
        installed = {
            name: package.version for name, package in packages.installed(new.folder).items()
        }
        if not versions.items() <= installed.items():
            raise ToolError("What was installed is another.", "Make the lock file anew.")
        contents.check_own(new.folder)
        for receipt, path in tools:
            stored = wheels.keep(path) if path else ""
            new.note(dataclasses.replace(receipt, isolation=SHARED, wheel=stored))


def uninstall(tool: str, package: str) -> None:
    """Remove a tool from the set, and what only it needed.

    Raises:
        UsageError: it is not in the set, but was put into this Python by pip.
        OutputError: the user's cstools folder cannot be written.
    """
    before = shared.current()
    if before is None or canonicalize_name(package) not in packages.installed(before):
        raise UsageError(
            f"{tool} was installed into this Python by pip, so pip has to remove it.",
            f"Run: python -m pip uninstall {package}",
        )
    with _new_set(tool) as new:
        contents.take_away(new.folder, canonicalize_name(package))
        (new.folder / shared.RECEIPTS / f"{tool}.json").unlink(missing_ok=True)
        _drop_orphans(new.folder)


def sweep() -> None:
    """Remove sets that do not count any more, and what changes that were killed left.

    One that a process still runs from stays. Call it with the lock held only.
    """
    now = shared.current()
    if not shared.place().is_dir():
        return
    for folder in shared.place().iterdir():
        if folder.is_dir() and folder != now and not shared.in_use(folder):
            shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class _Set:
    """A set that is being built.

    Attributes:
        folder: its packages; nothing looks there yet.
        work: a folder to work in.
    """

    folder: Path
    work: Path

    def fill(self, files: Sequence[Path], resolution: Sequence[Pin]) -> None:
        """Put in exactly some wheels and packages of the index."""
        if not files and not resolution:
            return
        checkpoint("filling")
        place = ["--target", str(self.folder), "--python", sys.executable]
        pins.install(resolution, files, self.work, place)
        checkpoint("filled")

    def check(self, name: str, package: str, version: str) -> None:
        """Raise ToolError unless the tool is in it, and no package brings files of another."""
        contents.check_tool(self.folder, name, package, version)
        contents.check_own(self.folder)
        contents.check_provider(self.folder, name, discovery.installed())

    def note(self, receipt: Receipt) -> None:
        """Put the receipt of a tool into it."""
        receipts.write(receipt, self.folder / shared.RECEIPTS)
        checkpoint("receipt written")


@contextlib.contextmanager
def _new_set(what: str) -> Iterator[_Set]:
    """A set to be changed, like the one that counts now; in the end it takes the place of that."""
    with _scratch(what) as scratch:
        new = _Set(scratch / "set", scratch / "work")
        new.work.mkdir()
        before = shared.current()
        if before is None:
            new.folder.mkdir()
        else:
            checkpoint("copying")
            shutil.copytree(before, new.folder, copy_function=_link, ignore=_marks)
        try:
            yield new
        except ToolError as error:
            problem = f"{what} could not be installed. {error.problem}"
            raise ToolError(problem, error.advice) from error
        place = shared.place() / secrets.token_hex(8)
        checkpoint("built")
        new.folder.replace(place)
        checkpoint("in its place")
        _point(place.name)
        checkpoint("switched")
    discovery.installed.cache_clear()
    shared.activate()


@contextlib.contextmanager
def _scratch(what: str) -> Iterator[Path]:
    place = shared.place()
    try:
        place.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=place))
    except OSError as error:
        raise OutputError(
            f"{place} cannot be written: {reason_of(error)}.",
            f"Set {home.VARIABLE} to a folder you may write to.",
        ) from error
    try:
        yield folder
    except OSError as error:
        raise OutputError(
            f"{what} could not be installed: {reason_of(error)}.",
            f"Make space in {home.home()} and in {tempfile.gettempdir()}.",
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _point(name: str) -> None:
    """Have a set count from now on."""
    put_text(shared.place() / shared.POINTER, name + "\n")


def _link(source: str, target: str) -> None:
    """A second name for a file of the set before; a copy where the system has no such thing.

    No file of a set is ever written to again: what replaces one is another file.
    """
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _marks(_: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith(".used-by-")]


def _check_package(package: NormalizedName, candidate: Candidate) -> None:
    """Raise UsageError where a package that is here, and is not this tool's, would be replaced."""
    tools = {(canonicalize_name(plugin.package), plugin.name) for plugin in discovery.installed()}
    if package in packages.installed() and (package, candidate.entry.name) not in tools:
        raise UsageError(
            f"{candidate.registry.name} lists {candidate.entry.name} as the package {package}, and "
            f"the {package} that is installed here is no such tool.",
            f"It would be replaced, so nothing was done. {_KEEPER}",
        )


def _parts_of(
    candidate: Candidate, wheel: Path, present: Mapping[str, Package], work: Path
) -> tuple[list[Path], list[str]]:
    """The wheels of its registry that a tool is built on, and what an index has to give.

    Its own wheel is the first. What is here already, in a version that fits, is neither.

    Raises:
        ToolError: another version is here than it needs.
    """
    beside = wheels.built_on(candidate, wheel, work)
    files, requirements = [wheel], []
    for path in files:
        for requirement in wheels.requirements_of(path):
            name = canonicalize_name(requirement.name)
            if name in present and not requirement.extras:
                _check_fits(requirement, present[name])
            elif name == packages.CORE or any(wheels.package_of(file) == name for file in files):
                continue
            elif name in beside:
                files.append(beside[name][1])
            else:
                requirements.append(str(requirement).partition(";")[0].strip())
    return files, list(dict.fromkeys(requirements))


def _check_fits(requirement: Requirement, package: Package) -> None:
    if not requirement.specifier.contains(package.version, prereleases=True):
        raise ToolError(
            f"It needs {requirement.name}{requirement.specifier}, and {package.version} is here, "
            "on which cstools and other tools run.",
            "Tell its maintainer. A tool with an environment of its own may have versions of "
            "its own.",
        )


def _resolved(requirements: Sequence[str], present: Mapping[str, Package], work: Path) -> list[Pin]:
    """What an index has to give, with hashes; what is here stays as it is and is not among it."""
    core = wheels.core_wheel(work)
    constraints = [package.pinned for package in present.values() if package.name != packages.CORE]
    resolution = pins.resolve(
        [*requirements, core.as_uri()], constraints, Path(sys.executable), work
    )
    python = platform.python_version()
    return [pin for pin in resolution if pin.name not in present and pin.holds(python)]


def _drop_orphans(folder: Path) -> None:
    """Take away packages of a set that no tool needs."""
    inside = packages.installed(folder)
    tools = contents.tools_of(folder)
    dependencies = packages.required_by(packages.installed() | inside, [packages.CORE, *tools])
    for name in set(inside) - dependencies:
        contents.take_away(folder, name)
