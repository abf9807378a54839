"""Install tools beside the core, with pip or uv; a failure puts back what was there.

What is installed already stays at its version: a tool that needs another one is refused rather
than let it change what other tools run on. Only `bring`, which is asked for exact versions,
changes them.
"""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import importlib
import importlib.util
import site
import sys
import sysconfig
import tempfile
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from cstools import home, packages, plugins, receipts
from cstools.errors import OutputError, ToolError, UsageError
from cstools.hookspecs import PROJECT
from cstools.receipts import SHARED
from cstools.registry import journal, pins, wheels
from cstools.registry.environments import drafted
from cstools.registry.uv import constraints, pip_settings, run, uv

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cstools.receipts import Receipt
    from cstools.registry.choosing import Choice
    from cstools.registry.pins import Pin

_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")
_HERE = ("--python", sys.executable)
_NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)


def install(choice: Choice) -> None:
    """Install a release beside the core and write its receipt.

    Raises:
        InputError: its wheel is missing or altered.
        UsageError: its package is installed here as something else.
        ToolError: it could not be installed; everything is as it was.
        OutputError: the place beside the core or the user's cstools folder cannot be written.
    """
    package = canonicalize_name(choice.entry.package)
    name = f"{choice.entry.name} {choice.release.version}"
    _check_package(package, choice)
    with _scratch() as scratch:
        fixed = {p: one.version for p, one in packages.installed().items() if p != package}
        held = scratch / "constraints.txt"
        held.write_text("".join(f"{p}=={number}\n" for p, number in fixed.items()), "utf-8")
        source = wheels.fetch(choice, scratch)
        sha256 = choice.release.sha256
        if not source.endswith(".whl") and _pip():
            source = str(_downloaded(source, held, scratch, sha256, name))
        draft = drafted(choice, sha256)
        if source.endswith(".whl"):
            wheel = Path(source)
            draft = drafted(choice, wheels.sha256_of(wheel))
            draft = dataclasses.replace(draft, wheel=wheels.keep(wheel))
        with _undone_on_error([package], [draft], name):
            _install(source, held, scratch, sha256)
            _check_installed(package, choice)


def bring(chosen: Sequence[Pin], tools: Sequence[tuple[Receipt, Path | None]]) -> None:
    """Bring packages beside the core to exact versions and install tools: all of it, or nothing.

    pip or uv does it while no tool is loaded, so that no library in use is replaced under way.

    Args:
        chosen: packages with their hashes; no other package changes.
        tools: receipts of tools, each with its wheel, checked; None where it is among `chosen`.

    Raises:
        ToolError: something could not be had, its hash is another, or another program here needs
            the version that is there; everything is as it was.
        OutputError: the place beside the core or the user's cstools folder cannot be written.
    """
    files = [path for _, path in tools if path is not None]
    wanted = {pin.name: pin.version for pin in chosen}
    wanted |= {canonicalize_name(one.package): one.version for one, _ in tools}
    _check_others(wanted)
    with _scratch() as scratch:
        made = [
            dataclasses.replace(one, wheel=wheels.keep(path) if path else "") for one, path in tools
        ]
        hashed = [(path, wheels.sha256_of(path)) for path in files]
        listed = scratch / "exactly.txt"
        listed.write_text(pins.requirements(chosen, hashed), encoding="utf-8")
        with _undone_on_error(list(wanted), made, "The packages beside cstools"):
            _install_exactly(listed, scratch)
            there = {name: one.version for name, one in packages.installed().items()}
            if not wanted.items() <= there.items():
                raise ToolError("What was installed is another.", "Make the lock file anew.")


def uninstall(package: str) -> None:
    """Remove a package that stands beside the core.

    Raises:
        ToolError: it could not be removed.
        OutputError: the place beside the core cannot be written.
    """
    _check_writable()
    _remove([package])


def undo() -> None:
    """Put back what was there before a change that failed or was killed; else do nothing."""
    journal.undo(_remove)


def _check_package(package: str, choice: Choice) -> None:
    """Raise UsageError where a package that is here, and is not this tool's, would be replaced."""
    if package in packages.installed() and choice.entry.name not in _tools_of(package):
        raise UsageError(
            f"{choice.registry.name} lists {choice.entry.name} as the package {package}, and the "
            f"{package} that is installed here is no such tool.",
            "It would be replaced, so nothing was done. Tell whoever keeps the registry.",
        )


def _check_installed(package: str, choice: Choice) -> None:
    """Raise ToolError unless the tool that was chosen is what is there now."""
    found, name = packages.installed().get(package), choice.entry.name
    advice = "Tell whoever keeps the registry."
    if found is None or found.version != choice.release.version:
        raise ToolError("What was installed is another.", advice)
    if name not in _tools_of(package):
        raise ToolError(f"The package {package} has no tool called {name}.", advice)
    plugins.installed.cache_clear()
    for plugin in plugins.installed():
        if plugin.name == name and plugin.problem:
            raise ToolError(plugin.problem, advice)


def _tools_of(package: str) -> set[str]:
    """Names of the tools that an installed package holds."""
    return {
        point.name
        for point in entry_points(group=PROJECT)
        if point.dist is not None and canonicalize_name(point.dist.name) == package
    }


