"""What is remembered of registries that were read: key, id and serial of each.

A place is known by the file it leads to, however it is spelled: through a link, with ``..`` in it,
or on Windows as a drive's letter or the server's name.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from cstools.io.files import put_text, sha256_of
from cstools.io.tables import Format
from cstools.io.toml_lines import NOT_UNDERSTOOD
from cstools.plugin import home

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 10_000
_FORM = Format("memory of a registry", strict=False)


@dataclass(frozen=True)
class Memory:
    """What is known of one registry.

    Attributes:
        public_key: the key it was signed with when it was first seen signed.
        id: the id it had then or later; empty when it had none.
        serial: the highest serial that was seen.
        place: where it was seen last.
    """

    public_key: str
    id: str = ""
    serial: int = 0
    place: str = ""


def resolved(path: Path) -> str:
    """The file a path leads to, as the system spells it."""
    try:
        return os.path.normcase(os.path.realpath(path))
    except (OSError, ValueError):
        return os.path.normcase(path.absolute())


def of_place(path: Path) -> Memory | None:
    """What is known of the registry at a place."""
    return _read(_of_place(path))


def of_id(identity: str) -> Memory | None:
    """What is known of the registry with an id, wherever it was."""
    return _read(_of_id(identity)) if identity else None


def keep(path: Path, memory: Memory) -> None:
    """Remember a registry, by its place and its id; one that cannot be written stops nobody."""
    for file in (_of_place(path), *([_of_id(memory.id)] if memory.id else [])):
        if _read(file) != memory:
            with contextlib.suppress(OSError):
                put_text(file, json.dumps(asdict(memory)))


def forget(path: Path) -> bool:
    """Forget the registry at a place, whatever was kept of it; gives whether anything was."""
    known = of_place(path)
    files = [_of_place(path), *([_of_id(known.id)] if known and known.id else [])]
    for file in files:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
    return known is not None


def _of_place(path: Path) -> Path:
    return _file("place", resolved(path))


def _of_id(identity: str) -> Path:
    return _file("id", identity)


def _file(kind: str, text: str) -> Path:
    digest = sha256_of(text.encode("utf-8", "surrogatepass"))[:32]
    return home.home() / "registries" / "seen" / f"{kind}-{digest}.json"


def _read(file: Path) -> Memory | None:
    try:
        with file.open("rb") as opened:
            return _FORM.convert(json.loads(opened.read(_LARGEST)), Memory)
    except (OSError, *NOT_UNDERSTOOD):
        return None
