"""TOML texts of others: bounded before they are parsed, and in which line of one a key stands."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# Whatever a reader of somebody else's text may end in: numbers without end, lists within lists,
# values of another kind. Every reader takes all of it for "not understood".
NOT_UNDERSTOOD = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError),
    *(RecursionError, OverflowError, MemoryError),
)
LONGEST_LINE = 50_000
DEEPEST_KEY = 16
_WORD, _BASIC, _LITERAL = r"[A-Za-z0-9_-]++", r"\"(?:[^\"\\\n]|\\.)*+", r"'[^'\n]*+"
_PART = rf"(?:{_WORD}|{_BASIC}\"|{_LITERAL}')[ \t]*+"
# A key of many parts takes tomllib a time that grows with the square of them. Each match takes
# what it has looked at, so that this takes a time that grows with the length of the text only.
_TOKEN = re.compile(
    rf"(?P<deep>(?:{_PART}\.[ \t]*+){{{DEEPEST_KEY}}})"
    rf"|{_WORD}|{_BASIC}\"?|{_LITERAL}'?|[^\"'\w-]++|."
)
_FENCE = re.compile(r"\"\"\"|'''")
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def loads(text: str) -> dict[str, Any]:
    """Read a TOML text of somebody else, in a time that grows with its length only.

    Raises:
        ValueError: it is none, or nothing like what a person or cstools writes; says why and where.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            raise ValueError(f"line {number} is longer than {LONGEST_LINE:,} letters")
    for token in _TOKEN.finditer(text):
        if token["deep"]:
            number = text.count("\n", 0, token.start()) + 1
            raise ValueError(f"line {number} has a key of more than {DEEPEST_KEY} parts")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("its lists are nested too deeply") from None
    except tomllib.TOMLDecodeError:
        raise
    except NOT_UNDERSTOOD:  # such as a number of thousands of digits
        raise ValueError("it holds a value that is out of any range") from None


class Lines:
    """The lines of a TOML text, by table and key.

    Args:
        text: the file.
    """

    def __init__(self, text: str) -> None:
        self._places: dict[tuple[str, tuple[int, ...], str], int] = {}
        table = ""
        counts: dict[tuple[str, tuple[int, ...]], int] = {}
        for number, line in _plain(text):
            header, is_array = _header(line)
            if header:
                table = header
                if is_array:
                    _count(counts, table)
            key = "" if header else _key(line)
            if header or key:
                place = (table, _numbers(counts, table), key)
                self._places.setdefault(place, number)

    def of(self, table: str, *numbers: int, key: str = "") -> int:
        """The line of a key, or of its table's heading where the key is not there; 0 if neither.

        Args:
            table: such as ``"registry"``, ``"tool"`` or ``"tool.release"``.
            numbers: of a list of tables the place in it, from 1, the outermost list first.
            key: the key.
        """
        place = self._places.get((table, numbers, key))
        return place or self._places.get((table, numbers, ""), 0)


def _header(line: str) -> tuple[str, bool]:
    """The table that a line begins, and whether it is one of a list; empty where it begins none."""
    inside, end, _ = line.strip().partition("]")
    if not end or not inside.startswith("["):
        return "", False
    is_array = inside.startswith("[[")
    parts = [part.strip(" \t\"'") for part in inside.lstrip("[").split(".")]
    fits = all(part and _PLAIN.issuperset(part) for part in parts)
    return (".".join(parts) if fits else ""), is_array


def _key(line: str) -> str:
    """The key that a line sets; empty where it sets none."""
    name, equals, _ = line.partition("=")
    name = name.strip().strip("\"'")
    return name if equals and _PLAIN.issuperset(name) else ""


def _count(counts: dict[tuple[str, tuple[int, ...]], int], table: str) -> None:
    """Count one more table of a list; the lists within it begin anew."""
    place = (table, _numbers(counts, table.rpartition(".")[0]))
    counts[place] = counts.get(place, 0) + 1


def _numbers(counts: dict[tuple[str, tuple[int, ...]], int], table: str) -> tuple[int, ...]:
    """The places of the lists that a table is in, the outermost first."""
    numbers: tuple[int, ...] = ()
    parts = table.split(".")
    for end in range(1, len(parts) + 1):
        number = counts.get((".".join(parts[:end]), numbers))
        numbers += (number,) if number else ()
    return numbers


def _plain(text: str) -> Iterator[tuple[int, str]]:
    """The numbered lines that are no part of a text over several lines."""
    inside = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not inside:
            yield number, line
        for fence in _FENCE.findall(line):
            inside = "" if fence == inside else inside or fence
