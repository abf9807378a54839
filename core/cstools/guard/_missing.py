"""Audit events that Python leaves out, raised here so that the guard sees them."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def announce() -> None:
    """Have Python announce what it starts without saying so. To be called once per process."""
    if sys.platform != "win32":
        _announce_programs_of_multiprocessing()
    if sys.version_info < (3, 12):
        _announce_threads()


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


def _announced(event: str, start: Callable[..., Any]) -> Callable[..., Any]:
    def announced(*arguments: Any) -> Any:
        sys.audit(event, *arguments)
        return start(*arguments)

    return announced
