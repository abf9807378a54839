"""Imports point down the layers of the architecture, and the core names no standard or tool."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

CORE = Path(__file__).resolve().parents[1] / "core" / "cstools"

# From the bottom up; a module may import from its own layer and those below.
LAYERS = (
    {"errors"},
    {"data", "io"},
    {"standard", "figures", "charts"},
    {"hookspecs", "plugin"},
    {"rules"},
    {"call"},
    {"runner", "export"},
    {"registry", "install", "lock"},
    {"comparison"},
    {"check", "testing", "publish", "kit", "scaffold"},
    {"cli"},
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
# The entry points that hand on to the layers: the package itself and ``python -m``.
TOP = {"__init__", "__main__"}


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Modules of the core that a file imports when it runs; type-only imports do not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typed:
            continue
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)


def concern(module: str) -> str:
    """The part of the core a dotted name belongs to."""
    return module.split(".")[1]


FILES = sorted(
    path for path in CORE.rglob("*.py") if path.relative_to(CORE).parts[0][:-3] not in TOP
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CORE).as_posix())
def test_imports_point_down(path: Path) -> None:
    own = LEVEL[path.relative_to(CORE).parts[0].removesuffix(".py")]
    upward = [
        f"line {line}: {module}"
        for line, module in imports(path)
        if module.startswith("cstools.")
        and LEVEL.get(concern(module), own) > own
        # A result exports itself: the one call that reaches from a value to what writes it.
        and (path.name, module) != ("result.py", "cstools.export.write")
    ]
    assert not upward


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CORE).as_posix())
def test_tools_are_called_through_the_one_door(path: Path) -> None:
    rooms = ("cstools.call.in_process", "cstools.call.worker.host")
    behind = {*rooms, *(f"{room}.{name}" for room in rooms for name in ("call", "load"))}
    past = [f"line {line}: {module}" for line, module in imports(path) if module in behind]
    assert path.is_relative_to(CORE / "call") or not past


def test_every_part_of_the_core_has_a_layer() -> None:
    parts = {path.relative_to(CORE).parts[0].removesuffix(".py") for path in FILES}
    assert parts == set(LEVEL)


def test_an_upward_import_would_be_found(tmp_path: Path) -> None:
    module = tmp_path / "findings.py"
    module.write_text("def late():\n    from cstools.cli import main\n", encoding="utf-8")
    assert [name for _, name in imports(module)] == ["cstools.cli.main"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CORE).as_posix())
def test_the_core_names_no_standard_and_no_tool(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    named = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documented
        and ("ssda903" in node.value.lower() or "validate-903" in node.value)
    ]
    assert not named
