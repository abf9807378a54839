"""The columns of its table that a function certainly reads."""

from __future__ import annotations

import ast

# What gives a table with the same columns.
_SAME = {"copy", "dropna", "drop_duplicates", "sort_values", "head", "tail", "reset_index", "query"}


def read_by(function: ast.FunctionDef) -> tuple[str, ...]:
    """The columns that a function reads of its first argument before it makes them.

    Columns that are asked for first (``if "X" in table``) are left out, and so is all that comes
    after the argument's name was given to something else.
    """
    reader = _Reader([*function.args.posonlyargs, *function.args.args][0].arg)
    for statement in function.body:
        reader.visit(statement)
    return tuple(sorted(reader.read - reader.optional))


class _Reader(ast.NodeVisitor):
    """Walks a function in the order in which it runs."""

    def __init__(self, table: str) -> None:
        self.tables = {table}
        self.read: set[str] = set()
        self.made: set[str] = set()
        self.optional: set[str] = set()

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            if isinstance(target, ast.Name):
                self._named(target.id, node.value)
            else:
                self.visit(target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        if isinstance(node.target, ast.Subscript):
            self._note(node.target, stored=False)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self._note(node, stored=isinstance(node.ctx, ast.Store))
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        if isinstance(node.ops[0], ast.In | ast.NotIn) and isinstance(node.left, ast.Constant):
            self.optional.add(str(node.left.value))
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """A function within: what it calls its arguments is its own affair."""

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """As a function within."""

    def _named(self, name: str, value: ast.expr) -> None:
        """A name was given to something: another table, or the same one by another name."""
        if self._is_same(value):
            self.tables.add(name)
        else:
            self.tables.discard(name)

    def _is_same(self, value: ast.expr) -> bool:
        while isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
            if value.func.attr not in _SAME:
                return False
            value = value.func.value
        if isinstance(value, ast.Subscript) and not _names(value.slice):
            value = value.value  # a selection of rows
        return isinstance(value, ast.Name) and value.id in self.tables

    def _note(self, node: ast.Subscript, *, stored: bool) -> None:
        if not isinstance(node.value, ast.Name) or node.value.id not in self.tables:
            return
        names = _names(node.slice)
        if stored:
            self.made |= names
        else:
            self.read |= names - self.made


def _names(index: ast.expr) -> set[str]:
    """The columns that an index names."""
    parts = index.elts if isinstance(index, ast.List) else [index]
    return {
        part.value
        for part in parts
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }
