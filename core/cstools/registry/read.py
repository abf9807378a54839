"""Read ``registry.toml``. What is wrong in it is named with file, line and key."""

from __future__ import annotations

import stat
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated

from cstools.errors import InputError, reason_of
from cstools.io import tables
from cstools.io.tables import First, Format, Most, Wrong
from cstools.registry.entry import FILE, FORMAT, Entry, Registry
from cstools.registry.tool_names import seen
from cstools.registry.values import LONGEST_LIST, Count, plain_text

LARGEST = 1_000_000
# More than any list has. What is longer is refused before anything works on it.
MOST_TOOLS = 5_000
FORM = Format("registry", text=plain_text, longest=LONGEST_LIST)


def bundled() -> Registry:
    """The registry that comes with the core, or that of the checkout it runs from.

    The wheels of its releases lie beside it (on the *shelf*); in a checkout it is their folders.
    """
    core = Path(__file__).resolve().parents[1]
    shelf = core / "shelf" / FILE
    return read_registry(shelf if shelf.exists() else core.parents[1] / FILE)


def read_registry(path: Path) -> Registry:
    """Read a registry file.

    Raises:
        InputError: it cannot be read, is not TOML, or a key is lacking or wrong; says which, and
            in which line.
    """
    return parse(text_of(path), path)


def text_of(path: Path) -> str:
    """The text of a registry file; raises as `bytes_of` and `text_in`."""
    return text_in(bytes_of(path), path)


def bytes_of(path: Path) -> bytes:
    """What stands in a registry file.

    Raises:
        InputError: it cannot be read, or is larger than any registry is.
    """
    try:
        # What is no file, such as a pipe that nobody writes to, would be waited for.
        if path.exists() and not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
            raise OSError(None, "it is no file")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # a path with a zero character is a ValueError
        reason = reason_of(error)
        raise InputError(
            f"The registry {path} cannot be read: {reason}.",
            "Check that it is there, that the drive is connected and that you may read it.",
        ) from error
    if len(data) > LARGEST:
        raise InputError(
            f"The registry {path} is larger than {LARGEST // 1_000_000} MB, which no registry is.",
            f"Give the folder that holds {FILE}, or that file.",
        )
    return data


def text_in(data: bytes, path: Path) -> str:
    """The text that the bytes of a registry are.

    Raises:
        InputError: they are no UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(
            f"{path}, line {line}: the file is not UTF-8 text.", "Save it as UTF-8."
        ) from error


def parse(text: str, path: Path) -> Registry:
    """Read the text of a registry; `path` is the file it came from.

    Raises:
        InputError: as `read_registry`.
    """
    whole = tables.read(text, RegistryFile, path, FORM)
    head = {field.name: getattr(whole.registry, field.name) for field in fields(Head)}
    del head["format"]
    return Registry(**head, entries=whole.tool, path=path)


def _format_of(number: object) -> object:
    if number != FORMAT:
        raise Wrong(
            f"this is a registry of format {number}",
            f"This version reads format {FORMAT}; upgrade cstools.",
        )
    return number


@dataclass(frozen=True)
class Head:
    """The table ``[registry]``; see `Registry` for its keys."""

    format: Annotated[int, First(), _format_of]
    name: str = ""
    description: str = ""
    serial: Count = 0
    public_key: str = ""
    id: str = ""


@dataclass(frozen=True)
class RegistryFile:
    """What stands in the file of a registry."""

    registry: Head
    tool: Annotated[tuple[Entry, ...], Most(MOST_TOOLS)] = ()

    def __post_init__(self) -> None:
        names: dict[str, str] = {}
        for number, entry in enumerate(self.tool):
            other = names.get(seen(entry.name))
            if other == entry.name:
                problem, advice = f"the registry lists {other} twice", ""
            elif other is not None:
                problem = f"the name {entry.name} looks like {other}"
                advice = "One of the two may be meant to be taken for the other."
            else:
                names[seen(entry.name)] = entry.name
                continue
            raise Wrong(problem, advice, ("tool", number, "name"))
