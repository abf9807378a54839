"""Where a tool may write, and which file a path argument stands for."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cstools.call.guard._attempts import Attempt

# What stands for a stream rather than a file.
_DEVICES = frozenset(os.path.normcase(name) for name in (os.devnull, "/dev/stderr", "/dev/stdout"))


class Places:
    """The folders a tool may write in.

    These are the ones given, the temporary folder, and those in which matplotlib keeps its font
    list. No folder is allowed for its name. Settings that lead elsewhere are read when this is
    made, before the tool is loaded.

    Args:
        folders: where the tool may write besides.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        places = [*folders, Path(tempfile.gettempdir()), *_caches()]
        self.folders = tuple({_real(str(folder)) for folder in places})

    def allow(self, attempt: Attempt) -> bool:
        """Whether the file or folder of the attempt may be changed."""
        assert attempt.path is not None
        if os.path.normcase(attempt.path) in _DEVICES:
            return True
        try:
            path = _real(attempt.path) if attempt.follow else _place(attempt.path)
        except ValueError:
            return True  # no possible path, so the call that follows fails by itself
        if any(_within(path, folder) for folder in self.folders):
            return True
        return attempt.new_folder and (
            # A folder that is there already is not made, and one on the way to an allowed one may.
            Path(path).is_dir() or any(_within(folder, path) for folder in self.folders)
        )


def named(path: object, folder: object = None) -> str | None:
    """The path that an argument of an audit event gives, or None where it is no file's name.

    Args:
        path: text, bytes, a path object or the number of an open file.
        folder: number of the open folder `path` is relative to; None or -1 for the current one.
    """
    if isinstance(path, int) and not isinstance(path, bool):
        return _open_file(path)
    if not isinstance(path, str | bytes | os.PathLike):
        return None
    text = os.fsdecode(path)
    if not text:
        return None  # no file has that name, so the call that follows fails by itself
    if not isinstance(folder, int) or folder < 0 or Path(text).is_absolute():
        return text
    within = _open_folder(folder)
    return None if within is None else str(Path(within) / text)


def nearest_folder(path: str) -> Path:
    """The innermost folder around a path that exists, so that no message shows a new name."""
    try:
        parents = Path(path).absolute().parents
        return next((folder for folder in parents if folder.is_dir()), parents[-1])
    except (OSError, ValueError, IndexError):
        return Path(os.sep)


def database_file(database: str | None) -> str | None:
    """The file SQLite would open so that it can be written, or None where there is none."""
    if not database or database == ":memory:":
        return None
    if not database.startswith("file:"):
        return database
    from urllib.parse import parse_qs, unquote, urlsplit

    parts = urlsplit(database)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    path = unquote(parts.path)
    read_only = options.get("mode") == "ro" or options.get("immutable") == "1"
    if read_only or options.get("mode") == "memory" or path in ("", ":memory:"):
        return None
    return path.removeprefix("/") if path[2:3] == ":" else path  # /C:/returns.db


def _caches() -> list[Path]:
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() fails where there is none
    own = os.environ.get("MPLCONFIGDIR")
    caches = [
        home / ".matplotlib",
        Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "matplotlib",
        Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "matplotlib",
    ]
    return [Path(own)] if own else caches


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _real(path: str) -> str:
    return os.path.normcase(os.path.realpath(path))


def _place(path: str) -> str:
    """Where a name stands, its own link not followed."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - takes '..' out, as the system would
    return os.path.normcase(Path(os.path.realpath(whole.parent)) / whole.name)


def _open_file(number: int) -> str | None:
    """The path of an open file, where it has one and the system tells it."""
    path = _open_folder(number)
    return path if path and Path(path).is_file() else None


def _open_folder(number: int) -> str | None:
    """The path of an open folder; only Unix systems have names relative to one."""
    if sys.platform == "darwin":
        import fcntl

        try:
            return os.fsdecode(fcntl.fcntl(number, fcntl.F_GETPATH, bytes(1024)).rstrip(b"\0"))
        except OSError:
            return None
    try:
        return str(Path(f"/proc/self/fd/{number}").readlink())
    except OSError:
        return None
