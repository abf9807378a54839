"""TOML texts, and in which line of one a table or key stands, for messages that point at it."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\-\s\"']+?)\s*\]")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
_FENCE = re.compile(r"\"\"\"|'''")


def loads(text: str) -> dict[str, Any]:
    """Read a TOML text.

    Raises:
        ValueError: it is none; says why and where.
    """
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("its lists are nested too deeply") from None


class Lines:
    """The lines of a TOML text, by table and key.

    Args:
        text: the file.
    """

    def __init__(self, text: str) -> None:
        self._places: dict[tuple[str, tuple[int, ...], str], int] = {}
        table = ""
        counts: dict[str, int] = {}
        for number, line in _plain(text):
            header = _HEADER.match(line)
            if header:
                table = re.sub(r"[\s\"']", "", header[2])
                if header[1] == "[[":
                    _count(counts, table)
            key = None if header else _KEY.match(line)
            if header or key:
                place = (table, _numbers(counts, table), key[1] if key else "")
                self._places.setdefault(place, number)

    def of(self, table: str, *numbers: int, key: str = "") -> int:
        """The line of a key, or of its table's heading where the key is not there; 0 if neither.

        Args:
            table: such as ``"registry"``, ``"tool"`` or ``"tool.release"``.
            numbers: of a list of tables the place in it, from 1, the outermost list first.
            key: the key.
        """
        found = self._places.get((table, numbers, key))
        return found or self._places.get((table, numbers, ""), 0)


def _count(counts: dict[str, int], table: str) -> None:
    """Count one more table of a list; the lists within it begin anew."""
    for other in [one for one in counts if one.startswith(f"{table}.")]:
        del counts[other]
    counts[table] = counts.get(table, 0) + 1


def _numbers(counts: dict[str, int], table: str) -> tuple[int, ...]:
    parts = table.split(".")
    around = (".".join(parts[:end]) for end in range(1, len(parts) + 1))
    return tuple(counts[one] for one in around if one in counts)


def _plain(text: str) -> Iterator[tuple[int, str]]:
    """The numbered lines that are no part of a text over several lines."""
    inside = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not inside:
            yield number, line
        for fence in _FENCE.findall(line):
            inside = "" if fence == inside else inside or fence
