"""The machine a kit is for: a platform, as wheels name it, and a version of Python."""

from __future__ import annotations

import platform
import re
import sys
from dataclasses import dataclass
from functools import cached_property

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms, platform_tags

from cstools.errors import UsageError

# The versions of the C library of Linux, newest first, and the processors that uv knows.
_LIBRARIES = (*range(40, 30, -1), 28, 17)
_PROCESSORS = ("x86_64", "aarch64")
# What uv calls each. Where several fit one machine the first is taken for it.
KNOWN = {
    "win_amd64": "x86_64-pc-windows-msvc",
    "win_arm64": "aarch64-pc-windows-msvc",
    "macosx_13_0_arm64": "aarch64-apple-darwin",
    "macosx_13_0_x86_64": "x86_64-apple-darwin",
    **{f"manylinux_2_{n}_{p}": f"{p}-manylinux_2_{n}" for n in _LIBRARIES for p in _PROCESSORS},
}
_PLATFORMS = (
    "win_amd64 (most Windows computers), win_arm64, macosx_13_0_arm64, macosx_13_0_x86_64, "
    "manylinux_2_28_x86_64 (and 2_17, 2_31 to 2_40, each also for aarch64)"
)
_GLIBC = re.compile(r"manylinux_2_(\d+)_(\w+)")
_MACOS = re.compile(r"macosx_(\d+)_(\d+)_(\w+)")
_PYTHON = re.compile(r"3\.\d{1,2}")
_PATCHES = 40


@dataclass(frozen=True)
class Target:
    """A kind of machine.

    Attributes:
        platform: one of `KNOWN`.
        python: major and minor version, such as ``3.12``.
    """

    platform: str
    python: str

    def __str__(self) -> str:
        return f"{self.platform} and Python {self.python}"

    @property
    def for_uv(self) -> list[str]:
        """The options of uv that name it."""
        version = ("--python-version", self.python)
        return ["--python-platform", KNOWN[self.platform], *version]

    @property
    def for_pip(self) -> list[str]:
        """The options of pip that name it."""
        options = [part for platform in self._platforms for part in ("--platform", platform)]
        return [*options, "--python-version", self.python, "--implementation", "cp"]

    @cached_property
    def tags(self) -> frozenset[Tag]:
        """The tags of the wheels that it takes."""
        version, places = [int(part) for part in self.python.split(".")], self._platforms
        interpreter = f"cp{self.python.replace('.', '')}"
        own = cpython_tags(version, platforms=places)
        return frozenset([*own, *compatible_tags(version, interpreter, places)])

    def runs(self, python: str) -> bool:
        """Whether a specifier, such as ``>=3.11``, takes some patch release of its Python."""
        try:
            allowed = SpecifierSet(python)
        except InvalidSpecifier:
            return True  # the installer says what is wrong with it
        return any(allowed.contains(f"{self.python}.{patch}") for patch in range(_PATCHES))

    @property
    def _platforms(self) -> list[str]:
        if glibc := _GLIBC.fullmatch(self.platform):
            minor, machine = int(glibc[1]), glibc[2]
            names = [f"manylinux_2_{release}_{machine}" for release in range(minor, 4, -1)]
            return [*names, f"manylinux2014_{machine}"]
        if macos := _MACOS.fullmatch(self.platform):
            return list(mac_platforms((int(macos[1]), int(macos[2])), macos[3]))
        return [self.platform]


def target(platform_name: str = "", python: str = "") -> Target:
    """The machine of that name; what is left empty is that of this machine.

    Raises:
        UsageError: it is none that kits are made for; says which there are.
    """
    if python and not _PYTHON.fullmatch(python):
        raise UsageError(f"'{python}' is no version of Python.", "Give it as 3.12.")
    if platform_name and platform_name not in KNOWN:
        raise UsageError(
            f"No kit can be made for the platform '{platform_name}'.",
            f"Those known: {_PLATFORMS}.",
        )
    return Target(platform_name or _this_system(), python or this_python())


def this_python() -> str:
    """Major and minor version of the Python that runs."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def runs_here(platform_name: str) -> bool:
    """Whether wheels of a platform run on this machine."""
    return platform_name in set(platform_tags())


def _this_system() -> str:
    fitting = set(platform_tags())
    for system in KNOWN:
        if system in fitting:
            return system
    raise UsageError(
        f"No kit can be made for a machine like this one ({platform.platform(terse=True)}).",
        f"Name the platform of the other machine with --platform: {_PLATFORMS}.",
    )
