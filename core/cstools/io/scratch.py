"""Folders for half-made things: only this user may read them, and none outlives its process.

The name of such a folder says which process made it. After a kill it stays behind; the next run
that comes by finds its owner dead and removes it, however recent it is. A folder made on another
machine, which a shared drive can hold, is left alone for two days.
"""

from __future__ import annotations

import contextlib
import os
import platform
import re
import shutil
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cstools.io.files import sha256_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "cstools-"
_NAMED = re.compile(r"-(?P<machine>[0-9a-f]{8})-(?P<process>\d+)-[^-]*$")
_FORGOTTEN = 2 * 24 * 3600


@contextlib.contextmanager
def scratch(prefix: str = PREFIX, place: Path | None = None) -> Iterator[Path]:
    """A new folder, gone afterwards; what processes that are no more left there goes first.

    Args:
        prefix: what its name starts with, such as ``cstools-kit-``.
        place: where it is made; by default the temporary folder.

    Raises:
        OSError: it cannot be made.
    """
    sweep(PREFIX if place is None else prefix, place)
    folder = make_folder(prefix, place)
    try:
        yield folder
    finally:
        remove(folder)


def make_folder(prefix: str = PREFIX, place: Path | None = None) -> Path:
    """Make a folder whose name says who owns it; whoever makes it removes it.

    Raises:
        OSError: it cannot be made.
    """
    return Path(tempfile.mkdtemp(prefix=f"{prefix}{_machine()}-{os.getpid()}-", dir=place))


def sweep(prefix: str = PREFIX, place: Path | None = None) -> None:
    """Remove the folders under a prefix whose process is no more; what cannot be is left."""
    with contextlib.suppress(OSError):
        for folder in Path(place or tempfile.gettempdir()).iterdir():
            if folder.name.startswith(prefix) and _is_left_behind(folder):
                remove(folder)


def remove(folder: Path) -> None:
    """Remove a folder and all that is in it, as far as it can be."""
    shutil.rmtree(folder, ignore_errors=True)
    if folder.is_dir() and not folder.is_symlink():
        # A tool can leave folders that may not be written in.
        for inner, _, _ in os.walk(folder):
            with contextlib.suppress(OSError):
                Path(inner).chmod(0o700)
        shutil.rmtree(folder, ignore_errors=True)


def _is_left_behind(folder: Path) -> bool:
    try:
        if folder.is_symlink() or not folder.is_dir():
            return False
        if hasattr(os, "getuid") and folder.stat().st_uid != os.getuid():
            return False
        named = _NAMED.search(folder.name)
        if named is not None and named["machine"] == _machine():
            return not is_running(int(named["process"]))
        return time.time() - folder.stat().st_mtime > _FORGOTTEN
    except OSError:
        return False


@cache
def _machine() -> str:
    """What tells this machine's processes from those of another, or of another container."""
    parts = [platform.node()]
    with contextlib.suppress(OSError):
        parts.append(str(Path("/proc/self/ns/pid").readlink()))
    return sha256_of("\0".join(parts).encode())[:8]


def is_running(process: int) -> bool:
    """Whether there is a process of that number on this machine; true where it cannot be told."""
    if process == os.getpid():
        return True
    if sys.platform == "win32":
        return _is_running_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True  # it is somebody else's
    return True


def _is_running_on_windows(process: int) -> bool:
    """Ask for a handle of it: on Windows a signal of 0 would be sent, not tried."""
    if sys.platform != "win32":
        return True
    import ctypes

    synchronize, still_waiting = 0x00100000, 0x102
    system = ctypes.WinDLL("kernel32", use_last_error=True)
    system.OpenProcess.restype = ctypes.c_void_p
    handle = system.OpenProcess(synchronize, False, process)
    if not handle:
        return ctypes.get_last_error() == 5  # access denied: it is there, and somebody else's
    try:
        waited: int = system.WaitForSingleObject(ctypes.c_void_p(handle), 0)
        return waited == still_waiting
    finally:
        system.CloseHandle(ctypes.c_void_p(handle))
