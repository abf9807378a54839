"""Compiled libraries that write files or fetch addresses unseen: events where they are called.

Python announces what Python code does. Arrow's C++ and the browser engine in vl_convert open files
and connections themselves. The functions that lead there are put behind ones that announce it
first, once their module is imported; what is reached otherwise is not seen. SQLite asks before it
opens a further database file.
"""

from __future__ import annotations

import functools
import importlib.machinery
import os
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from cstools.call.guard._attempts import ATTACHED, attached

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from cstools.call.guard._attempts import Attempt

# The module that people call, its function or class, which argument is the file, and modules that
# have taken it over. Compiled modules look each other's classes up, so theirs stay as they are.
_WRITERS = (
    ("pyarrow", "OSFile", 0, ()),
    ("pyarrow", "create_memory_map", 0, ()),
    ("pyarrow", "memory_map", 0, ()),
    ("pyarrow", "output_stream", 0, ()),
    ("pyarrow.csv", "CSVWriter", 0, ()),
    ("pyarrow.csv", "write_csv", 1, ()),
    ("pyarrow.dataset", "write_dataset", 1, ()),
    ("pyarrow.feather", "write_feather", 1, ()),
    ("pyarrow.ipc", "RecordBatchFileWriter", 0, ("pyarrow",)),
    ("pyarrow.ipc", "RecordBatchStreamWriter", 0, ("pyarrow",)),
    ("pyarrow.orc", "ORCWriter", 0, ()),
    ("pyarrow.parquet.core", "ParquetWriter", 0, ("pyarrow.parquet",)),
)
_CALLERS = (
    ("pyarrow.flight", "FlightClient"),
    ("pyarrow.flight", "FlightServerBase"),
    ("pyarrow.flight", "connect"),
    ("pyarrow.fs", "AzureFileSystem"),
    ("pyarrow.fs", "GcsFileSystem"),
    ("pyarrow.fs", "HadoopFileSystem"),
    ("pyarrow.fs", "S3FileSystem"),
)
_DISK = ("pyarrow.fs", "LocalFileSystem", ("pyarrow.dataset", "pyarrow.parquet.core"))
_DISK_CHANGES = (
    *("copy_file", "create_dir", "delete_dir", "delete_dir_contents", "delete_file", "move"),
    *("open_append_stream", "open_output_stream"),
)
_DRAWING = "vl_convert.vl_convert"
_READ_ONLY = ("r", "rb")


def announce(
    is_held: Callable[[], bool],
    keeps_off_network: Callable[[], bool],
    judge: Callable[[Attempt], None],
) -> None:
    """Put the announcing functions in place, now or on import. To be called once per process.

    Args:
        is_held: whether the calling thread runs a tool.
        keeps_off_network: whether the calling thread runs a tool that may not use the network.
        judge: refuses what the tool of the calling thread may not do.
    """
    for module, name, place, copies in _WRITERS:
        _later(module, functools.partial(_put, name, copies, functools.partial(_writer, place)))
    for module, name in _CALLERS:
        _later(module, functools.partial(_put, name, (), _caller))
    _later(_DISK[0], functools.partial(_put, _DISK[1], _DISK[2], _disk))
    _later(_DRAWING, functools.partial(_put_drawing, keeps_off_network))
    connecting = functools.partial(_authorised, is_held, judge)
    _later("sqlite3.dbapi2", functools.partial(_put, "connect", ("sqlite3",), connecting))
    for module in _patches:
        if module in sys.modules:
            _patch(sys.modules[module])
    sys.meta_path.insert(0, _Finder)


_patches: dict[str, list[Callable[[ModuleType], None]]] = {}


def _later(module: str, patch: Callable[[ModuleType], None]) -> None:
    _patches.setdefault(module, []).append(patch)


def _patch(module: ModuleType) -> None:
    for patch in _patches.get(module.__name__, ()):
        patch(module)


