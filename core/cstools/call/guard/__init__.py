"""The guard that holds a running tool to its manifest.

While a tool runs, it may not use the network, start other programs or write outside its output and
temporary folders, unless its manifest declares ``network``, ``subprocess`` or ``writes_outside``.

What it prints, warns or logs meanwhile reaches nobody, and it cannot end the program.

It is a guard rail against surprises, not a sandbox. Python tells an audit hook what Python code
does. Compiled code that opens files or connections by itself is refused where it is called through
a function that is known here; elsewhere it is not seen, nor is a file or connection that was open
before, a program that a tool may start, and code written to get round it. A tool in an environment
of its own is confined by the operating system besides, where that can be: `cstools.call.worker`.
"""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from cstools.call.guard import _compiled, _missing, _surroundings
from cstools.call.guard._attempts import Attempt, attempts, watched
from cstools.call.guard._callers import asks_about_the_machine
from cstools.call.guard._places import Places
from cstools.call.guard._surroundings import audible
from cstools.errors import ToolError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from cstools.plugin.manifest import Manifest

__all__ = ["Attempt", "Places", "UndeclaredError", "audible", "guard"]


class UndeclaredError(ToolError, PermissionError):
    """What a tool meets when it tries something that its manifest does not declare.

    It is an `OSError` as well, so that code in between which copes with a closed network or a
    read-only folder cleans up behind itself. The run ends with a `ToolError` all the same.
    """


class guard:  # noqa: N801 - it is used as a statement: with guard(manifest):
    """Hold the code in the ``with`` block, and threads it starts, to a tool's manifest.

    What is not declared is refused when it is tried. A tool that swallows the refusal is stopped
    at the end of the block. Where guards are nested, all of them have to allow a thing.

    Args:
        manifest: the tool's.
        folders: where it may write besides the temporary folder.

    Attributes:
        silent: whether what the code prints, warns or logs reaches nobody.

    Raises:
        ToolError: on leaving, when something was refused; names the tool and the manifest key.
    """

    silent = True

    def __init__(self, manifest: Manifest, *folders: Path) -> None:
        self.manifest = manifest
        self.process = os.getpid()
        self.places = Places(folders)
        self.refused: UndeclaredError | None = None

    def __enter__(self) -> guard:
        _install()
        if self.silent:
            _surroundings.lend(_is_a_tools)
        self._outer = _thread.stack
        _thread.stack = (*_guards_of_this_thread(), self)
        _open.append(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _open.remove(self)
        _thread.stack = self._outer
        if self.silent:
            _surroundings.take_back()
        first = self.refused
        if first is not None and not isinstance(error, KeyboardInterrupt):
            raise ToolError(first.problem, first.advice) from first

    def judge(self, attempt: Attempt) -> None:
        """Raise `UndeclaredError` when the manifest does not allow this, and remember it."""
        if any(getattr(self.manifest, key) for key in attempt.keys):
            return
        if not attempt.keys and os.getpid() != self.process:
            return  # a process that a tool may start ends itself
        if attempt.path is not None and self.places.allow(attempt):
            return
        if "subprocess" in attempt.keys and asks_about_the_machine():
            return
        refusal = self.refusal(attempt)
        self.refused = self.refused or refusal
        raise refusal

    def refusal(self, attempt: Attempt) -> UndeclaredError:
        """What the code meets that tried this."""
        if not attempt.keys:
            return UndeclaredError(
                f"The tool {self.manifest.name} was stopped: it tried to {attempt.doing}.",
                f"There are no results. Tell its maintainer ({self.manifest.maintainer}).",
            )
        key = f"{attempt.keys[0]} = true"
        return UndeclaredError(
            f"The tool {self.manifest.name} was stopped: it tried to {attempt.doing}, "
            f"and its manifest does not declare {key}.",
            f"There are no results. Tell its maintainer ({self.manifest.maintainer}), who either "
            f"takes that out of the tool or declares {key} in cstools.toml.",
        )


class _Thread(threading.local):
    """The guards of a thread, the innermost last."""

    stack: tuple[guard, ...] = ()


_thread = _Thread()
_open: list[guard] = []
# Which guards a thread was started under. A thread that no tool started is left alone: it belongs
# to the program that runs the tool, which may run others at the same time.
_started_under: WeakKeyDictionary[threading.Thread, tuple[guard, ...]] = WeakKeyDictionary()
_installing = threading.Lock()
_installed = False


def _guards_of_this_thread() -> tuple[guard, ...]:
    if _thread.stack:
        return _thread.stack
    inherited = _started_under.get(threading.current_thread(), ())
    active = tuple(outer for outer in inherited if outer in _open)
    if active or not inherited:
        return active
    # The tool started this thread in an earlier stage and uses it again.
    names = {outer.manifest.name for outer in inherited}
    return tuple(outer for outer in _open if outer.manifest.name in names)


def _is_held() -> bool:
    """Whether this thread runs a tool."""
    return bool(_guards_of_this_thread())


def _is_a_tools() -> bool:
    """Whether this thread runs a tool that is to be silent."""
    return any(current.silent for current in _guards_of_this_thread())


def _keeps_off_network() -> bool:
    """Whether this thread runs a tool that may not use the network."""
    return any(not current.manifest.network for current in _guards_of_this_thread())


def _note_thread(starting: object) -> None:
    thread = getattr(starting, "__self__", None)
    guards = _guards_of_this_thread()
    if guards and isinstance(thread, threading.Thread):
        _started_under[thread] = guards


def _install() -> None:
    """Add the audit hook, which cannot be taken out again; it does nothing without a guard."""
    global _installed  # noqa: PLW0603 - once per process, like the hook itself
    with _installing:
        if not _installed:
            _installed = True
            _missing.announce()
            _compiled.announce(_is_held, _keeps_off_network, _judge)
            sys.addaudithook(_hook)


def _hook(
    event: str,
    arguments: tuple[Any, ...],
    # Bound here because the hook is called on while the interpreter takes modules apart.
    watched: frozenset[str] = watched,
    active: list[guard] = _open,
) -> None:
    if not active or event not in watched:
        return
    if event.startswith("_thread."):
        _note_thread(arguments[0])
        return
    guards = _guards_of_this_thread()
    if guards:
        for attempt in attempts(event, arguments):
            for current in reversed(guards):
                current.judge(attempt)


def _judge(attempt: Attempt) -> None:
    for holder in reversed(_guards_of_this_thread()):
        holder.judge(attempt)
