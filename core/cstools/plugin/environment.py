"""A virtual environment as a folder: where its Python is, and whether it can still run."""

from __future__ import annotations

import os
from pathlib import Path

from cstools.errors import ToolError


def python_of(folder: Path) -> Path:
    """The Python of the environment in a folder, whether it is there or not."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def site_of(folder: Path) -> Path:
    """The folder its packages are installed in.

    Raises:
        ToolError: there is none.
    """
    if os.name == "nt":
        folders = [folder / "Lib" / "site-packages"]
    else:
        folders = sorted((folder / "lib").glob("python*/site-packages"))
    if not folders or not folders[0].is_dir():
        raise ToolError(f"The environment {folder} is not whole.")
    return folders[0]


def problem_of(folder: Path) -> str:
    """Why the environment in a folder cannot run, or an empty text; nothing is started."""
    if not folder.is_dir():
        return "its environment is gone"
    # On Unix systems this is a link, on Windows a small program that starts the base Python.
    if not python_of(folder).exists() or not _base_of(folder).is_dir():
        return "the Python of its environment is gone"
    return ""


def version_of(folder: Path) -> str:
    """The version of the Python it was made with, such as ``3.11.7``; empty when unknown."""
    return _setting(folder, "version_info")


def _base_of(folder: Path) -> Path:
    # Where nothing is said, a file stands for the folder that is not there.
    return Path(_setting(folder, "home") or folder / "pyvenv.cfg")


def _setting(folder: Path, key: str) -> str:
    try:
        text = (folder / "pyvenv.cfg").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    for line in text.splitlines():
        name, _, value = line.partition("=")
        if name.strip() == key:
            return value.strip()
    return ""
