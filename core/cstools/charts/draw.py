"""Charts drawn in a process of their own, so that one that cannot be drawn ends nothing else.

The drawing library holds a browser's engine, which ends its whole process when memory runs out. One
process, `engine`, draws all the charts of this one and ends with it.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import subprocess
import sys
import threading
from typing import Any

from cstools.charts import engine
from cstools.charts.theme import CONFIG


def draw_svg(spec: dict[str, Any]) -> str:
    """Draw a Vega-Lite specification that carries its data; nothing is fetched from anywhere.

    The theme holds for whatever the specification does not say itself.

    Raises:
        ValueError: it cannot be drawn.
        TypeError: it holds a value that JSON has no form for.
    """
    return _artist.draw({"form": "svg", "spec": spec, "config": CONFIG}).decode("utf-8")


def draw_png(spec: dict[str, Any], scale: float) -> bytes:
    """Draw a specification as a picture, `scale` dots to one of its own; raises as `draw_svg`."""
    return _artist.draw({"form": "png", "spec": spec, "config": CONFIG, "scale": scale})


class _Artist:
    """The process that draws; started for the first chart, and anew when it has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def draw(self, order: dict[str, Any]) -> bytes:
        message = json.dumps(order).encode("ascii")
        with self._lock:
            try:
                process = self._started()
                assert process.stdin is not None
                assert process.stdout is not None
                engine.send(process.stdin, message)
                drawn, body = engine.receive(process.stdout), engine.receive(process.stdout)
            except (OSError, EOFError):
                self.end()
                raise ValueError("the drawing of the chart ended before its time") from None
        if drawn != b"drawn":
            raise ValueError(body.decode("utf-8", errors="replace"))
        return body

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.end()
            self._process = subprocess.Popen(  # noqa: S603 - this file, and no shell
                # -P: the modules beside this file are called like some of Python's own.
                [sys.executable, "-P", "-X", "utf8", engine.__file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what it says there may quote the data
            )
        return self._process

    def end(self) -> None:
        """End the process, which ends itself when there is nobody to ask it any more."""
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                assert stream is not None
                stream.close()
        process.kill()
        process.wait()


_artist = _Artist()
atexit.register(_artist.end)
