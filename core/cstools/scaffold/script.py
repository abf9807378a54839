"""Read an existing script that is to become a tool."""

from __future__ import annotations

import ast
import io
import sys
import tokenize
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cstools.errors import InputError
from cstools.scaffold import columns, functions, loose, requirements
from cstools.scaffold.answers import Wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Script:
    """A script with a function that takes a DataFrame and returns one.

    Attributes:
        name: its file name.
        source: the whole file as it is.
        function: the function's name.
        columns: columns that the function certainly reads.
        dependencies: what the script imports, as pip writes requirements.
        notes: what the author should look at, one sentence each.
    """

    name: str
    source: bytes
    function: str
    columns: tuple[str, ...]
    dependencies: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def wrapped(self) -> Wrapped:
        """What the project's record keeps of it."""
        return Wrapped(self.name, self.function, self.columns, self.dependencies)


def read_script(
    path: Path,
    function: str | None = None,
    choose: Callable[[Sequence[str]], str | None] | None = None,
) -> Script:
    """Read a script and find the function that becomes the wrangle stage.

    Args:
        path: the script.
        function: the function's name; None to find it.
        choose: asked when several functions fit; may answer None.

    Raises:
        InputError: it cannot be read, does work when it is imported, needs a file beside it, or
            has no function that fits.
        UsageError: there is no function of that name, or several fit and none was chosen.
    """
    source, tree = _parsed(path)
    loose.check(tree, path.name)
    needed, unsure = requirements.of(tree, path)
    found = functions.find(tree, path.name, function, choose)
    outside = functions.files_touched(found)
    return Script(
        path.name,
        source,
        found.name,
        columns.read_by(found),
        needed,
        (*(f"{path.name}, {one}" for one in outside), *unsure),
    )


def _parsed(path: Path) -> tuple[bytes, ast.Module]:
    name = path.name
    if path.suffix.lower() == ".ipynb":
        raise InputError(
            f"{name} is a notebook, not a script.",
            "Save it as a script first (in Jupyter: File, Save and Export Notebook As, "
            "Executable Script).",
        )
    if '"' in name or "\\" in name or not name.isprintable():
        raise InputError(f"{path} has an odd file name.", "Rename it, to clean_visits.py say.")
    try:
        source = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise InputError(f"{path} cannot be read: {reason}.", "Give a Python script.") from error
    text = _decoded(source, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            return source, ast.parse(text)
    except SyntaxError as error:
        where = f"{name}, line {error.lineno}" if error.lineno else name
        raise InputError(
            f"{where}: this is not Python {_running()}: {error.msg}.",
            "Correct it; a script that runs can be wrapped.",
        ) from error


def _decoded(source: bytes, name: str) -> str:
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        text = source.decode(encoding)
    except (SyntaxError, UnicodeDecodeError) as error:
        raise InputError(
            f"{name} is not UTF-8 text.", "Save it with the encoding UTF-8 in your editor."
        ) from error
    if "\0" in text:
        raise InputError(f"{name} is not a text file.", "Give a Python script.")
    return text


def _running() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"
