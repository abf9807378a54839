"""What is new in the registries since they were last read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cstools.errors import InputError
from cstools.registry.source import sources
from cstools.registry.trust import copy_of, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.registry.entry import Entry, Registry


@dataclass(frozen=True)
class News:
    """What is new in one registry.

    Attributes:
        name: the registry.
        lines: what is new, a few words each; empty when nothing is.
        problem: why it could not be read; empty when it was.
    """

    name: str
    lines: tuple[str, ...] = ()
    problem: str = ""


def update() -> list[News]:
    """Read every registry that was set up, and compare it with how it was last read."""
    news = []
    for source in sources():
        before = copy_of(source)
        try:
            now = read(source)
        except InputError as error:
            news.append(News(source.name, problem=str(error)))
        else:
            news.append(News(source.name, tuple(_changes(before, now))))
    return news


def _changes(before: Registry | None, now: Registry) -> Iterator[str]:
    for entry in now.entries:
        was = before.find(entry.name) if before is not None else None
        if was is None:
            yield f"new: {entry.name} ({entry.title})"
        else:
            yield from _changes_of(was, entry)
    for entry in before.entries if before is not None else ():
        if now.find(entry.name) is None:
            yield f"no longer listed: {entry.name}"


def _changes_of(was: Entry, entry: Entry) -> Iterator[str]:
    had = {release.version for release in was.releases}
    for release in entry.releases:
        if release.version not in had:
            yield f"{entry.name} {release.version}"
    if was.status != entry.status:
        yield entry.retirement.rstrip(".") or f"{entry.name} is now {entry.status}"
