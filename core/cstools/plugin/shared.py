"""The set of tools beside the core: a folder of packages of its own, switched by one rename.

No installer changes a set that anybody uses. Each change builds a new one, and a small file says
which one counts. A set stands before the packages of this Python on the import path, and holds
nothing of the core.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import os
import sys
import sysconfig
from pathlib import Path

from cstools.io.files import sha256_of
from cstools.io.scratch import is_running
from cstools.plugin import home

POINTER = "current"
RECEIPTS = ".receipts"
_USED = ".used-by-"
_active: list[str] = []


def place() -> Path:
    """Where the sets of this Python are; those of another are elsewhere."""
    return home.home() / "shared" / sha256_of(sys.prefix.encode())[:12]


def current() -> Path | None:
    """The set that counts now; None where there is none yet."""
    try:
        name = (place() / POINTER).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return None
    folder = place() / name
    return folder if name and Path(name).name == name and folder.is_dir() else None


def activate() -> None:
    """Put the set that counts on the import path, in place of one that counted before."""
    folder = current()
    if _active == ([str(folder)] if folder else []):
        return
    for former in _active:
        _forget(former)
    _active[:] = [str(folder)] if folder else []
    if folder is not None:
        packages = sysconfig.get_path("purelib")
        sys.path.insert(sys.path.index(packages) if packages in sys.path else 0, str(folder))
    importlib.invalidate_caches()


def use(file: str | None) -> None:
    """Note that this process runs code of a set, so that the set stays until it has ended.

    Args:
        file: the file of a module that was imported.
    """
    folder = current()
    if folder is None or file is None or not Path(file).is_relative_to(folder):
        return
    note_use(folder)


def note_use(folder: Path) -> None:
    """Note that this process uses a folder, until it ends."""
    mark = folder / f"{_USED}{os.getpid()}"
    with contextlib.suppress(OSError):
        if not mark.exists():
            mark.touch()
            atexit.register(mark.unlink, missing_ok=True)


def in_use(folder: Path) -> bool:
    """Whether another process that still runs has noted that it uses a folder."""
    names = (mark.name.removeprefix(_USED) for mark in folder.glob(f"{_USED}*"))
    numbers = {int(name) for name in names if name.isdecimal()} - {os.getpid()}
    return any(map(is_running, numbers))


def _forget(folder: str) -> None:
    """Take a set off the import path, with the modules that came from it."""
    with contextlib.suppress(ValueError):
        sys.path.remove(folder)
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None) or "").startswith(folder + os.sep):
            del sys.modules[name]
