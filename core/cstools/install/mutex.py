"""One change to the installed tools at a time."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cstools.errors import OutputError, reason_of
from cstools.plugin import home

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE = 600.0


@contextmanager
def locked(patience: float = _PATIENCE) -> Iterator[None]:
    """Hold the lock of the user's cstools folder; the folder is made where it is not there.

    The lock goes with the process that holds it, so one that was killed keeps nobody out.

    Args:
        patience: seconds to wait for another process.

    Raises:
        OutputError: the folder cannot be written, or another process keeps the lock.
    """
    from filelock import FileLock, Timeout

    folder = home.home()
    try:
        home.environments().mkdir(parents=True, exist_ok=True)
        home.receipts().mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "lock")
        lock.acquire(timeout=patience)
    except Timeout:
        raise OutputError(
            "Another cstools is installing something and has not finished.",
            "Try again when it has.",
        ) from None
    except OSError as error:
        reason = reason_of(error)
        raise OutputError(
            f"The folder {folder} cannot be written: {reason}.",
            f"Set {home.VARIABLE} to a folder you may write to.",
        ) from error
    try:
        yield
    finally:
        lock.release()
