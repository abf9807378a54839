"""Read an existing script that is to become a tool."""

from __future__ import annotations

import ast
import io
import sys
import tokenize
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cstools.errors import InputError, reason_of
from cstools.scaffold import columns, functions, import_effects, options, requirements, top_level
from cstools.scaffold.answers import Wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Script:
    """A script that can be a tool.

    Attributes:
        name: its file name.
        source: the module that the tool has of it: the file as it is, or as a function.
        wrapped: what the project's record keeps of it.
        texts: the texts in it, among which the columns are that it reads.
        notes: what the author should look at, one sentence each.
    """

    name: str
    source: bytes
    wrapped: Wrapped
    texts: frozenset[str]
    notes: tuple[str, ...]


def read_script(
    path: Path,
    function: str | None = None,
    choose: Callable[[Sequence[str]], str | None] | None = None,
) -> Script:
    """Read a script and find what becomes the wrangle stage.

    That is a function which takes tables and returns one, or else the whole script, its reading and
    writing of files turned into inputs and tables.

    Args:
        path: the script.
        function: the function's name; None to find it.
        choose: asked when several functions fit; may answer None.

    Raises:
        InputError: it cannot be read, needs a file beside it, or has neither a function that fits
            nor files that can be turned into inputs.
        UsageError: there is no function of that name, or several fit and none was chosen.
    """
    source, text, tree = _parsed(path)
    distributions, unsure = requirements.of(tree, path)
    texts = frozenset(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    if function is None and _works_at_once(tree):
        whole = top_level.rewrite(text, tree, path.name)
        _check_compiles(whole.source, path.name)
        read = tuple((key, "", *names) for key, names in whole.reads.items())
        wrapped = Wrapped(path.name, top_level.FUNCTION, (), distributions, "files", read)
        return Script(path.name, whole.source.encode(), wrapped, texts, (*whole.notes, *unsure))
    import_effects.check(tree, path.name)
    wrapped_function = functions.find(tree, path.name, function, choose)
    wrapped, notes = _of_function(wrapped_function, path.name, distributions)
    outside = (*functions.files_touched(wrapped_function), *notes)
    return Script(
        path.name,
        source,
        wrapped,
        texts,
        (*(f"{path.name}, {sentence}" for sentence in outside), *unsure),
    )


def _works_at_once(tree: ast.Module) -> bool:
    """Whether it is a script to run from top to bottom that has no function to take instead."""
    if not top_level.touches_files(tree):
        return False
    if import_effects.lines(tree):
        return True
    fits = any(
        not functions.why_not(function)
        for function in tree.body
        if isinstance(function, ast.FunctionDef)
    )
    return not fits and import_effects.has_main(tree)


def _of_function(
    function: ast.FunctionDef, name: str, distributions: tuple[str, ...]
) -> tuple[Wrapped, tuple[str, ...]]:
    """What is kept of a function, and what to say of its arguments."""
    tables = functions.tables(function)
    texts, notes = options.of(function)
    if len(tables) == 1:
        read = columns.read_by(function, tables[0])
        table = ((tables[0], "", *read),)
        return Wrapped(name, function.name, read, distributions, tables=table, options=texts), notes
    several = tuple((table, "", *columns.read_by(function, table)) for table in tables)
    return Wrapped(name, function.name, (), distributions, "tables", several, texts), notes


def _check_compiles(source: str, name: str) -> None:
    """Raise InputError where a script cannot stand in a function."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            compile(source, name, "exec")
    except SyntaxError as error:
        raise InputError(
            f"{name} cannot be made into a function: {error.msg}.",
            "Put the work into a function that takes a DataFrame and returns one.",
        ) from error


def _parsed(path: Path) -> tuple[bytes, str, ast.Module]:
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
        reason = reason_of(error)
        raise InputError(f"{path} cannot be read: {reason}.", "Give a Python script.") from error
    text = _decoded(source, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            return source, text, ast.parse(text)
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
