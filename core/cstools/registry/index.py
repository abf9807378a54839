"""Read ``registry.toml``: which tools there are, who reviewed them, where they come from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cstools.errors import InputError
from cstools.manifest import NAME, STAGES, STATUSES

FORMAT = 1
_TOOL_KEYS: dict[str, type] = {
    "name": str,
    "title": str,
    "summary": str,
    "stages": list,
    "reads": list,
    "package": str,
    "licence": str,
    "maintainer": str,
    "homepage": str,
    "status": str,
    "reviewed_on": object,
    "isolation": str,
    "release": list,
}
_OPTIONAL = {"reviewed_on", "homepage"}
_RELEASE_KEYS = {"version", "requires", "from", "sha256"}


@dataclass(frozen=True)
class Release:
    """One version of a tool: what it requires and where it comes from."""

    version: str
    requires: tuple[str, ...]
    origin: str
    sha256: str = ""


@dataclass(frozen=True)
class Entry:
    """One tool of a registry; the fields are those of design.md."""

    name: str
    title: str
    summary: str
    stages: tuple[str, ...]
    reads: tuple[str, ...]
    package: str
    licence: str
    maintainer: str
    status: str
    isolation: str
    releases: tuple[Release, ...]
    homepage: str = ""
    reviewed_on: str = ""


@dataclass(frozen=True)
class Registry:
    """A list of tools."""

    name: str
    description: str
    entries: tuple[Entry, ...]


def bundled() -> Registry:
    """The registry that comes with the core, or that of the checkout it runs from."""
    here = Path(__file__).resolve()
    inside = here.with_name("registry.toml")
    return read_registry(inside if inside.exists() else here.parents[3] / "registry.toml")


def read_registry(path: Path) -> Registry:
    """Read a registry file.

    Raises:
        InputError: it cannot be read, is not TOML, or a key is lacking or wrong; says which.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"The registry {path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"The registry {path} is not valid TOML: {error}.") from error
    head = raw.get("registry", {})
    if head.get("format") != FORMAT:
        raise InputError(
            f"The registry {path} is of format {head.get('format')}.",
            f"This version reads format {FORMAT}; upgrade cstools.",
        )
    entries = [_entry(path, number, body) for number, body in enumerate(raw.get("tool", []), 1)]
    names = [entry.name for entry in entries]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"The registry {path} lists {name} twice.")
    return Registry(head.get("name", ""), head.get("description", ""), tuple(entries))


def _entry(path: Path, number: int, body: dict[str, Any]) -> Entry:
    where = f"{path}: [[tool]] number {number}"
    for key, kind in _TOOL_KEYS.items():
        if key not in body and key not in _OPTIONAL:
            raise InputError(f"{where} lacks the key '{key}'.")
        if key in body and not isinstance(body[key], kind):
            raise InputError(f"{where}: {key} is {type(body[key]).__name__}.", _expected(kind))
    unknown = set(body) - set(_TOOL_KEYS)
    if unknown:
        raise InputError(f"{where} has an unknown key '{min(unknown)}'.")
    _check_values(where, body)
    plain: dict[str, Any] = {
        k: tuple(v) if isinstance(v, list) else v for k, v in body.items() if k != "release"
    }
    plain["reviewed_on"] = str(plain.get("reviewed_on", ""))
    return Entry(**plain, releases=tuple(_release(where, one) for one in body["release"]))


def _check_values(where: str, body: dict[str, Any]) -> None:
    if not NAME.fullmatch(body["name"]):
        raise InputError(f"{where}: the name is not allowed.", "Use lower-case words and hyphens.")
    if body["status"] not in STATUSES:
        raise InputError(f"{where}: unknown status.", f"Use one of {', '.join(STATUSES)}.")
    if body["isolation"] not in {"shared", "own"}:
        raise InputError(f"{where}: unknown isolation.", "Use shared or own.")
    if set(body["stages"]) - set(STAGES):
        raise InputError(f"{where}: unknown stage.", f"Stages: {', '.join(STAGES)}.")


def _release(where: str, body: dict[str, Any]) -> Release:
    if set(body) - _RELEASE_KEYS or not {"version", "requires", "from"} <= set(body):
        raise InputError(
            f"{where}: a release has the wrong keys.", f"Keys: {', '.join(sorted(_RELEASE_KEYS))}."
        )
    return Release(
        body["version"], tuple(body["requires"]), str(body["from"]), body.get("sha256", "")
    )


def _expected(kind: type) -> str:
    return "Expected a list." if kind is list else "Expected a text."
