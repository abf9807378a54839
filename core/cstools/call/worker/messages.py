"""Progress between the two sides: one JSON object a line."""

from __future__ import annotations

import json
import time
from collections.abc import Sized
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cstools.data.context import Progress

T = TypeVar("T")

# A message is a line of ASCII; one that is longer is no message of ours.
LONGEST = 64 * 1024
_OFTEN = 0.1


class LineProgress:
    """A progress reporter that writes lines.

    Args:
        stream: what the other side reads.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._tracks = 0

    def say(self, label: str) -> None:
        """Tell what is being done now."""
        self._send({"say": str(label)})

    def track(self, items: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
        """Yield `items`, telling how many are done, ten times a second at most."""
        self._tracks += 1
        number = self._tracks
        if total is None and isinstance(items, Sized):
            total = len(items)
        last = 0.0
        number_done = 0
        for number_done, item in enumerate(items, start=1):
            yield item
            if time.monotonic() - last > _OFTEN:
                last = time.monotonic()
                self._send(
                    {"track": number, "label": str(label), "done": number_done, "total": total}
                )
        self._send({"track": number, "label": str(label), "done": number_done, "total": total})

    def _send(self, message: dict[str, Any]) -> None:
        self._stream.write(json.dumps(message) + "\n")
        self._stream.flush()


class Listener:
    """Hands on the lines that the other side wrote; what is no message is passed over.

    Args:
        progress: shown to the person.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tracks: dict[int, tuple[Iterator[int], int]] = {}

    def hear(self, line: bytes) -> None:
        """Take in one line."""
        try:
            message = json.loads(line)
            if "say" in message:
                self._progress.say(str(message["say"]))
            elif "track" in message:
                self._tracked(message)
        except (ValueError, TypeError, KeyError):
            return

    def _tracked(self, message: dict[str, Any]) -> None:
        number, total = int(message["track"]), message["total"]
        steps, steps_done = self._tracks.pop(number, (None, 0))
        if steps is None:
            steps = self._progress.track(_count(total), str(message["label"]), total)
        while steps_done < int(message["done"]):
            next(steps, None)
            steps_done += 1
        self._tracks[number] = steps, steps_done


def _count(total: int | None) -> Iterator[int]:
    number = 0
    while total is None or number <= total:
        yield number
        number += 1
