"""The keyword arguments of a function as options of a tool."""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING, Any

from cstools.plugin.manifest_keys import RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterator

# Name, help, and the lines of the manifest that say what it takes.
Option = tuple[str, ...]
_TYPES = {"int": "int", "float": "float", "str": "str", "bool": "bool", "date": "date"}
_PATHS = {"Path", "PathLike", "PurePath"}
_FEWEST = 4


def of(function: ast.FunctionDef) -> tuple[tuple[Option, ...], tuple[str, ...]]:
    """The options that a function's arguments with a default make, and a note on each that cannot.

    Types come from annotations, else from defaults; what they mean from the docstring, in the style
    of Google, NumPy or Sphinx.
    """
    described = _described(ast.get_docstring(function) or "")
    options, notes = [], []
    for argument, default in with_default(function):
        name = argument.arg
        lines = _lines(argument.annotation, default)
        if name in RESERVED or name in {"table", "debug"}:
            notes.append(f"{name} is no option: every run has one of that name.")
        elif lines is None:
            notes.append(f"{name} is no option: its default is no plain value.")
        else:
            means = described.get(name) or f"What the script calls {name}."
            options.append((name, means, *lines))
    return tuple(options), tuple(notes)


def with_default(function: ast.FunctionDef) -> Iterator[tuple[ast.arg, ast.expr]]:
    """The arguments that may be left out, with what they are then."""
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    start = len(positional) - len(arguments.defaults)
    yield from zip(positional[start:], arguments.defaults, strict=True)
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            yield argument, default


def _lines(annotation: ast.expr | None, default: ast.expr) -> tuple[str, ...] | None:
    """The manifest's lines for a parameter; None where it has no plain form."""
    try:
        value = ast.literal_eval(default)
    except (ValueError, TypeError, SyntaxError):
        return None
    kind, choices, many = _kind(annotation)
    if isinstance(value, list | tuple):
        many = True
    kind = kind or _kind_of(value[0] if many and value else value)
    if kind is None or (many and not isinstance(value, list | tuple | None)):
        return None
    lines = [f'type = "{kind}"']
    if choices:
        lines.append(f"choices = {json.dumps(choices, ensure_ascii=False)}")
    if many:
        lines.append("many = true")
    text = _toml(list(value) if isinstance(value, tuple) else value)
    # A path that the script has as its default lies where its author's files are.
    if kind == "file" and value is not None:
        return None
    if value is not None and text is None:
        return None
    return (*lines, f"default = {text}") if value not in (None, [], ()) else tuple(lines)


def _kind(annotation: ast.expr | None) -> tuple[str | None, list[str], bool]:
    """Type, choices and whether it takes several, as an annotation says."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        try:
            annotation = ast.parse(annotation.value, mode="eval").body
        except SyntaxError:
            return None, [], False
    if isinstance(annotation, ast.BinOp):  # int | None
        parts = [_kind(annotation.left), _kind(annotation.right)]
        return next((part for part in parts if part[0]), (None, [], False))
    if isinstance(annotation, ast.Subscript):
        return _kind_of_several(annotation)
    name = _name(annotation)
    return ("file" if name in _PATHS else _TYPES.get(name)), [], False


def _kind_of_several(annotation: ast.Subscript) -> tuple[str | None, list[str], bool]:
    """The same of Optional[...], Literal[...], list[...]."""
    outer, inner = _name(annotation.value).lower(), annotation.slice
    if outer == "literal":
        values = inner.elts if isinstance(inner, ast.Tuple) else [inner]
        texts = [value.value for value in values if isinstance(value, ast.Constant)]
        if texts and all(isinstance(value, str) for value in texts):
            return "choice", [str(value) for value in texts], False
    if outer == "optional":
        return _kind(inner)
    if outer in {"list", "sequence", "tuple"}:
        first = inner.elts[0] if isinstance(inner, ast.Tuple) else inner
        return _kind(first)[0], [], True
    return None, [], False


def _name(node: ast.expr | None) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _kind_of(value: Any) -> str | None:
    if value is None:
        return "str"
    return _TYPES.get(type(value).__name__)


def _toml(value: Any) -> str | None:
    """A value as the manifest writes it: in JSON as in TOML."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        return None


_SPHINX = re.compile(r":param\s+(?:[\w.\[\]| ]+\s)?(\w+)\s*:\s*(.+)")
_GOOGLE = re.compile(r"(\w+)\s*(?:\([^)]*\))?\s*:\s+(\S.*)")
_NUMPY = re.compile(r"(\w+)\s*:\s*\S.*")


def _described(docstring: str) -> dict[str, str]:
    """What a docstring says of each argument, on one line."""
    helps: dict[str, str] = {}
    lines = docstring.splitlines()
    numpy = any(set(line.strip()) == {"-"} and len(line.strip()) >= _FEWEST for line in lines)
    for place, line in enumerate(lines):
        text = line.strip()
        sphinx, google = _SPHINX.match(text), _GOOGLE.fullmatch(text)
        deeper = _continued(lines, place)
        if sphinx:
            helps[sphinx[1]] = " ".join([sphinx[2], *deeper])
        elif numpy and _NUMPY.fullmatch(text) and deeper:
            helps[text.partition(":")[0].strip()] = " ".join(deeper)
        elif google and not numpy:
            helps[google[1]] = " ".join([google[2], *deeper])
    return {name: _sentence(text) for name, text in helps.items()}


def _continued(lines: list[str], place: int) -> list[str]:
    """The lines after one that stand further in."""
    depth = len(lines[place]) - len(lines[place].lstrip())
    deeper = []
    for line in lines[place + 1 :]:
        if not line.strip() or len(line) - len(line.lstrip()) <= depth:
            break
        deeper.append(line.strip())
    return deeper


def _sentence(text: str) -> str:
    """A text that can stand in the manifest and in a table of the README."""
    tidied = re.sub(r"[\"\\|`]", "'", " ".join(text.split())).rstrip(".")
    return f"{tidied[:1].upper()}{tidied[1:]}."
