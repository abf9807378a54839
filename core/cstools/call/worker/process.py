"""Start a program, hear what it says line by line, and stop it when it has to be stopped."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cstools.call.worker.messages import LONGEST
from cstools.errors import ToolError, reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

# How soon Ctrl-C is noticed on Windows, where waiting cannot be interrupted.
_GLANCE = 0.2
_LAST_WORDS = 2.0
# What would lead the environment's Python to packages that are not its own.
_LEFT_OUT = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")


@dataclass(frozen=True)
class Ended:
    """How a program ended.

    Attributes:
        code: its exit code; the negative number of a signal where one ended it.
        timed_out: whether it was stopped for taking too long.
    """

    code: int
    timed_out: bool = False

    @property
    def out_of_memory(self) -> bool:
        """Whether it ended as programs do that the system stops for lack of memory."""
        return sys.platform != "win32" and self.code == -signal.SIGKILL

    @property
    def manner(self) -> str:
        """How it ended, in words."""
        if self.code < 0:
            try:
                return f"it crashed with {signal.Signals(-self.code).name}"
            except ValueError:
                return f"it crashed with signal {-self.code}"
        return f"exit code {self.code}" if self.code < 2**31 else f"it crashed, {self.code:#x}"


def watch(
    command: Sequence[str],
    hear: Callable[[bytes], None],
    limit: float | None,
    temporary: Path,
    variables: Mapping[str, str] | None = None,
) -> Ended:
    """Run a program to its end; it is killed when the limit is reached or this is interrupted.

    Args:
        command: the program and its arguments.
        hear: called with each line it writes to standard output.
        limit: seconds it may take, or None.
        temporary: its temporary folder.
        variables: environment variables it gets besides, or instead of, those of this process.

    Raises:
        ToolError: it cannot be started.
    """
    process = _start(command, temporary, variables or {})
    lines: queue.Queue[bytes | None] = queue.Queue(maxsize=1000)
    threading.Thread(target=_read, args=(process, lines), daemon=True).start()
    try:
        in_time = _listen(process, lines, hear, limit)
    finally:
        _kill(process)
        code = process.wait()
    return Ended(code, timed_out=not in_time)


def _start(
    command: Sequence[str], temporary: Path, variables: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    inherited = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
    apart: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    try:
        return subprocess.Popen(  # noqa: S603 - the environment's Python, and no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            # What a tool prints may quote the data, so nobody keeps it.
            stderr=subprocess.DEVNULL,
            env={**inherited, **places, **variables},
            **apart,
        )
    except OSError as error:
        raise ToolError(
            f"{command[0]} cannot be started: {reason_of(error)}.",
            "'cstools repair' builds broken environments anew.",
        ) from error


def _read(process: subprocess.Popen[bytes], lines: queue.Queue[bytes | None]) -> None:
    assert process.stdout is not None
    with process.stdout as stream:
        while line := stream.readline(LONGEST):
            lines.put(line)
    lines.put(None)


def _listen(
    process: subprocess.Popen[bytes],
    lines: queue.Queue[bytes | None],
    hear: Callable[[bytes], None],
    limit: float | None,
) -> bool:
    """Hear everything until the program has ended; False when it took longer than the limit."""
    started = time.monotonic()
    ended: float | None = None
    while True:
        with contextlib.suppress(queue.Empty):
            line = lines.get(timeout=_GLANCE)
            if line is None:
                return _ends(process, started, limit)
            hear(line)
        now = time.monotonic()
        if limit is not None and now - started > limit:
            return False
        # A program that the tool started may keep the stream open after the tool has ended.
        if process.poll() is not None:
            ended = ended or now
            if now - ended > _LAST_WORDS:
                return True


def _ends(process: subprocess.Popen[bytes], started: float, limit: float | None) -> bool:
    while process.poll() is None:
        if limit is not None and time.monotonic() - started > limit:
            return False
        time.sleep(_GLANCE / 10)
    return True


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the program, and on Unix systems whatever it started and left running."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
