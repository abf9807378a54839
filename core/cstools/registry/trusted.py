"""Read a registry that was set up, and refuse one that is not what it should be."""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from cstools import home
from cstools.errors import InputError
from cstools.registry import signing
from cstools.registry.reading import parse, text_of
from cstools.registry.sources import put

if TYPE_CHECKING:
    from cstools.registry.index import Registry
    from cstools.registry.sources import Source

_MOMENT = 2.0


def read(source: Source) -> Registry:
    """Read a source as it is now, check its signature, and keep a copy.

    Raises:
        InputError: it cannot be read, is not signed with the key it should be, or is older than
            the one that was last seen.
    """
    text = text_of(source.path)
    found = parse(text, source.path)
    key = source.public_key or found.public_key
    if key:
        signing.verify(text, key, source.path)
        _check_hashed(found)
        _check_serial(found, key)
    if source.name:
        _keep(source, text)
    return replace(found, name=source.name or found.name)


def glance(source: Source) -> Registry | None:
    """A source as it is now, if it can be read within a moment: nobody waits for a drive."""
    found: list[Registry] = []

    def look() -> None:
        with contextlib.suppress(InputError):
            found.append(read(source))

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    looking.join(_MOMENT)
    return found[0] if found else None


def copy_of(source: Source) -> Registry | None:
    """A registry as it was last read, if it ever was."""
    try:
        found = parse(text_of(source.copy), source.path)
    except InputError:
        return None
    return replace(found, name=source.name)


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


def _check_serial(registry: Registry, key: str) -> None:
    name = hashlib.sha256(key.encode("utf-8")).hexdigest()[:16]
    path = home.home() / "registries" / f"{name}.seen.json"
    seen = 0
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        seen = int(json.loads(path.read_text(encoding="utf-8"))["serial"])
    if registry.serial < seen:
        raise InputError(
            f"The registry {registry.path} is older than the one seen before: its serial is "
            f"{registry.serial}, and {seen} was there.",
            "Do not install from it: somebody may have put an old list back. Tell its keeper.",
        )
    if registry.serial > seen:
        # A home that cannot be written must not keep anybody from looking for tools.
        with contextlib.suppress(OSError):
            put(path, json.dumps({"serial": registry.serial}))


def _keep(source: Source, text: str) -> None:
    with contextlib.suppress(OSError):
        if not source.copy.exists() or source.copy.read_text(encoding="utf-8") != text:
            put(source.copy, text)
