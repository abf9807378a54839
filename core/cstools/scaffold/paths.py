"""The names of the files that a script reads and writes, told from its text."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEPTH = 8
_WRAPPERS = {"Path", "PurePath", "str", "abspath", "expanduser", "resolve", "absolute", "open"}


class Paths:
    """Works out which files an expression can name.

    Args:
        tree: the script.
    """

    def __init__(self, tree: ast.Module) -> None:
        self._given: dict[str, list[ast.expr]] = defaultdict(list)
        self._arguments: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._calls: dict[str, list[ast.Call]] = defaultdict(list)
        for node in ast.walk(tree):
            for name, value in _assigned(node):
                self._given[name].append(value)
            if isinstance(node, ast.FunctionDef):
                for place, argument in enumerate([*node.args.posonlyargs, *node.args.args]):
                    self._arguments[argument.arg].append((node.name, place))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                self._calls[node.func.id].append(node)

    def names(self, path: ast.expr) -> list[str]:
        """The file names that an expression can be, each once; none where that cannot be told."""
        names = [PurePosixPath(text.replace("\\", "/")).name for text in self._texts(path, 0) or []]
        return list(dict.fromkeys(names)) if all(names) else []

    def fixed_part(self, path: ast.expr) -> str:
        """The text that a name which is worked out always has, without marks at its ends."""
        texts = self._texts(path, 0)
        if texts:
            return texts[0]
        if isinstance(path, ast.JoinedStr):
            parts = [value.value for value in path.values if isinstance(value, ast.Constant)]
            whole = "".join(str(part) for part in parts)
            name = whole.replace("\\", "/").rpartition("/")[2]
            return name.partition(".")[0].strip(" _-")
        if isinstance(path, ast.BinOp) and isinstance(path.op, ast.Div):
            return self.fixed_part(path.right)
        if isinstance(path, ast.Call) and path.args:
            return self.fixed_part(path.args[-1])
        return ""

    def _texts(self, node: ast.expr, depth: int) -> list[str] | None:
        """What a text can be; None when it cannot be told."""
        if depth > _DEPTH:
            return None
        texts: list[str] | None = None
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts = [node.value]
        elif isinstance(node, ast.Name):
            texts = self._of_name(node.id, depth + 1)
        elif isinstance(node, ast.BinOp):
            # Of a path, its last part says which file it is.
            texts = self._texts(node.right, depth + 1)
        elif isinstance(node, ast.Call):
            texts = self._of_call(node, depth + 1)
        elif isinstance(node, ast.JoinedStr) and node.values:
            texts = self._of_format(node, depth + 1)
        return texts

    def _of_format(self, node: ast.JoinedStr, depth: int) -> list[str] | None:
        last = node.values[-1]
        if isinstance(last, ast.Constant) and "/" in str(last.value).replace("\\", "/"):
            return [str(last.value)]
        if isinstance(last, ast.FormattedValue) and len(node.values) == 1:
            return self._texts(last.value, depth)
        return None

    def _of_call(self, call: ast.Call, depth: int) -> list[str] | None:
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        name = call.func.id if isinstance(call.func, ast.Name) else name
        if call.args and (name in _WRAPPERS or name in {"join", "joinpath"}):
            return self._texts(call.args[-1], depth)
        if name in _WRAPPERS and isinstance(call.func, ast.Attribute):
            return self._texts(call.func.value, depth)
        return None

    def _of_name(self, name: str, depth: int) -> list[str] | None:
        values = list(self._given.get(name, []))
        for function, place in self._arguments.get(name, []):
            for call in self._calls.get(function, []):
                named = [item.value for item in call.keywords if item.arg == name]
                values += named or call.args[place : place + 1]
        texts = [self._texts(value, depth) for value in values]
        if not texts or any(item is None for item in texts):
            return None
        return [text for item in texts for text in item or []]


def _assigned(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Name):
                yield target.id, node.value
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
        yield node.target.id, node.value
    elif isinstance(node, ast.For) and isinstance(node.target, ast.Name):
        if isinstance(node.iter, ast.List | ast.Tuple):
            for element in node.iter.elts:
                yield node.target.id, element
        else:
            yield node.target.id, node.iter
