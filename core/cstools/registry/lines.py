"""In which line of a TOML text a table or key stands, for messages that point at it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\-\s\"']+?)\s*\]")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
_FENCE = re.compile(r"\"\"\"|'''")


class Lines:
    """The lines of a registry's text, by table and key.

    Args:
        text: the file.
    """

    def __init__(self, text: str) -> None:
        self._places: dict[tuple[str, int, int, str], int] = {}
        table, tool, release = "", 0, 0
        for number, line in _plain(text):
            header = _HEADER.match(line)
            if header:
                table = re.sub(r"[\s\"']", "", header[2])
                tool += table == "tool"
                release = 0 if table == "tool" else release + (table == "tool.release")
            key = None if header else _KEY.match(line)
            if header or key:
                place = (table, tool, release, key[1] if key else "")
                self._places.setdefault(place, number)

    def of(self, table: str, tool: int = 0, release: int = 0, key: str = "") -> int:
        """The line of a key, or of its table's heading where the key is not there; 0 if neither.

        Args:
            table: ``"registry"``, ``"tool"`` or ``"tool.release"``.
            tool: the number of the tool, from 1.
            release: the number of its release, from 1.
            key: the key.
        """
        found = self._places.get((table, tool, release, key))
        return found or self._places.get((table, tool, release, ""), 0)


def _plain(text: str) -> Iterator[tuple[int, str]]:
    """The numbered lines that are no part of a text over several lines."""
    inside = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not inside:
            yield number, line
        for fence in _FENCE.findall(line):
            inside = "" if fence == inside else inside or fence