class _Finder:
    """Finds the modules of the lists as Python does, and sees to them once they are loaded."""

    @staticmethod
    def find_spec(
        name: str, path: Any = None, target: Any = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The module's specification, None for all others."""
        if name not in _patches:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            usual = spec.loader.exec_module

            def exec_module(module: ModuleType) -> None:
                usual(module)
                _patch(module)

            spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


def _put(
    name: str, copies: tuple[str, ...], announced: Callable[[Any], Any], module: ModuleType
) -> None:
    usual = getattr(module, name, None)
    if usual is None:
        return
    instead = announced(usual)
    for place in (module, *(sys.modules.get(copy) for copy in copies)):
        if place is not None and getattr(place, name, None) is usual:
            setattr(place, name, instead)


def _writer(place: int, usual: Any) -> Any:
    """What announces the file before it is opened."""

    def tell(arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
        mode = named.get("mode", arguments[1] if len(arguments) > 1 and place == 0 else None)
        reads = usual.__name__ in ("OSFile", "memory_map")
        if reads and (mode is None or mode in _READ_ONLY):
            return
        values = arguments[place : place + 1] or [
            value for name, value in named.items() if name in _NAMES_OF_FILES
        ]
        for target in values:
            _tell_of(target)

    return _instead_of(usual, tell)


_NAMES_OF_FILES = frozenset({"base_dir", "dest", "output_file", "path", "sink", "source", "where"})


def _tell_of(target: Any) -> None:
    """Announce a file, or the network where it is an address."""
    if not isinstance(target, str | os.PathLike):
        return
    text = os.fspath(target)
    scheme = urlsplit(text).scheme if isinstance(text, str) else ""
    if scheme == "file":
        sys.audit("cstools.write", url2pathname(urlsplit(text).path))
    elif len(scheme) > 1:  # one letter is a drive
        sys.audit("cstools.network", scheme)
    else:
        sys.audit("cstools.write", text)


def _caller(usual: Any) -> Any:
    return _instead_of(usual, lambda *_: sys.audit("cstools.network", usual.__name__))


def _instead_of(usual: Any, tell: Callable[[tuple[Any, ...], dict[str, Any]], None]) -> Any:
    if not isinstance(usual, type):

        @functools.wraps(usual)
        def call(*arguments: Any, **named: Any) -> Any:
            tell(arguments, named)
            return usual(*arguments, **named)

        return call

    def new(cls: type, *arguments: Any, **named: Any) -> Any:
        tell(arguments, named)
        make: Any = usual.__new__
        return make(cls) if make is object.__new__ else make(cls, *arguments, **named)

    return _subclass(usual, {"__new__": new})


def _disk(usual: Any) -> Any:
    """Arrow's view of the disk, which announces what it is about to change."""
    return _subclass(usual, {name: _changing(name, usual) for name in _DISK_CHANGES})


def _changing(name: str, usual: Any) -> Callable[..., Any]:
    change = getattr(usual, name)

    @functools.wraps(change)
    def announced(self: Any, *arguments: Any, **named: Any) -> Any:
        for argument in (*arguments, *named.values()):
            _tell_of(argument)
        return change(self, *arguments, **named)

    return announced


def _subclass(usual: type, more: dict[str, Any]) -> type:
    about = {"__doc__": usual.__doc__, "__module__": usual.__module__}
    return type(usual.__name__, (usual,), {**about, **more})


def _put_drawing(keeps_off_network: Callable[[], bool], module: ModuleType) -> None:
    """Have the drawing of charts fetch nothing for a tool that may not."""
    for name in list(vars(module)):
        usual = getattr(module, name)
        if "allowed_base_urls" in (getattr(usual, "__text_signature__", None) or ""):
            _put(name, ("vl_convert",), functools.partial(_drawing, keeps_off_network), module)


def _drawing(keeps_off_network: Callable[[], bool], usual: Any) -> Any:
    @functools.wraps(usual)
    def draw(*arguments: Any, **named: Any) -> Any:
        if keeps_off_network():
            named["allowed_base_urls"] = []
        return usual(*arguments, **named)

    return draw


def _authorised(is_held: Callable[[], bool], judge: Callable[[Attempt], None], connect: Any) -> Any:
    """Have SQLite ask before a connection opens another file: ``ATTACH``, ``VACUUM INTO``."""

    @functools.wraps(connect)
    def asking(*arguments: Any, **named: Any) -> Any:
        connection = connect(*arguments, **named)
        if is_held():
            connection.set_authorizer(allows)
        return connection

    def allows(action: int, file: str | None, *_: object) -> int:
        try:
            for attempt in attached(file) if action == ATTACHED else ():
                judge(attempt)
        except PermissionError:  # the guard remembers it
            return 1  # SQLITE_DENY
        return 0

    return asking
