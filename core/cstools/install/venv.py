"""Build the environment of a tool: apart and whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import platform
import secrets
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.specifiers import SpecifierSet

from cstools.errors import OutputError, ToolError, reason_of
from cstools.install import pins, wheel
from cstools.install.uv import uv
from cstools.plugin import home
from cstools.plugin.environment import python_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cstools.install.pins import Pin

_BUILDING = ".building-"
# uv's own setting.
_COMPILE = "UV_COMPILE_BYTECODE"


@contextlib.contextmanager
def scratch(name: str) -> Iterator[Path]:
    """A folder to work in while a tool is installed.

    Raises:
        OutputError: it cannot be written, or the disk is full.
    """
    place = home.environments()
    try:
        place.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f"{_BUILDING}{name}-", dir=place))
    except OSError as error:
        raise OutputError(
            f"{place} cannot be written: {reason_of(error)}.",
            f"Set {home.VARIABLE} to a folder you may write to.",
        ) from error
    try:
        yield folder
    except OSError as error:
        raise OutputError(
            f"{name} could not be installed: {reason_of(error)}.",
            f"Make space in {home.home()}, or set {home.VARIABLE} to another folder.",
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def environment(name: str, python: str, folder: Path) -> Iterator[Path]:
    """A new empty environment, which goes again if what is done with it fails.

    Args:
        name: the tool it is for.
        python: the Python versions it may have, as a specifier; empty for any.
        folder: the folder to work in.

    Raises:
        ToolError: no such Python is there, or what was to be put in could not be had.
    """
    place = home.environments() / f"{name}-{secrets.token_hex(4)}"
    try:
        _venv(place, python, folder)
        yield place
    except ToolError as error:
        shutil.rmtree(place, ignore_errors=True)
        raise ToolError(
            f"The environment of {name} could not be made. {error.problem}", error.advice
        ) from error
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise


def resolve(
    place: Path, requirements: Sequence[str], constraints: Sequence[str], folder: Path
) -> list[Pin]:
    """What an environment needs besides the wheels that are at hand, with hashes.

    Raises:
        ToolError: something cannot be had.
    """
    core = wheel.core_wheel(folder)
    return list(pins.resolve([*requirements, core.as_uri()], constraints, python_of(place), folder))


def fill(place: Path, resolution: Sequence[Pin], own: Sequence[Path], folder: Path) -> None:
    """Install exactly some packages and wheels, and the stand-in of the core.

    Raises:
        ToolError: something cannot be had, or its hash is another.
    """
    # While a tool runs no byte code is kept, so what is not compiled now is compiled in each run.
    compiled = [] if os.environ.get(_COMPILE) == "0" else ["--compile-bytecode"]
    files = [*own, wheel.core_wheel(folder)]
    pins.install(resolution, files, folder, ["--python", str(python_of(place)), *compiled])


def _venv(place: Path, python: str, folder: Path) -> None:
    fits = not python or SpecifierSet(python).contains(platform.python_version(), prereleases=True)
    interpreter = sys.executable if fits else python
    command = ["venv", "--python", interpreter, "--no-project", "--no-python-downloads", str(place)]
    try:
        uv(command, folder)
    except ToolError as error:
        if fits:
            raise
        raise ToolError(
            f"It needs Python {python}, which was not found on this computer.",
            "Install that Python from python.org or your software centre, and try again.",
        ) from error
