"""What a project's Python files say, read without running them."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cstools.check.project import Project

# What a part of the public face takes from the tool's own environment, and the tool declares.
_BEHIND = {"cstools.rules": ("numpy", "pandas", "pyarrow")}
_RAISING = frozenset({"raises", "warns", "fail"})


def modules(project: Project) -> dict[str, bool]:
    """The top-level modules a package imports that are neither Python's nor its own.

    Returns:
        For each, whether the package needs it: a module that is imported for types only, or whose
        absence is caught, can be done without.
    """
    needs: dict[str, bool] = {}
    for path in project.sources:
        for name, required in _imports(parse(path)):
            if name not in sys.stdlib_module_names and name != project.package.name:
                needs[name] = needs.get(name, False) or required
    return needs


def every_module(project: Project) -> set[str]:
    """The top-level modules a package imports, Python's own included."""
    return {name for path in project.sources for name, _ in _imports(parse(path))}


def holding(names: Iterable[str]) -> dict[str, list[str]]:
    """The distributions in this Python that hold each of these top-level modules."""
    holders: dict[str, list[str]] = {}
    for module in names:
        if importlib.util.find_spec(module) is None:
            holders[module] = []
        elif _called_alike(module):
            holders[module] = [module]
        else:
            # Each package is asked for its files, which takes a while.
            return {**{name: [] for name in names}, **packages_distributions()}
    return holders


def _called_alike(module: str) -> bool:
    """Whether the distribution called as the module is holds it, as most do."""
    try:
        files = distribution(module).read_text("RECORD") or ""
    except PackageNotFoundError:
        return False
    return re.search(rf"^{re.escape(module)}[/.]", files, re.MULTILINE) is not None


def parse(path: Path) -> ast.Module:
    """The syntax tree of a file; an empty one when it cannot be read as Python."""
    try:
        return ast.parse(path.read_bytes())
    except (SyntaxError, ValueError, OSError):
        return ast.Module([], [])


def imports_of(tree: ast.Module) -> Iterator[tuple[int, str, list[str]]]:
    """The line, the module and the names of each import, whatever it is for.

    ``from package import module`` also counts as an import of that module.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.lineno, node.module, [alias.name for alias in node.names]
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}", []
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, []) for alias in node.names)


def _imports(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    optional = {id(inner) for node in ast.walk(tree) for inner in _without(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.split(".")[0], id(node) not in optional
            yield from ((name, False) for name in _BEHIND.get(node.module, ()))
        elif isinstance(node, ast.Import):
            yield from (
                (alias.name.split(".")[0], id(node) not in optional) for alias in node.names
            )


def _without(node: ast.AST) -> Iterator[ast.AST]:
    """What stands where an import that fails does no harm."""
    typed = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
    caught = isinstance(node, ast.Try) and any(map(_catches_import, node.handlers))
    if isinstance(node, ast.If | ast.Try) and (typed or caught):
        for statement in node.body:
            yield from ast.walk(statement)


def _catches_import(handler: ast.ExceptHandler) -> bool:
    caught = "" if handler.type is None else ast.dump(handler.type)
    return any(name in caught for name in ("ImportError", "ModuleNotFoundError", "'Exception'"))


def test_files(folder: Path) -> list[Path]:
    """The test files of a project, by the names that pytest looks for."""
    files = {*folder.rglob("test_*.py"), *folder.rglob("*_test.py")}
    return sorted(path for path in files if not _hidden(path.relative_to(folder)))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") or part in ("build", "dist", "venv") for part in path.parts)


def tests_in(tree: ast.Module) -> list[str]:
    """The names of the test functions in a file."""
    functions = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    return [function.name for function in functions if function.name.startswith("test")]


def asserts(tree: ast.Module) -> bool:
    """Whether a file asserts anything: by itself, with pytest, or with a helper called so.

    What is asserted of a constant, as in ``assert True``, cannot fail and does not count.
    """
    return any(
        (isinstance(node, ast.Assert) and not isinstance(node.test, ast.Constant))
        or (isinstance(node, ast.Call) and _asserting(node.func))
        for node in ast.walk(tree)
    )


def _asserting(called: ast.expr) -> bool:
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in _RAISING or name.startswith("assert")


def version_in(path: Path) -> str | None:
    """The text that a file gives ``__version__``, where it is written out."""
    for node in parse(path).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(
                isinstance(target, ast.Name) and target.id == "__version__" for target in targets
            ):
                return str(node.value.value)
    return None
