"""Which registries there are to look in, and how one is added or removed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cstools.errors import InputError, UsageError
from cstools.plugin.manifest import NAME
from cstools.registry import tool_names
from cstools.registry.memory import forget
from cstools.registry.read import bundled
from cstools.registry.source import (
    BUNDLED_PRIORITY,
    PRIORITY,
    Source,
    at,
    path_of,
    same_file,
    save,
    sources,
)
from cstools.registry.trust import copy_of, read

if TYPE_CHECKING:
    from cstools.registry.entry import Registry

# What the registry that comes with the core is called, in lists and in receipts.
_OWN_NAMES = ("bundled", "cstools")


@dataclass(frozen=True)
class Reached:
    """A source and the registry there, or the problem why it cannot be used.

    Attributes:
        source: the source; the one that comes with the core has the name ``bundled``.
        registry: its registry; when it is out of reach the copy of it, if there is one.
        problem: why it cannot be read or trusted; empty when it was read.
    """

    source: Source
    registry: Registry | None
    problem: str = ""


def reached() -> list[Reached]:
    """Every registry, the one that comes with the core included; those to look in first are first.

    One that cannot be reached is given by its copy; one that cannot be trusted without.
    """
    core = Source("bundled", bundled().path, BUNDLED_PRIORITY)
    ordered = sorted([*sources(), core], key=lambda source: source.priority)
    return [Reached(source, bundled()) if source is core else _reach(source) for source in ordered]


def configured() -> list[Registry]:
    """The registries to install from: those that can be read now, best first."""
    return [
        place.registry for place in reached() if place.registry is not None and not place.problem
    ]


def remembered() -> list[Registry]:
    """The registries as they were last read, best first; no network drive is waited for."""
    copies = [(source.priority, copy_of(source)) for source in sources()]
    ordered = sorted([(BUNDLED_PRIORITY, bundled()), *copies], key=lambda pair: pair[0])
    return [registry for _, registry in ordered if registry is not None]


def prior_to(source: Source) -> list[Registry]:
    """The registries that are looked in before one, as they were last read; best first.

    Before one that is not set up come all that are.
    """
    core = bundled()
    places = [*sources(), Source("bundled", core.path, BUNDLED_PRIORITY)]
    places.sort(key=lambda place: place.priority)
    numbers = (n for n, place in enumerate(places) if same_file(place.path, source.path))
    before = places[: next(numbers, len(places))]
    registries = (core if place.path == core.path else copy_of(place) for place in before)
    return [registry for registry in registries if registry is not None]


def add(place: str, name: str = "", priority: int = PRIORITY) -> tuple[Source, Registry]:
    """Set up a registry; its key, if it has one, is the one it has to be signed with from now on.

    Raises:
        UsageError: the name is wrong or taken, or the place is set up already.
        InputError: there is no registry there, or it cannot be trusted.
        OutputError: the list cannot be written.
    """
    path = path_of(place)
    registry = read(at(str(path)))
    name = name or _free(tool_names.plain(registry.name or path.parent.name))
    if not NAME.fullmatch(name) or name in _OWN_NAMES:
        raise UsageError(
            f"'{name}' is no name for a registry.",
            "Give one of lower-case words and hyphens: --name our-region",
        )
    known = sources()
    for other in known:
        if other.name == name:
            raise UsageError(
                f"There is a registry {name} already, at {other.path}.",
                f"Choose another --name, or first run: cstools registry remove {name}",
            )
        if same_file(other.path, path):
            raise UsageError(f"{path} is set up already, as {other.name}.")
    source = Source(name, path, priority, registry.public_key)
    save([*known, source])
    return source, read(source)


def remove(text: str) -> Source:
    """Forget a registry and the key it was known by; tools that were installed from it stay.

    Args:
        text: the name it was set up under, or the place of one that only ``--from`` named.

    Raises:
        UsageError: it is not known.
        OutputError: the list cannot be written.
    """
    known, source = sources(), at(text)
    if source.name:
        save([other for other in known if other.name != source.name])
        with suppress(OSError):
            source.copy.unlink(missing_ok=True)
        forget(source.path)
        return source
    if forget(source.path):
        return source
    names = ", ".join(other.name for other in known) or "none"
    raise UsageError(f"There is no registry {text}.", f"Set up: {names}.")


def _reach(source: Source) -> Reached:
    try:
        return Reached(source, read(source))
    except InputError as error:
        away = _is_away(source)
        return Reached(source, copy_of(source) if away else None, error.problem)


def _is_away(source: Source) -> bool:
    try:
        return not source.path.exists()
    except (OSError, ValueError):
        return True


def _free(name: str) -> str:
    """A name other than that of the registry that comes with the core, which others may copy."""
    return f"{name}-2" if name in _OWN_NAMES else name
