"""Who is calling: what the standard library and some libraries do by themselves is no surprise."""

from __future__ import annotations

import sys
from itertools import dropwhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# They start a small program of the system to learn about the machine: its version, its network
# card, its fonts, where a library is, how many processors it has.
_ASKING = frozenset(
    {
        "ctypes.util",
        "joblib.externals.loky.backend.context",
        "matplotlib.font_manager",
        "platform",
        "uuid",
    }
)
_ON_THE_WAY = frozenset({"os", "subprocess"})
_GUARD = __name__.rpartition(".")[0]


def asks_about_the_machine() -> bool:
    """Whether the program about to be started is one that a library asks about the machine."""
    modules = dropwhile(_ON_THE_WAY.__contains__, (module for module, _ in _callers()))
    return next(modules, "") in _ASKING


def makes_a_socket_pair() -> bool:
    """Whether Python is making two sockets to talk to itself; on Windows these are network ones."""
    module, function = next(_callers(), ("", ""))
    return module == "socket" and function in ("socketpair", "_fallback_socketpair")


def _callers() -> Iterator[tuple[str, str]]:
    """Modules and functions that led here, the innermost first, the guard's own left out."""
    frame = sys._getframe(1)
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        if module.partition("._")[0] != _GUARD:
            yield module, frame.f_code.co_name
        frame = frame.f_back  # type: ignore[assignment]
