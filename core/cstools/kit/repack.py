"""A wheel of a package that is installed here: put together again, or built from its checkout."""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from cstools.errors import ToolError
from cstools.install import wheel as wheels
from cstools.io import wheel_file
from cstools.io.wheel_file import Member
from cstools.plugin.packages import checkout_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import Distribution, PackagePath

# What installers add; it is no part of the wheel.
_ADDED = {"RECORD", "RECORD.jws", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json"}
# How a program starts whose Python has a blank in its path, in three lines.
_THROUGH_SHELL = b"#!/bin/sh\n'''exec'"
_SCRIPT_ENDINGS = (".exe", "-script.py", "-script.pyw", ".exe.manifest")


def wheel_of(installed: Distribution, folder: Path) -> Path:
    """Make the wheel of an installed package.

    One that runs from its maintainer's files ('pip install -e') is built from them. Any other is
    put together from its installed files, which needs neither its source nor what it is built with.

    Args:
        installed: the package.
        folder: an empty folder; the wheel is in it or below.

    Raises:
        ToolError: its files are gone or altered, or it could not be built.
    """
    source = checkout_of(installed)
    if source is not None:
        return _built(source, folder, installed.name)
    stem = _stem(installed)
    members = sorted(
        _members(installed, stem), key=lambda member: (".dist-info/" in member.path, member.path)
    )
    path = folder / f"{stem}-{_tags(installed)}.whl"
    wheel_file.write(path, stem, members)
    return path


def _built(source: Path, folder: Path, name: str) -> Path:
    if not (source / "pyproject.toml").is_file():
        raise ToolError(
            f"{name} runs from {source}, but its project is no longer there.",
            f"Install {name} again, or leave it out.",
        )
    return wheels.build(source, folder, name)


def _members(installed: Distribution, stem: str) -> Iterator[Member]:
    files = installed.files
    if not files:
        raise ToolError(
            f"It cannot be told which files belong to {installed.name} {installed.version}: it "
            "was installed without a list of them.",
            f"Install {installed.name} again with pip, or leave it out.",
        )
    commands = _commands(installed)
    for file in files:
        inside = ".." not in file.parts
        added = file.suffix == ".pyc" or (inside and _is_added(file))
        if not added and (inside or _command(file.name) not in commands):
            data = _checked(installed, file)
            yield Member(str(file), data) if inside else _moved(installed, file, data, stem)


def _is_added(file: PackagePath) -> bool:
    return file.parts[0].endswith(".dist-info") and file.name in _ADDED


def _commands(installed: Distribution) -> set[str]:
    """Names of the commands that installers make from its entry points."""
    groups = {"console_scripts", "gui_scripts"}
    return {point.name for point in installed.entry_points if point.group in groups}


def _command(name: str) -> str:
    for ending in _SCRIPT_ENDINGS:
        name = name.removesuffix(ending)
    return name


def _checked(installed: Distribution, file: PackagePath) -> bytes:
    advice = f"Install {installed.name} again, or leave it out."
    try:
        data = Path(str(installed.locate_file(file))).read_bytes()
    except OSError:
        raise ToolError(f"A file of {installed.name} is gone: {file}.", advice) from None
    if file.hash is not None and file.hash.value != wheel_file.digest(data, file.hash.mode):
        raise ToolError(
            f"A file of {installed.name} was altered since it was installed: {file}.", advice
        )
    return data


def _moved(installed: Distribution, file: PackagePath, data: bytes, stem: str) -> Member:
    """A program or data file, which lies outside the packages, at its place in the wheel."""
    place = Path(os.path.normpath(str(installed.locate_file(file))))
    for scheme in ("scripts", "data"):
        base = Path(sysconfig.get_path(scheme))
        if place.is_relative_to(base):
            where = PurePosixPath(f"{stem}.data", scheme, place.relative_to(base).as_posix())
            program = scheme == "scripts"
            return Member(str(where), _without_python(data) if program else data, program)
    raise ToolError(
        f"{installed.name} has a file far from its others: {file}.", "Leave it out of the kit."
    )


def _without_python(data: bytes) -> bytes:
    """A program whose first line leaves it to the installer which Python runs it."""
    first, *rest = data.split(b"\n", 1)
    if data.startswith(_THROUGH_SHELL):
        rest = data.split(b"\n", 3)[3:]
    elif first[:2] != b"#!" or b"python" not in first:
        return data
    return b"\n".join([b"#!python", *rest])


def _stem(installed: Distribution) -> str:
    """The name of its wheel up to the tags, taken from its metadata folder."""
    for file in installed.files or ():
        if file.name == "METADATA" and file.parts[0].endswith(".dist-info"):
            return file.parts[0].removesuffix(".dist-info")
    return f"{installed.name.replace('-', '_')}-{installed.version}"


def _tags(installed: Distribution) -> str:
    lines = (installed.read_text("WHEEL") or "Tag: py3-none-any").splitlines()
    tags = [line.partition(":")[2].strip() for line in lines if line.startswith("Tag:")]
    build = [line.partition(":")[2].strip() for line in lines if line.startswith("Build:")]
    columns = zip(*(tag.split("-") for tag in tags), strict=True)
    return "-".join([*build, *(".".join(dict.fromkeys(column)) for column in columns)])
