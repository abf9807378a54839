"""Search a registry."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cstools.registry.index import Entry, Registry


def search(registry: Registry, text: str) -> tuple[list[Entry], list[str]]:
    """Tools that fit every word of `text`, best first, and close words when none does.

    A hit in the name counts most, then title, what it reads and its stages, then the summary.
    """
    words = text.lower().split()
    scored = [(_score(entry, words), entry) for entry in registry.entries]
    found = [entry for score, entry in sorted(scored, key=lambda one: -one[0]) if score > 0]
    return found, [] if found else _near(registry, words)


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
    if word in entry.reads or word in entry.stages:
        return 10
    return 5 if word in entry.summary.lower() else 0


def _near(registry: Registry, words: list[str]) -> list[str]:
    known = {
        word
        for entry in registry.entries
        for word in (entry.name, *entry.reads, *entry.stages, *entry.title.lower().split())
    }
    return [near for word in words for near in get_close_matches(word, sorted(known), 2)]