@contextlib.contextmanager
def _scratch() -> Iterator[Path]:
    _check_writable()
    try:
        with tempfile.TemporaryDirectory(prefix="cstools-install-") as text:
            yield Path(text)
    except OSError as error:
        raise OutputError(
            f"It could not be installed: {_reason(error)}.",
            f"Make space in {home.home()} and in {tempfile.gettempdir()}.",
        ) from error


@contextlib.contextmanager
def _undone_on_error(names: list[str], drafts: Sequence[Receipt], what: str) -> Iterator[None]:
    """Write receipts after what is done within; where either fails, all is as it was."""
    former = {one.tool: receipts.read(one.tool, SHARED) for one in drafts}
    journal.note(names)
    try:
        yield
        for one in drafts:
            receipts.write(dataclasses.replace(one, isolation=SHARED))
    except BaseException as error:
        undo()
        for tool, receipt in former.items():
            with contextlib.suppress(OutputError, OSError):
                receipts.write(receipt) if receipt else receipts.remove(tool, SHARED)
        if isinstance(error, ToolError):
            found = pins.altered(error)
            raise ToolError(f"{what} could not be installed. {found.problem}", found.advice) from (
                error
            )
        raise
    journal.forget()


def _check_others(wanted: Mapping[str, str]) -> None:
    """Raise ToolError when another program of this Python needs a version that would go."""
    found = packages.installed()
    ours = packages.shared() | set(wanted)
    for other in (one for name, one in sorted(found.items()) if name not in ours):
        for text in other.requires:
            needed = Requirement(text)
            name = canonicalize_name(needed.name)
            applies = needed.marker is None or needed.marker.evaluate({"extra": ""})
            if name not in wanted or name not in found or not applies:
                continue
            fits = needed.specifier.contains
            was, will = found[name].version, wanted[name]
            if fits(was, prereleases=True) and not fits(will, prereleases=True):
                raise ToolError(
                    f"{other.name} in this Python needs {name}{needed.specifier}, and {will} is "
                    f"to replace {was}.",
                    "Install cstools in an environment of its own (python -m venv cstools-env), "
                    "and sync there.",
                )


def _check_writable() -> None:
    """Raise OutputError when nothing can be installed beside the core; says what to do."""
    place = Path(sysconfig.get_path("purelib"))
    apart = sys.prefix != sys.base_prefix
    advice = (
        "Install cstools in an environment of your own: python -m venv cstools-env, and in it: "
        f"python -m pip install {packages.CORE}"
    )
    managed = Path(sysconfig.get_path("stdlib")) / "EXTERNALLY-MANAGED"
    if not apart and managed.exists() and "break-system-packages" not in pip_settings():
        raise OutputError(f"The Python in {sys.prefix} belongs to the system.", advice)
    try:
        with tempfile.TemporaryFile(dir=place):
            return
    except OSError as error:
        # Outside of an environment pip then installs for this person alone, as with --user.
        if _pip() and not apart and site.ENABLE_USER_SITE and error.errno in _NOT_ALLOWED:
            return
        raise OutputError(
            f"cstools stands in {place}, which cannot be written: {_reason(error)}.", advice
        ) from error


def _install(source: str, held: Path, scratch: Path, sha256: str) -> None:
    wheel = source.endswith(".whl")
    if _pip():
        command = [*_PIP, "install", "--no-input", "--constraint", str(held), source]
        return run(command, scratch)
    listed = scratch / "requirements.txt"
    pinned = "" if wheel or not sha256 else f" --hash=sha256:{sha256}"
    listed.write_text((Path(source).as_uri() if wheel else source + pinned) + "\n", "utf-8")
    limits = ["--constraint", str(held), *constraints(pip_settings())]
    return uv(["pip", "install", *_HERE, *limits, "--requirements", str(listed)], scratch)


def _install_exactly(listed: Path, scratch: Path) -> None:
    exactly = ("--no-deps", "--require-hashes", "--requirement", str(listed))
    if _pip():
        return run([*_PIP, "install", "--no-input", "--force-reinstall", *exactly], scratch)
    return uv(["pip", "install", *_HERE, "--reinstall", *exactly], scratch)


def _downloaded(requirement: str, held: Path, scratch: Path, sha256: str, name: str) -> Path:
    """Download one package and check it: pip checks hashes of all packages or of none."""
    folder = scratch / "downloaded"
    command = [*_PIP, "download", "--no-input", "--no-deps", "--only-binary", ":all:"]
    try:
        run([*command, "--constraint", str(held), "--dest", str(folder), requirement], scratch)
    except ToolError as error:
        raise ToolError(f"{name} could not be installed. {error.problem}", error.advice) from error
    [wheel] = folder.iterdir()
    if sha256 and wheels.sha256_of(wheel) != sha256:
        raise ToolError(
            f"{name} could not be installed. The package is not the one that was listed: its "
            "sha256 is another.",
            "Do not use it. Tell whoever keeps the registry.",
        )
    return wheel


def _remove(names: list[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="cstools-install-") as scratch:
        if _pip():
            run([*_PIP, "uninstall", "--yes", *names], Path(scratch))
        else:
            uv(["pip", "uninstall", *_HERE, *names], Path(scratch))
    importlib.invalidate_caches()


def _pip() -> bool:
    return importlib.util.find_spec("pip") is not None


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
