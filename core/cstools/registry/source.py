"""The list of registries a person set up, as it stands in the user's cstools folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import tomlkit

from cstools.errors import InputError, OutputError, reason_of
from cstools.io.files import put_text
from cstools.io.tables import Format, Raw
from cstools.io.toml_lines import NOT_UNDERSTOOD
from cstools.plugin import home
from cstools.registry.entry import FILE
from cstools.registry.memory import resolved

if TYPE_CHECKING:
    from collections.abc import Iterable

BUNDLED_PRIORITY = 50
PRIORITY = 100


@dataclass(frozen=True)
class Source:
    """One registry a person set up.

    Attributes:
        name: what the person calls it.
        path: its file.
        priority: where two registries have a tool, the one with the lower number is taken; the
            registry that comes with the core has 50.
        public_key: the key it was signed with when it was added; empty when it was not signed.
    """

    name: str
    path: Annotated[Path, Raw(str, "a path", Path)]
    priority: int = PRIORITY
    public_key: str = ""

    @property
    def copy(self) -> Path:
        """Where the registry as it was last read is kept."""
        return home.home() / "registries" / f"{self.name}.toml"


@dataclass(frozen=True)
class _Sources:
    """The file that lists them."""

    registry: tuple[Source, ...] = ()


# What a later version may have written besides is left out.
_FORM = Format("list of registries", strict=False)


def path_of(place: str | Path) -> Path:
    """The registry file at a place: a file, or a folder that holds one."""
    path = Path(place).expanduser().absolute()
    return path / FILE if path.is_dir() else path


def sources() -> list[Source]:
    """The registries that were set up, the one that comes with the core left out; best first.

    Raises:
        InputError: the file that lists them cannot be read.
    """
    try:
        raw = tomllib.loads(_settings().read_text(encoding="utf-8"))
        entries = _FORM.convert(raw, _Sources).registry
    except (FileNotFoundError, NotADirectoryError):
        return []
    except (OSError, *NOT_UNDERSTOOD):
        raise InputError(
            f"The list of your registries {_settings()} cannot be read.",
            "Remove that file and add them again: cstools registry add PLACE",
        ) from None
    return sorted(entries, key=lambda source: source.priority)


def find(name: str) -> Source | None:
    """The registry of that name that was set up."""
    return next((source for source in sources() if source.name == name), None)


def at(place: str) -> Source:
    """The registry that was set up under a name or at a place, or one for the place as it is."""
    named = find(place)
    if named is not None:
        return named
    path = path_of(place)
    known = sources()
    plain = next((source for source in known if source.path == path), None)
    return plain or next(
        (source for source in known if same_file(source.path, path)), Source("", path)
    )


def same_file(path: Path, other: Path) -> bool:
    """Whether two paths lead to the same file: by links, or by another name of the drive."""
    if resolved(path) == resolved(other):
        return True
    try:
        return path.samefile(other)
    except (OSError, ValueError):
        return False


def save(sources: Iterable[Source]) -> None:
    """Write the list.

    Raises:
        OutputError: it cannot be written.
    """
    document = tomlkit.document()
    tables = tomlkit.aot()
    for source in sources:
        body: dict[str, Any] = {
            "name": source.name,
            "path": str(source.path),
            "priority": source.priority,
        }
        table = tomlkit.table()
        table.update({**body, "public_key": source.public_key} if source.public_key else body)
        tables.append(table)
    document["registry"] = tables
    try:
        put_text(_settings(), tomlkit.dumps(document))
    except OSError as error:
        reason = reason_of(error)
        raise OutputError(
            f"The list of registries {_settings()} cannot be written: {reason}.",
            f"Set {home.VARIABLE} to a folder you may write to.",
        ) from error


def _settings() -> Path:
    return home.home() / "registries.toml"
