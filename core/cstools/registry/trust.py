"""Read a registry that was set up, and refuse one that is not what it should be."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from cstools.errors import CstoolsError, InputError
from cstools.io import shell
from cstools.io.files import put_text
from cstools.registry import memory, signature
from cstools.registry.read import bytes_of, parse, text_in, text_of

if TYPE_CHECKING:
    from cstools.registry.entry import Registry
    from cstools.registry.memory import Memory
    from cstools.registry.source import Source

_MOMENT = 2.0
_WAY_OUT = (
    "Do not install from it. Ask its keeper; if all is well, forget the one that was known: {}"
)


def read(source: Source) -> Registry:
    """Read a source as it is now, check its signature, and keep a copy.

    The first key that it is seen signed with is the one it has to be signed with from then on,
    wherever else it is asked for.

    Raises:
        InputError: it cannot be read, is not signed with the key it should be, or is older than
            the one that was last seen.
    """
    data = bytes_of(source.path)
    before = memory.of_place(source.path)
    pinned = source.public_key or (before.public_key if before else "")
    if pinned:
        signature.verify(data, pinned, source.path)
    registry = parse(text_in(data, source.path), source.path)
    _check_known(registry, pinned)
    key = pinned or registry.public_key
    if key:
        if not pinned:
            signature.verify(data, key, source.path)
        _check_hashed(registry)
        _check_serial(registry, key, before)
    if source.name:
        _keep(source, data.decode("utf-8-sig"))
    return replace(registry, name=source.name or registry.name, public_key=key)


def key_of(source: Source) -> str:
    """The key a source has to be signed with; empty where it was never seen signed."""
    before = memory.of_place(source.path)
    return source.public_key or (before.public_key if before else "")


def glance(source: Source) -> Registry | None:
    """A source as it is now, if it can be read within a moment: nobody waits for a drive."""
    registries: list[Registry] = []

    def look() -> None:
        with contextlib.suppress(CstoolsError, OSError):
            registries.append(read(source))

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    looking.join(_MOMENT)
    return registries[0] if registries else None


def copy_of(source: Source) -> Registry | None:
    """A registry as it was last read, if it ever was."""
    try:
        registry = parse(text_of(source.copy), source.path)
    except InputError:
        return None
    return replace(registry, name=source.name)


def _check_hashed(registry: Registry) -> None:
    """A signature is of the index; only digests make it hold for the wheels as well."""
    for entry in registry.entries:
        for release in entry.releases:
            if release.origin.kind != "requirement" and not release.sha256:
                raise InputError(
                    f"{registry.path}: {entry.name} {release.version} has no sha256, and the "
                    "registry is signed.",
                    "Do not install from it. Tell whoever keeps it.",
                )


def _check_known(registry: Registry, pinned: str) -> None:
    """Refuse one that calls itself by the id of another that is known with another key."""
    known = memory.of_id(registry.id)
    key = pinned or registry.public_key
    if known is not None and known.public_key != key:
        how = "is signed with another key" if key else "is not signed"
        raise InputError(
            f"The registry {registry.path} has the id of the one at {known.place}, and {how}: that "
            f"one is signed with {signature.fingerprint(known.public_key)}.",
            _way_out(known.place),
        )


def _check_serial(registry: Registry, key: str, before: Memory | None) -> None:
    """Refuse another list or an older one of the same keeper in the place of the one that was."""
    if before is not None and before.id and registry.id != before.id:
        raise InputError(
            f"The registry {registry.path} is another than the one that was there: its id is not "
            "the same, though its key is.",
            _way_out(registry.path),
        )
    known = memory.of_id(registry.id) or before
    seen = known.serial if known is not None else 0
    if registry.serial < seen:
        raise InputError(
            f"The registry {registry.path} is older than the one seen before: its serial is "
            f"{registry.serial}, and {seen} was there.",
            "Do not install from it: somebody may have put an old list back. Tell its keeper.",
        )
    memory.keep(registry.path, memory.Memory(key, registry.id, registry.serial, str(registry.path)))


def _way_out(place: object) -> str:
    return _WAY_OUT.format(shell.command("cstools", "registry", "remove", place))


def _keep(source: Source, text: str) -> None:
    with contextlib.suppress(OSError):
        if not source.copy.exists() or source.copy.read_text(encoding="utf-8") != text:
            put_text(source.copy, text)
