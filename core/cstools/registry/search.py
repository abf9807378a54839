"""Search the registries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cstools.io.resemblance import closest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.registry.entry import Entry, Registry


@dataclass(frozen=True)
class SearchHit:
    """A tool and the registry that lists it.

    Attributes:
        entry: the tool.
        registry: name of the registry.
    """

    entry: Entry
    registry: str


def find(registries: Sequence[Registry], name: str) -> SearchHit | None:
    """The tool of a name, from the first registry that lists it."""
    for registry in registries:
        entry = registry.find(name)
        if entry is not None:
            return SearchHit(entry, registry.name)
    return None


def search(registries: Sequence[Registry], text: str) -> tuple[list[SearchHit], list[str]]:
    """Tools that fit every word of `text`, best first, and close words when none does.

    A hit in the name counts most, then title, what it reads and its stages, then the summary. A
    retired tool comes after all others. A tool that several registries list is given once, as the
    first of them has it.
    """
    words = text.lower().split()
    by_name = {
        entry.name: SearchHit(entry, registry.name)
        for registry in reversed(registries)
        for entry in reversed(registry.entries)
    }
    tools = list(reversed(by_name.values()))
    scores = {tool.entry.name: _score(tool.entry, words) for tool in tools}
    hits = [tool for tool in tools if scores[tool.entry.name] > 0]
    hits.sort(key=lambda hit: (hit.entry.status == "retired", -scores[hit.entry.name]))
    return hits, [] if hits else _near(tools, words)


def _score(entry: Entry, words: list[str]) -> int:
    if not words:
        return 1
    hits = [_hit(entry, word) for word in words]
    return sum(hits) if all(hits) else 0


def _hit(entry: Entry, word: str) -> int:
    if word == entry.name:
        return 100
    if word in entry.name:
        return 40
    if word in entry.title.lower():
        return 20
    if word in entry.reads or word in entry.provides or word in entry.stages:
        return 10
    return 5 if word in entry.summary.lower() else 0


def _near(tools: list[SearchHit], words: list[str]) -> list[str]:
    known = {
        word
        for entry in (tool.entry for tool in tools)
        for word in (entry.name, *entry.reads, *entry.stages, *entry.title.lower().split())
    }
    return [near for word in words for near in closest(word, sorted(known), 2)]
