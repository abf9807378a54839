"""Audit events that Python leaves out, raised here so that the guard sees them."""

from __future__ import annotations

import functools
import os
import sys
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def announce() -> None:
    """Have Python announce what it does without saying so. To be called once per process."""
    if sys.platform != "win32":
        _announce_programs_of_multiprocessing()
    if sys.version_info < (3, 12):
        _announce_threads()
    _announce_ends()
    _announce_names_in_open_folders()


def _announce_programs_of_multiprocessing() -> None:
    """Raise ``cstools.fork_exec`` where multiprocessing starts a program; Windows has an event."""
    import _posixsubprocess

    places = vars(_posixsubprocess)
    places["fork_exec"] = _announced("cstools.fork_exec", places["fork_exec"])


def _announce_threads() -> None:
    """Raise the event that Python 3.12 and later raise when a thread is started."""
    places = vars(threading)
    places["_start_new_thread"] = _announced(
        "_thread.start_new_thread", places["_start_new_thread"]
    )


def _announce_ends() -> None:
    """Raise ``cstools.exit`` where the process would end at once, as if all were well."""
    _replace("_exit", _announced("cstools.exit", os._exit))


def _announce_names_in_open_folders() -> None:
    """Raise an event with the open folder that a name is relative to, and for pipes and devices."""
    usual = os.open

    @functools.wraps(usual)
    def open(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:  # noqa: A001
        if dir_fd is not None:
            sys.audit("cstools.open", path, flags, dir_fd)
        return usual(path, flags, mode, dir_fd=dir_fd)

    _replace("open", open)
    for name in ("mkfifo", "mknod"):
        if hasattr(os, name):
            _replace(name, _making(f"cstools.{name}", getattr(os, name)))


def _making(event: str, make: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(make)
    def announced(path: Any, *arguments: Any, dir_fd: int | None = None, **named: Any) -> None:
        sys.audit(event, path, dir_fd)
        make(path, *arguments, dir_fd=dir_fd, **named)

    return announced


def _replace(name: str, function: Callable[..., Any]) -> None:
    """Put a function in place of one of `os`, and of the module of the system that is below it."""
    usual = getattr(os, name)
    for module in (os, sys.modules.get(os.name)):
        if module is not None:
            setattr(module, name, function)
    if usual in os.supports_dir_fd:
        os.supports_dir_fd.add(function)


def _announced(event: str, start: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(start)
    def announced(*arguments: Any) -> Any:
        sys.audit(event, *arguments)
        return start(*arguments)

    return announced
