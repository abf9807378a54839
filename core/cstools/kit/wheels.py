"""What tools are built on, for another machine: chosen with uv, downloaded as wheels with pip."""

from __future__ import annotations

import importlib.util
import re
import sys
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name, parse_wheel_filename

from cstools.errors import ToolError
from cstools.install import pins
from cstools.install.uv import run, uv

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from cstools.install.pins import Pin
    from cstools.kit.target import Target

_BATCH = 12
_ABSENT = (
    re.compile(r"Wheels are (?:required|available) for `([^`]+)`"),
    re.compile(r"found wheels for `([^`]+)`"),
    re.compile(r"(?:all versions of )?([A-Za-z0-9][\w.-]*)\S* ha(?:s|ve) no (?:usable )?wheels"),
)


def choose(
    requirements: Iterable[str],
    local: Collection[str],
    preferences: Iterable[str],
    target: Target,
    folder: Path,
) -> list[Pin]:
    """Choose versions of all that is needed, each with the hashes of its files.

    Args:
        requirements: as pip writes them; also of files, as ``name @ file:///...``.
        local: names of the packages that are given as files; they are not among the answer.
        preferences: versions to keep to where there are wheels of them, ``name==version`` each.
        target: the machine.
        folder: an empty folder to work in.

    Raises:
        ToolError: there is no such set of wheels; names the package that lacks one.
    """
    skipped = [part for name in local for part in ("--no-emit-package", name)]
    options = [*target.for_uv, "--only-binary", ":all:", *skipped]
    try:
        # Nothing is built, so no Python of that version is looked for.
        lines = pins.compile_pins(requirements, sys.executable, folder, options, preferences)
    except ToolError as error:
        raise _absent(error, target) from error
    return [_pin(line) for line in lines]


def download(
    pins: Sequence[Pin], target: Target, folder: Path, scratch: Path, say: Callable[[str], None]
) -> None:
    """Download the wheels of pins that are not in a folder yet.

    Args:
        pins: what to download; each file is checked against the hashes.
        target: the machine.
        folder: where the wheels go.
        scratch: an empty folder to work in.
        say: is told how far it is.

    Raises:
        ToolError: one could not be had.
    """
    present = {named(path) for path in folder.glob("*.whl")}
    absent = [pin for pin in pins if (pin.name, pin.version) not in present]
    for first in range(0, len(absent), _BATCH):
        batch = absent[first : first + _BATCH]
        say(f"Downloading packages {first + 1} to {first + len(batch)} of {len(absent)} ...")
        requirements_file = scratch / "download.txt"
        requirements_file.write_text("".join(f"{pin.line}\n" for pin in batch), encoding="utf-8")
        run(
            [*_pip(scratch), *target.for_pip, "--dest", str(folder), "-r", str(requirements_file)],
            scratch,
        )


def of(pinned: Iterable[Pin], folder: Path) -> Iterator[Path]:
    """The wheels of pins in a folder."""
    versions = {(pin.name, pin.version) for pin in pinned}
    return (path for path in sorted(folder.glob("*.whl")) if named(path) in versions)


def named(wheel: Path) -> tuple[str, str]:
    """Name and version of a wheel, from its file name."""
    name, version, _, _ = parse_wheel_filename(wheel.name)
    return canonicalize_name(name), str(version)


def check_fit(folder: Path, target: Target) -> None:
    """Raise ToolError when a wheel in a folder does not run on the machine."""
    for path in sorted(folder.glob("*.whl")):
        if not parse_wheel_filename(path.name)[3] & target.tags:
            name, version = named(path)
            raise ToolError(
                f"{name} {version} is compiled for another kind of machine than {target}.",
                "Leave it out of the kit, or make the kit on a machine of that kind.",
            )


def _pin(line: str) -> Pin:
    if " @ " in line:
        raise ToolError(
            f"{line.partition(' @ ')[0]} comes from an address of its own and from no index.",
            "Leave out the tool that needs it with --skip, or ask its maintainer.",
        )
    return pins.read(line)


def _pip(scratch: Path) -> list[str]:
    """The command that downloads; environments made by uv have no pip, so it is fetched first."""
    options = ["download", "--no-input", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
    plain = ["--disable-pip-version-check", *options]
    if importlib.util.find_spec("pip") is not None:
        return [sys.executable, "-m", "pip", *plain]
    place = scratch / "pip"
    if not place.exists():
        uv(["pip", "install", "--python", sys.executable, "--target", str(place), "pip"], scratch)
    # The folder of the module, run as a program, finds the package beside it.
    return [sys.executable, str(place / "pip"), *plain]


def _absent(error: ToolError, target: Target) -> ToolError:
    match = next((hit for pattern in _ABSENT if (hit := pattern.search(error.problem))), None)
    if match is None:
        return error
    return ToolError(
        f"There is no wheel of {match[1]} for {target}, only its source or wheels for other "
        "machines, and a kit holds nothing that has to be compiled.",
        f"Choose another --python, leave out the tool that needs {match[1]} with --skip, or ask "
        "its maintainer.",
    )
