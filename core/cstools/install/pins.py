"""Packages pinned to a version and to the hashes of its files, as pip and uv write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from packaging.markers import InvalidMarker, Marker
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from cstools.errors import ToolError
from cstools.install.uv import constraints, pip_settings, uv

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
        return self.pinned + marker + "".join(f" --hash={one}" for one in self.hashes)

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
    found = _PIN.fullmatch(text.strip())
    if found is None or not all(HASH.fullmatch(one) for one in hashes):
        raise ValueError(line)
    name, version, marker = found.groups(default="")
    try:
        Version(version)
        if marker:
            Marker(marker)
    except (InvalidVersion, InvalidMarker) as error:
        raise ValueError(line) from error
    return Pin(canonicalize_name(name), version, tuple(sorted(hashes)), marker)


def resolve(
    wanted: Iterable[str],
    held: Iterable[str],
    python: Path,
    scratch: Path,
    *,
    anywhere: bool = False,
) -> tuple[Pin, ...]:
    """All that is needed for some requirements, each with the hashes of its files.

    Args:
        wanted: requirements, as pip writes them. Those that name a file are not among the answer.
        held: versions to keep to, ``name==version`` each.
        python: the Python they are for.
        scratch: a folder to work in.
        anywhere: include what other systems need.

    Raises:
        ToolError: something cannot be had, or has no hash.
    """
    listed, fixed, made = (scratch / f"{name}.txt" for name in ("wanted", "held", "pinned"))
    listed.write_text("".join(f"{one}\n" for one in wanted), encoding="utf-8")
    fixed.write_text("".join(f"{one}\n" for one in held), encoding="utf-8")
    plain = ("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links")
    command = ["pip", "compile", str(listed), "--output-file", str(made), "--generate-hashes"]
    made.unlink(missing_ok=True)
    uv(
        [
            *(*command, *plain, "--python", str(python), *(["--universal"] if anywhere else [])),
            *("--constraint", str(fixed), *constraints(pip_settings())),
        ],
        scratch,
    )
    lines = made.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    found = [read(line) for line in lines if line.strip() and " @ " not in line]
    for one in found:
        if not one.hashes:
            raise ToolError(
                f"There is no hash of {one.pinned}, so that nobody could tell whether it was "
                "altered.",
                "Take it from an index or a folder of wheels.",
            )
    return tuple(sorted(found, key=lambda one: (one.name, one.marker)))


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


def altered(error: ToolError) -> ToolError:
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


def requirements(pins: Sequence[Pin], wheels: Sequence[tuple[Path, str]]) -> str:
    """The text of a requirements file of pins, and of wheels with their sha256."""
    files = [f"{path.as_uri()} --hash=sha256:{sha256}" for path, sha256 in wheels]
    return "".join(f"{one}\n" for one in [*(pin.line for pin in pins), *files])
