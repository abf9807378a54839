"""What a tool, a page or the template imports of cstools is its public face, and nothing else."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
FACE = (
    "cstools",
    *(f"cstools.{name}" for name in ("standard", "rules", "figures", "charts", "testing")),
    "cstools.hookspecs",
)
_LINE = re.compile(r"^\s*(?:from (cstools[\w.]*) import (.+)|import (cstools[\w.]*))", re.MULTILINE)
_BLOCK = re.compile(r"^ *```python.*?\n(.*?)^ *```", re.MULTILINE | re.DOTALL)

TOOLS = sorted(
    path
    for path in ROOT.glob("plugins/*/**/*.py")
    if "tests" not in path.relative_to(ROOT).parts[:3] and "site-packages" not in path.parts
)
TESTS = sorted(ROOT.glob("plugins/*/tests/**/*.py"))
TEMPLATES = sorted(ROOT.glob("templates/**/*.py"))
PAGES = sorted(path for path in [*ROOT.glob("docs/**/*.md"), ROOT / "README.md"])


def imports(text: str) -> Iterator[tuple[str, str]]:
    """Modules of cstools that a text imports from, each with what it takes from there."""
    for source, names, module in _LINE.findall(text):
        if module:
            yield module, ""
        for name in re.findall(r"[A-Za-z_]\w*", re.sub(r" as \w+|#.*|\{\{|\}\}", "", names)):
            yield source, name


def behind(text: str) -> list[str]:
    """The imports of a text that are not of the public face."""
    return [
        f"{module}.{name}".rstrip(".")
        for module, name in imports(text)
        if module.partition(".")[0] == "cstools" and module not in FACE
    ]


def public(module: str) -> set[str]:
    return {*importlib.import_module(module).__all__}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", [*TOOLS, *TESTS, *TEMPLATES], ids=name)
def test_code_outside_the_core_imports_the_face(path: Path) -> None:
    assert behind(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_pages_import_the_face(path: Path) -> None:
    assert [
        line for block in _BLOCK.findall(path.read_text("utf-8")) for line in behind(block)
    ] == []


@pytest.mark.parametrize("path", [*TOOLS, *TESTS], ids=name)
def test_what_is_imported_is_promised(path: Path) -> None:
    """A name that a face does not list in ``__all__`` may go without notice."""
    tree = ast.parse(path.read_text("utf-8"))
    taken = [
        (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in FACE
        for alias in node.names
    ]
    unlisted = [(module, name) for module, name in taken if name not in public(module)]
    faces = {module.rpartition(".")[2] for module in FACE}
    assert [pair for pair in unlisted if pair[1] not in faces] == []


@pytest.mark.parametrize("module", FACE)
def test_every_promised_name_is_there(module: str) -> None:
    face = importlib.import_module(module)
    assert [name for name in public(module) if not hasattr(face, name)] == []


def test_an_import_behind_the_face_is_seen() -> None:
    text = (
        "from cstools.data.findings import collect\nfrom cstools import Check\nimport cstools.io\n"
    )
    assert behind(text) == ["cstools.data.findings.collect", "cstools.io"]
