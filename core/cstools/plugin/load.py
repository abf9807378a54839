"""Import a tool's module, within a limit of time; keep its byte code, which the tool may not."""

from __future__ import annotations

import importlib
import importlib.util
import os
import signal
import sys
import threading
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

VARIABLE = "CSTOOLS_TIMEOUT"
# What is slow to import on an old laptop with its files on the network takes ten seconds.
SECONDS = 60.0


class TooLongError(Exception):
    """Importing a module took longer than the limit; it was stopped."""


def import_module(name: str) -> ModuleType:
    """Import a module.

    Raises:
        TooLongError: it did not come to its end; its traceback leads to where it was.
        BaseException: whatever the module raises.
    """
    with _limited(limit()):
        return importlib.import_module(name)


@cache
def keep_bytecode(package: Path) -> None:
    """Compile what of a package has no byte code yet, or older one, as an import would.

    No byte code is kept while a tool is loaded and runs, for then it could be anybody's. Without
    this a tool in a folder of its author's would be compiled anew in each run.

    Args:
        package: the folder of an import package.
    """
    if sys.dont_write_bytecode:
        return
    import py_compile

    try:
        for source in package.rglob("*.py"):
            compiled = Path(importlib.util.cache_from_source(str(source)))
            if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
                py_compile.compile(str(source), quiet=2)
    except (OSError, NotImplementedError):
        return  # a folder that cannot be written, and a slower start


def limit() -> float:
    """How many seconds importing a tool may take."""
    try:
        seconds = float(os.environ.get(VARIABLE, ""))
    except ValueError:
        return SECONDS
    return seconds if seconds > 0 else SECONDS


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Interrupt the code inside, as Ctrl-C does, when it takes longer.

    Only the main thread can be interrupted, and only where Ctrl-C means what it usually does.
    """
    usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if threading.current_thread() is not threading.main_thread() or not usual:
        yield
        return
    over = threading.Event()
    timer = threading.Timer(seconds, _interrupt, [over])
    timer.daemon = True
    timer.start()
    try:
        yield
    except KeyboardInterrupt as error:
        if not over.is_set():
            raise
        raise TooLongError(f"{seconds:g} seconds").with_traceback(error.__traceback__) from None
    finally:
        timer.cancel()


def _interrupt(over: threading.Event) -> None:
    over.set()
    if sys.platform == "win32":
        signal.raise_signal(signal.SIGINT)
    else:
        # Sent to the thread itself, so that it also wakes up from sleeping.
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
