"""The process that draws: a program of its own, which imports nothing of the core.

It is started by path. Orders come in and pictures go out in frames: eight bytes of length, and so
many bytes.
"""

from __future__ import annotations

import contextlib
import json
import sys
from typing import IO

_LENGTH = 8


def send(stream: IO[bytes], body: bytes) -> None:
    """Write one frame."""
    stream.write(len(body).to_bytes(_LENGTH, "big") + body)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Read one frame; raises EOFError when the other side has ended."""
    return _read(stream, int.from_bytes(_read(stream, _LENGTH), "big"))


def _read(stream: IO[bytes], length: int) -> bytes:
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return body


def _serve(orders: IO[bytes], answers: IO[bytes]) -> None:
    """Draw what is ordered until nobody orders."""
    import vl_convert

    with contextlib.suppress(EOFError, OSError):
        while True:
            order = json.loads(receive(orders))
            form = order.pop("form")
            draw = vl_convert.vegalite_to_svg if form == "svg" else vl_convert.vegalite_to_png
            spec = order.pop("spec")
            try:
                drawn = draw(spec, allowed_base_urls=[], **order)
                body = drawn.encode("utf-8") if isinstance(drawn, str) else drawn
                words = b"drawn"
            except Exception as error:
                body, words = str(error).encode("utf-8", "replace"), b"failed"
            send(answers, words)
            send(answers, body)


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
