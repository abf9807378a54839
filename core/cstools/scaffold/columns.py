"""The columns of its table that a function certainly reads."""

from __future__ import annotations

import ast

# What gives a table with the same columns.
_SAME = {
    *("copy", "dropna", "drop_duplicates", "sort_values", "head", "tail", "reset_index", "query"),
    *("assign", "astype", "fillna", "replace", "sort_index"),
}
# Arguments that name columns which have to be there: by name, and the first where it may stand
# without one.
_NAMING = {
    "drop": ("", "columns"),
    "drop_duplicates": ("subset", "subset"),
    "dropna": ("", "subset"),
    "duplicated": ("subset", "subset"),
    "explode": ("column", "column"),
    "groupby": ("by", "by"),
    "melt": ("id_vars", "id_vars", "value_vars"),
    "merge": ("", "on", "left_on"),
    "pivot": ("", "index", "columns", "values"),
    "pivot_table": ("values", "index", "columns", "values"),
    "set_index": ("keys", "keys"),
    "sort_values": ("by", "by"),
    "value_counts": ("subset", "subset"),
}


def read_by(function: ast.FunctionDef, argument: str | None = None) -> tuple[str, ...]:
    """The columns that a function reads of an argument before it makes them; else of its first.

    Columns that are asked for first (``if "X" in table``) are left out, and so is all that comes
    after the argument's name was given to something else.
    """
    first = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs][0].arg
    reader = _Reader(argument or first)
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

    def visit_Attribute(self, node: ast.Attribute) -> None:
        # Importing pandas takes a while, and most scripts do not write columns so.
        import pandas as pd

        is_table = isinstance(node.value, ast.Name) and node.value.id in self.tables
        if is_table and not hasattr(pd.DataFrame, node.attr):
            names = self.made if isinstance(node.ctx, ast.Store) else self.read
            names |= {node.attr} - self.made
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)  # what it is called on comes before
        if not isinstance(node.func, ast.Attribute) or not self._is_same(node.func.value):
            return
        if node.func.attr == "assign":
            self.made |= {keyword.arg for keyword in node.keywords if keyword.arg}
        first, *named = _NAMING.get(node.func.attr, ("",))
        values = [keyword.value for keyword in node.keywords if keyword.arg in named]
        for value in [*(node.args[:1] if first else []), *values]:
            self.read |= _names(value) - self.made

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
        names = _names(node.slice)
        of = node.value
        if isinstance(of, ast.Attribute) and of.attr == "loc" and isinstance(node.slice, ast.Tuple):
            names = _names(node.slice.elts[-1])
            of = of.value
        if isinstance(of, ast.Call) and isinstance(of.func, ast.Attribute):
            if of.func.attr == "groupby" and self._is_same(of.func.value):
                self.read |= names - self.made
            return
        if not isinstance(of, ast.Name) or of.id not in self.tables:
            return
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
