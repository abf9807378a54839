"""Changes to the text of a script, by the places that its syntax tree names."""

from __future__ import annotations

import io
import tokenize
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast

_INDENT = "    "


class Text:
    """A source and the changes to it.

    Args:
        source: the script.
    """

    def __init__(self, source: str) -> None:
        self.source = source.replace("\r\n", "\n").replace("\r", "\n")
        self._lines = self.source.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._changes: list[tuple[int, int, int, str]] = []
        self._settled: list[tuple[int, int]] = []

    def of(self, node: ast.expr | ast.stmt) -> str:
        """The text of a node as it was."""
        return self.source[slice(*self._span(node))]

    def put(self, node: ast.expr | ast.stmt, text: str) -> None:
        """Put a text in the place of a node; whatever else was to change within it is not."""
        start, end = self._span(node)
        self._changes = [
            change for change in self._changes if not (start <= change[0] and change[1] <= end)
        ]
        self._add(start, end, text)
        self._settled.append((start, end))

    def alone(self, node: ast.stmt) -> bool:
        """Whether nothing else stands on the lines of a statement but a comment."""
        start, end = self._span(node)
        before = self.source[:start].rpartition("\n")[2]
        after = self.source[end:].partition("\n")[0].strip()
        return not before.strip() and (not after or after.startswith("#"))

    def insert(self, node: ast.expr, text: str) -> None:
        """Put a text before a node."""
        start, _ = self._span(node)
        self._add(start, start, text)

    def insert_after(self, node: ast.expr, text: str) -> None:
        """Put a text after a node."""
        _, end = self._span(node)
        self._add(end, end, text)

    def replace_callee(self, call: ast.Call, text: str) -> None:
        """Put a text in the place of what is called and its opening bracket."""
        start, _ = self._span(call.func)
        self._add(start, self._bracket(call.func), text)

    def replace_between(self, value: ast.expr, call: ast.Call, text: str) -> None:
        """Put a text in the place of all from a value's end to the opening bracket of a call."""
        _, end = self._span(value)
        self._add(end, self._bracket(call.func), text)

    def edited(self) -> str:
        """The source with all changes made."""
        source = self.source
        for start, end, _, text in sorted(self._changes, reverse=True):
            source = source[:start] + text + source[end:]
        return source

    def _add(self, start: int, end: int, text: str) -> None:
        if any(first <= start and end <= last for first, last in self._settled):
            return
        # Of several texts before one place, that of the outermost node comes first.
        self._changes.append((start, end, len(self._changes), text))

    def _bracket(self, function: ast.expr) -> int:
        _, end = self._span(function)
        return self.source.index("(", end) + 1

    def _span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return (
            self._place(node.lineno, node.col_offset),
            self._place(node.end_lineno, node.end_col_offset),
        )

    def _place(self, line: int, column: int) -> int:
        # Columns count bytes.
        before = self._lines[line - 1].encode()[:column].decode()
        return self._starts[line - 1] + len(before)


def indented(source: str) -> str:
    """A source one step further in; the inside of a text over several lines stays as it is."""
    inside: set[int] = set()
    start_of_format: list[int] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        kind = tokenize.tok_name[token.type]
        if kind == "STRING":
            inside.update(range(token.start[0] + 1, token.end[0] + 1))
        elif kind in {"FSTRING_START", "TSTRING_START"}:
            start_of_format.append(token.start[0])
        elif kind in {"FSTRING_END", "TSTRING_END"}:
            inside.update(range(start_of_format.pop() + 1, token.end[0] + 1))
    lines = source.splitlines()
    return "\n".join(
        line if number in inside or not line.strip() else _INDENT + line
        for number, line in enumerate(lines, 1)
    )
