"""Packages pinned to a version and to the hashes of its files, as pip and uv write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from packaging.markers import InvalidMarker, Marker
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from cstools.errors import ToolError
from cstools.install.uv import pip_constraints, uv
from cstools.io.files import sha256_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

HASH = re.compile(r"[a-z0-9]+:[0-9a-f]{32,}")
_PIN = re.compile(r"([A-Za-z0-9._-]+)==(\S+)(?:\s*;\s*(.+))?")


@dataclass(frozen=True)
class Pin:
    """One package at one version.

    Attributes:
        name: distribution name, in its canonical spelling.
        version: the version.
        hashes: digests of the files it may be installed from, as ``sha256:...``.
        marker: on which systems it is needed, as pip writes it; empty for all.
    """

    name: str
    version: str
    hashes: tuple[str, ...]
    marker: str = ""

    @property
    def pinned(self) -> str:
        """Name and version as ``name==version``."""
        return f"{self.name}=={self.version}"

    @property
    def line(self) -> str:
        """The line of a requirements file."""
        marker = f" ; {self.marker}" if self.marker else ""
        return self.pinned + marker + "".join(f" --hash={digest}" for digest in self.hashes)

    def holds(self, python: str) -> bool:
        """Whether it is needed on this system, with a Python of that version."""
        short = ".".join(python.split(".")[:2])
        where = {"python_version": short, "python_full_version": python}
        return not self.marker or Marker(self.marker).evaluate(where)


def read(line: str) -> Pin:
    """The pin a line of a requirements file gives.

    Raises:
        ValueError: it gives none.
    """
    text, *hashes = re.split(r"\s+--hash=", line.strip())
    match = _PIN.fullmatch(text.strip())
    if match is None or not all(HASH.fullmatch(digest) for digest in hashes):
        raise ValueError(line)
    name, version, marker = match.groups(default="")
    try:
        Version(version)
        if marker:
            Marker(marker)
    except (InvalidVersion, InvalidMarker) as error:
        raise ValueError(line) from error
    return Pin(canonicalize_name(name), version, tuple(sorted(hashes)), marker)


def resolve(
    requirements: Iterable[str],
    constraints: Iterable[str],
    python: Path,
    scratch: Path,
    *,
    anywhere: bool = False,
) -> tuple[Pin, ...]:
    """All that is needed for some requirements, each with the hashes of its files.

    Args:
        requirements: as pip writes them. Those that name a file are not among the answer.
        constraints: versions to keep to, ``name==version`` each.
        python: the Python they are for.
        scratch: a folder to work in.
        anywhere: include what other systems need.

    Raises:
        ToolError: something cannot be had, or has no hash.
    """
    constraints_file = scratch / "constraints.txt"
    constraints_file.write_text(_text(constraints), encoding="utf-8")
    options = ["--constraint", str(constraints_file), *(["--universal"] if anywhere else [])]
    lines = compile_pins(requirements, python, scratch, options)
    resolution = [read(line) for line in lines if " @ " not in line]
    for pin in resolution:
        if not pin.hashes:
            raise ToolError(
                f"There is no hash of {pin.pinned}, so that nobody could tell whether it was "
                "altered.",
                "Take it from an index or a folder of wheels.",
            )
    return tuple(sorted(resolution, key=lambda pin: (pin.name, pin.marker)))


def compile_pins(
    requirements: Iterable[str],
    python: str | Path,
    scratch: Path,
    options: Sequence[str],
    preferences: Iterable[str] = (),
) -> list[str]:
    """What uv chooses for some requirements: a line with hashes of each package.

    Args:
        requirements: as pip writes them; also of files, as ``name @ file:///...``.
        python: the Python that uv runs with, for which it chooses unless options say another.
        scratch: a folder to work in.
        options: further options of uv.
        preferences: versions to keep to where that is possible, ``name==version`` each.

    Raises:
        ToolError: something cannot be had.
    """
    requirements_file, pins_file = scratch / "requirements.txt", scratch / "pins.txt"
    requirements_file.write_text(_text(requirements), encoding="utf-8")
    # uv prefers the versions that it finds in the file that it is about to write.
    pins_file.write_text(_text(preferences), encoding="utf-8")
    command = ["pip", "compile", str(requirements_file), "--output-file", str(pins_file)]
    plain = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    hashed = ["--generate-hashes", "--python", str(python), *pip_constraints()]
    uv([*command, *plain, *hashed, *options], scratch)
    lines = pins_file.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip()]


def install(
    pins: Sequence[Pin], wheels: Sequence[Path], scratch: Path, options: Sequence[str]
) -> None:
    """Install exactly some packages and wheels, each checked against its hash.

    Args:
        pins: the packages.
        wheels: files at hand.
        scratch: a folder to work in.
        options: further options of uv, which say where to.

    Raises:
        ToolError: something cannot be had, or its hash is another.
    """
    requirements_file = scratch / "exactly.txt"
    files = [f"{path.as_uri()} --hash=sha256:{sha256_of(path)}" for path in wheels]
    requirements_file.write_text(_text([*(pin.line for pin in pins), *files]), encoding="utf-8")
    exactly = ["--no-deps", "--require-hashes", "--requirements", str(requirements_file)]
    try:
        uv(["pip", "install", *options, *exactly], scratch)
    except ToolError as error:
        raise _altered(error) from error


def narrowed(pins: Sequence[Pin], package: str, version: str, sha256: str) -> list[Pin]:
    """Some packages, one of them only as the file that a registry lists; any where it lists none.

    Raises:
        ToolError: that file is not among those it may be installed from.
    """
    only = f"sha256:{sha256}"
    if not sha256:
        return list(pins)
    if any(pin.name == package and only not in pin.hashes for pin in pins):
        raise ToolError(
            f"{package} {version} is not the one that was listed: its sha256 is another.",
            "Do not use it. Tell whoever keeps the registry.",
        )
    return [replace(pin, hashes=(only,)) if pin.name == package else pin for pin in pins]


def _altered(error: ToolError) -> ToolError:
    """The error in words, where a program that installs complains of a hash; else as it was."""
    if "hash" not in error.problem.lower():
        return error
    named = re.search(r"mismatch for `([^`]+)`", error.problem) or re.search(
        r"([\w.-]+==[\w.+!-]+)[^\n]*from ", error.problem
    )
    which = named[1].partition(" @ ")[0] if named else "A package"
    return ToolError(
        f"{which} is not the one that was locked: its sha256 is another.",
        "Do not use it: it was altered on its way, or it is a file for another system. Tell "
        "whoever keeps the index or the folder it came from.",
    )


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
