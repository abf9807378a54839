"""Work that a script does as soon as it is imported; a tool may do none."""

from __future__ import annotations

import ast

from cstools.errors import InputError

# What may be called for a constant: it makes a value and touches nothing else.
_MAKERS = {
    *("bool", "dict", "float", "frozenset", "int", "list", "range", "set", "sorted", "str"),
    *("tuple", "date", "datetime", "timedelta", "Decimal", "Path", "PurePath", "compile"),
    *("Timestamp", "Timedelta", "DateOffset", "CategoricalDtype", "namedtuple", "NamedTuple"),
    *("TypeVar", "NewType", "getLogger", "field", "array", "DataFrame", "Series", "Index"),
    *("split", "keys", "values", "items", "union", "format", "join", "lower", "upper"),
}
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


def check(tree: ast.Module, name: str) -> None:
    """Refuse a script that does work outside its functions.

    Raises:
        InputError: it does; names the lines.
    """
    where = lines(tree)
    if not where:
        return
    raise InputError(
        f"{name} does work outside its functions, in line {', '.join(where)}; that would run "
        "each time cstools looks at the tool.",
        'Move it into a function, or to the end under: if __name__ == "__main__":',
    )


def lines(tree: ast.Module) -> list[str]:
    """The lines that do work outside functions; those under the main guard do none here."""
    return _merged([span for statement in tree.body for span in _work(statement)])


def has_main(tree: ast.Module) -> bool:
    """Whether a script has work under ``if __name__ == "__main__":``."""
    return any(isinstance(node, ast.If) and _is_main(node.test) for node in tree.body)


def _work(statement: ast.stmt) -> list[tuple[int, int]]:
    """First and last line of each piece of work in a statement at the top level."""
    if isinstance(statement, ast.If):
        if _is_main(statement.test):
            return _all(statement.orelse)
        return _own(statement, [statement.test]) + _all(statement.body) + _all(statement.orelse)
    if isinstance(statement, ast.Try):
        handled = [inner for handler in statement.handlers for inner in handler.body]
        return _all([*statement.body, *handled, *statement.orelse, *statement.finalbody])
    if isinstance(statement, _DEFINITIONS):
        return []
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        return _own(statement, [statement.value] if statement.value else [])
    harmless = isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )
    return [] if harmless else [_span(statement)]


def _all(statements: list[ast.stmt]) -> list[tuple[int, int]]:
    return [span for statement in statements for span in _work(statement)]


def _own(statement: ast.stmt, values: list[ast.expr]) -> list[tuple[int, int]]:
    calls = (node for value in values for node in ast.walk(value) if isinstance(node, ast.Call))
    return [_span(statement)] if any(_called(call) not in _MAKERS for call in calls) else []


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _is_main(test: ast.expr) -> bool:
    return isinstance(test, ast.Compare) and any(
        isinstance(part, ast.Name) and part.id == "__name__"
        for part in (test.left, *test.comparators)
    )


def _span(node: ast.stmt) -> tuple[int, int]:
    return node.lineno, node.end_lineno or node.lineno


def _merged(spans: list[tuple[int, int]]) -> list[str]:
    """Spans as text, those that follow each other as one."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return [str(first) if first == last else f"{first}-{last}" for first, last in merged]
