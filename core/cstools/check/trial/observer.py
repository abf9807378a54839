"""Watch what code does: what it prints, logs, reads, starts, and what it would have to declare."""

from __future__ import annotations

import contextlib
import dataclasses
import logging
import os
import sys
import tempfile
import threading
import time
import zoneinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, SupportsIndex, TypeVar

from cstools.call.guard import UndeclaredError, audible, guard
from cstools.errors import ToolError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cstools.call.guard import Attempt
    from cstools.plugin.manifest import Manifest

T = TypeVar("T")
# Besides reading files: events of Python, and what they are in words that follow "it".
_ACTS = {
    "_thread.start_joinable_thread": "starts a thread",
    "_thread.start_new_thread": "starts a thread",
}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class RecordingGuard(guard):
    """A guard that refuses nothing and notes what a manifest that declares nothing would.

    Args:
        manifest: the tool's.
        folders: where it may write.
        only: asked whether what is being tried is to be noted; everything is by default.
    """

    def __init__(
        self, manifest: Manifest, *folders: Path, only: Callable[[], bool] | None = None
    ) -> None:
        plain = dataclasses.replace(manifest, network=False, subprocess=False, writes_outside=False)
        super().__init__(plain, *folders)
        self._only = only
        self.keys: dict[str, None] = {}
        self.doing: dict[str, None] = {}

    def judge(self, attempt: Attempt) -> None:
        """Note what would be refused."""
        try:
            super().judge(attempt)
        except UndeclaredError:
            self.refused = None
            if self._only is not None and not self._only():
                return
            self.keys.update(dict.fromkeys(attempt.keys))
            self.doing[f"tries to {attempt.doing}"] = None


def is_undeclared(error: BaseException) -> bool:
    """Whether an error says that a tool did what its manifest does not declare."""
    if isinstance(error, UndeclaredError) or isinstance(error.__cause__, UndeclaredError):
        return True
    # From an environment of its own the words come, but not the error.
    return isinstance(error, ToolError) and " was stopped: it tried to " in error.problem


class ImportWatch:
    """Notes what the code of one package does itself while it is imported.

    What other modules do while they are imported is theirs. Of files, the package's own and those
    of Python and installed packages may be read.

    Args:
        package: the folder of the package.
    """

    _current: ImportWatch | None = None
    _installed = False

    def __init__(self, package: Path) -> None:
        self._package = os.path.realpath(package)
        places = (str(package), sys.prefix, sys.base_prefix, *zoneinfo.TZPATH)
        self._allowed = tuple(os.path.realpath(place) + os.sep for place in places)
        self._thread = threading.get_ident()
        self.acts: dict[str, None] = {}

    def __enter__(self) -> ImportWatch:
        self._environment = dict(os.environ)
        self._folder = Path.cwd()
        self._handlers = list(logging.getLogger().handlers)
        if not ImportWatch._installed:
            ImportWatch._installed = True
            sys.addaudithook(_hook)
        self._sleep = time.sleep
        time.sleep = self._sleeps
        ImportWatch._current = self
        return self

    def __exit__(self, *_: object) -> None:
        ImportWatch._current = None
        time.sleep = self._sleep
        if dict(os.environ) != self._environment:
            self.acts["changes environment variables"] = None
        if Path.cwd() != self._folder:
            self.acts["changes the current folder"] = None
        if logging.getLogger().handlers != self._handlers:
            self.acts["sets up logging for the whole program"] = None

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Take in an audit event."""
        if threading.get_ident() != self._thread:
            return
        if event in _ACTS:
            if self.own():
                self.acts[_ACTS[event]] = None
        elif self._reads(arguments) and self.own():
            self.acts[f"reads the file {Path(os.fsdecode(arguments[0])).name}"] = None

    def _sleeps(self, seconds: SupportsIndex | float, /) -> None:
        # Who keeps this function uses it later, when sleeping is no matter.
        if ImportWatch._current is self and self.own():
            self.acts["sleeps"] = None
        self._sleep(seconds)

    def _reads(self, arguments: tuple[Any, ...]) -> bool:
        path, _, flags = arguments
        if not isinstance(path, str | bytes | os.PathLike) or flags & _WRITING:
            return False
        return not os.path.realpath(os.fsdecode(path)).startswith(self._allowed)

    def own(self) -> bool:
        """Whether the package's code does it, and not a module that it imports."""
        frame = sys._getframe(1)
        while frame is not None:
            file = frame.f_code.co_filename
            if file.startswith("<frozen importlib"):
                return False
            if os.path.realpath(file).startswith(self._package + os.sep):
                return True
            frame = frame.f_back  # type: ignore[assignment]
        return False


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    watch = ImportWatch._current
    if watch is None or (event != "open" and event not in _ACTS):
        return
    ImportWatch._current = None  # what the watch does itself is not watched
    try:
        watch.hear(event, arguments)
    finally:
        ImportWatch._current = watch


class Printed:
    """What was written to standard output and error."""

    text = ""


@contextlib.contextmanager
def printing() -> Iterator[Printed]:
    """Take what is printed inside, also by compiled code and other programs."""
    printed = Printed()
    with tempfile.TemporaryFile() as file, audible():
        _flush()
        streams = os.dup(1), os.dup(2)
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        try:
            yield printed
        finally:
            _flush()
            for number, old in enumerate(streams, 1):
                os.dup2(old, number)
                os.close(old)
            file.seek(0)
            printed.text = file.read().decode("utf-8", errors="replace")


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()


class LogCapture(logging.Handler):
    """Keeps what is logged, and where.

    Attributes:
        lines: of each record its place and its text, a traceback included.
    """

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record."""
        try:
            text = self.format(record)
        except Exception:  # what cannot be put together would not be shown either
            text = str(record.msg)
        self.lines.append((f"{record.filename}, line {record.lineno}", text))


@contextlib.contextmanager
def logging_heard() -> Iterator[LogCapture]:
    """Hear every logger down to the level DEBUG."""
    heard, root = LogCapture(), logging.getLogger()
    before = root.level
    root.addHandler(heard)
    root.setLevel(logging.DEBUG)
    try:
        with audible():
            yield heard
    finally:
        root.removeHandler(heard)
        root.setLevel(before)


class ProgressCapture:
    """A progress reporter that keeps what a person would see."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def track(self, items: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
        """Yield `items` and keep the label."""
        self.seen.append(str(label))
        yield from items

    def say(self, label: str) -> None:
        """Keep the label."""
        self.seen.append(str(label))
