"""What a script imports, as the packages to install."""

from __future__ import annotations

import ast
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

from packaging.version import Version

from cstools.check.sources import holding
from cstools.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

# Packages that are imported by another name, for those that are not installed here.
DISTRIBUTIONS = {
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python",
    "dateutil": "python-dateutil",
    "docx": "python-docx",
    "dotenv": "python-dotenv",
    "fitz": "PyMuPDF",
    "pptx": "python-pptx",
    "PIL": "pillow",
    "psycopg2": "psycopg2-binary",
    "pythoncom": "pywin32",
    "sklearn": "scikit-learn",
    "win32com": "pywin32",
    "yaml": "PyYAML",
}
# These are dependencies of every project that the template makes.
_IN_THE_CORE = {"cstools", "pandas"}


def of(tree: ast.Module, path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The packages that a script needs, and a note on each that is not certain.

    Raises:
        InputError: it imports another file of its folder.
    """
    imported = _imported(tree)
    for module, line in imported.items():
        _check_beside(module, line, path)
    others = {
        k: v for k, v in imported.items() if k not in {*sys.stdlib_module_names, *_IN_THE_CORE}
    }
    installed = holding(others)
    distributions, notes = set(), []
    for module, line in others.items():
        if installed[module]:
            distributions.add(_with_version(installed[module][0]))
            continue
        distributions.add(DISTRIBUTIONS.get(module, module))
        if module not in DISTRIBUTIONS:
            notes.append(
                f"{path.name}, line {line} imports {module}, which is not installed here; "
                "pyproject.toml takes its package to have the same name."
            )
    return tuple(sorted(distributions, key=str.lower)), tuple(notes)


def _imported(tree: ast.Module) -> dict[str, int]:
    """Top-level modules that are imported anywhere, and on which line first; "." for a relative."""
    lines: dict[str, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = ["." if node.level else str(node.module)]
        else:
            continue
        for name in names:
            lines.setdefault(name.partition(".")[0] or ".", node.lineno)
    return lines


def _check_beside(module: str, line: int, path: Path) -> None:
    beside = path.parent / module
    if (
        module == "."
        or beside.with_name(f"{module}.py").exists()
        or (beside / "__init__.py").exists()
    ):
        raise InputError(
            f"{path.name}, line {line} imports another file of its folder; one file is wrapped.",
            "Put what it needs of that file into the script.",
        )


def _with_version(distribution: str) -> str:
    release = Version(version(distribution))
    return f"{distribution}>={release.major}.{release.minor}"
