"""What the whole process lends to a tool and takes back: streams, log, settings, folder.

While a tool runs, what it prints, warns or logs reaches nobody, and nothing of it is kept as byte
code. When it has run, settings that say where files go are what they were before, so that one stage
cannot widen the places of the next.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
import tempfile
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Read by Python, matplotlib and the guard itself to find out where files go.
_SETTINGS = (
    *("HOME", "MPLCONFIGDIR", "PYTHONPYCACHEPREFIX", "TEMP", "TMP", "TMPDIR", "USERPROFILE"),
    *("XDG_CACHE_HOME", "XDG_CONFIG_HOME"),
)
_STREAMS = ("stdout", "stderr", "__stdout__", "__stderr__")

_lock = threading.RLock()
_depth = 0
_audible = 0
_loans: contextlib.ExitStack | None = None


def lend(is_a_tools: Callable[[], bool]) -> None:
    """Take the surroundings from tools, when this is the first that runs now.

    Args:
        is_a_tools: whether the thread that calls it runs a tool; other threads print as before.
    """
    global _depth, _loans  # noqa: PLW0603 - the process has one set of streams
    with _lock:
        _depth += 1
        if _depth > 1:
            return
        with contextlib.ExitStack() as stack:
            _keep_settings(stack)
            if not _audible:
                _silence_streams(stack, is_a_tools)
                _silence_logging(stack, is_a_tools)
            _loans = stack.pop_all()


def take_back() -> None:
    """Give the surroundings back, when this is the last that ran."""
    global _depth, _loans  # noqa: PLW0603
    with _lock:
        _depth -= 1
        if _depth == 0 and _loans is not None:
            stack, _loans = _loans, None
            stack.close()


@contextlib.contextmanager
def audible() -> Iterator[None]:
    """Let what tools print and log be heard: for checks that look at it, and for their authors."""
    global _audible  # noqa: PLW0603
    _audible += 1
    try:
        yield
    finally:
        _audible -= 1


def _keep_settings(stack: contextlib.ExitStack) -> None:
    tempfile.gettempdir()  # found out now, not when a tool has had its way
    stack.callback(setattr, tempfile, "tempdir", tempfile.tempdir)
    stack.callback(setattr, sys, "pycache_prefix", sys.pycache_prefix)
    stack.callback(setattr, sys, "dont_write_bytecode", sys.dont_write_bytecode)
    sys.dont_write_bytecode = True
    stack.callback(_reset, {name: os.environ.get(name) for name in _SETTINGS})
    with contextlib.suppress(OSError):
        stack.callback(_go_back, os.getcwd())  # noqa: PTH109 - Path.cwd() gives the same, later


def _reset(before: dict[str, str | None]) -> None:
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _go_back(folder: str) -> None:
    with contextlib.suppress(OSError):
        os.chdir(folder)


def _silence_streams(stack: contextlib.ExitStack, is_a_tools: Callable[[], bool]) -> None:
    whole = threading.current_thread() is threading.main_thread()
    aside = {number: _turned_away(stack, number) for number in (1, 2)} if whole else {}
    for name in _STREAMS:
        stream = getattr(sys, name)
        if stream is not None:
            stack.callback(setattr, sys, name, stream)
            setattr(sys, name, Muted(aside.get(_number_of(stream)) or stream, is_a_tools))


def _turned_away(stack: contextlib.ExitStack, number: int) -> io.TextIOWrapper | None:
    """Lead an open file of the process nowhere; gives a stream to where it led before.

    On Windows a console stays: what stands for it there is more than the number of a file.
    """
    try:
        if sys.platform == "win32" and os.isatty(number):
            return None
        _flush()
        original = os.dup(number)
        nowhere = os.open(os.devnull, os.O_WRONLY)
    except OSError:
        return None  # there is no such file, as in a program without a console
    os.dup2(nowhere, number)
    os.close(nowhere)
    stream = io.TextIOWrapper(
        io.FileIO(original, "w"), "utf-8", errors="backslashreplace", write_through=True
    )
    stack.callback(_led_back, stream, number)
    return stream


def _led_back(stream: io.TextIOWrapper, number: int) -> None:
    _flush()
    with contextlib.suppress(OSError, ValueError):
        stream.flush()
    os.dup2(stream.fileno(), number)
    stream.close()


def _flush() -> None:
    """Empty what Python and the C library still hold back for standard output and error."""
    for name in _STREAMS:
        with contextlib.suppress(OSError, ValueError, AttributeError):
            getattr(sys, name).flush()
    with contextlib.suppress(Exception):
        import ctypes

        library = ctypes.CDLL("ucrtbase" if sys.platform == "win32" else None)
        library.fflush(None)


def _number_of(stream: Any) -> int:
    try:
        number: int = stream.fileno()
    except (OSError, ValueError, AttributeError):
        return -1
    return number


class Muted:
    """A stream on which nobody hears a tool, and everybody else as before.

    Args:
        stream: what it stands for.
        is_a_tools: whether the thread that calls it runs a tool.
    """

    def __init__(self, stream: Any, is_a_tools: Callable[[], bool]) -> None:
        self._stream = stream
        self._is_a_tools = is_a_tools

    def write(self, text: Any) -> int:
        """Write, unless a tool does."""
        return len(text) if self._is_a_tools() else int(self._stream.write(text) or 0)

    def writelines(self, lines: Any) -> None:
        """Write lines, unless a tool does."""
        for line in lines:
            self.write(line)

    @property
    def buffer(self) -> Any:
        """The stream of bytes below."""
        return Muted(self._stream.buffer, self._is_a_tools)

    @property
    def raw(self) -> Any:
        """The stream without a buffer below."""
        return Muted(self._stream.raw, self._is_a_tools)

    def detach(self) -> Any:
        """Nobody gets hold of what is below."""
        raise io.UnsupportedOperation("detach")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> Muted:
        return self

    def __exit__(self, *_: object) -> None:
        self.flush()

    def __iter__(self) -> Any:
        return iter(self._stream)


def _silence_logging(stack: contextlib.ExitStack, is_a_tools: Callable[[], bool]) -> None:
    """Keep what a tool logs from handlers that were there before it; its own go on hearing it."""
    loggers = [logging.root, *logging.root.manager.loggerDict.values()]
    before = {id(handler) for logger in loggers for handler in getattr(logger, "handlers", ())}
    usual = logging.Logger.callHandlers

    def call_handlers(logger: logging.Logger, record: logging.LogRecord) -> None:
        if not is_a_tools():
            usual(logger, record)
            return
        above: logging.Logger | None = logger
        while above is not None:
            for handler in above.handlers:
                if id(handler) not in before and record.levelno >= handler.level:
                    handler.handle(record)
            above = above.parent if above.propagate else None

    stack.callback(setattr, logging.Logger, "callHandlers", usual)
    logging.Logger.callHandlers = call_handlers  # type: ignore[method-assign,assignment]
