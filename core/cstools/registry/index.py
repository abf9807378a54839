"""Read ``registry.toml``: which tools there are, who reviewed them, where they come from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Literal, cast

from cstools.errors import InputError
from cstools.manifest import NAME, STAGES, STATUSES

FORMAT = 1
OriginKind = Literal["path", "wheel", "requirement"]
_ORIGINS = ("path", "wheel", "requirement")
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
class Origin:
    """Where a release comes from.

    Attributes:
        kind: ``"path"`` for a project's folder, ``"wheel"`` for a file, both beside the registry,
            or ``"requirement"`` for a package of the index, as pip writes it.
        value: the path relative to the registry's folder, or the requirement.
    """

    kind: OriginKind
    value: str

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


@dataclass(frozen=True)
class Release:
    """One version of a tool.

    Attributes:
        version: the version of its package.
        requires: what it needs of the core and of Python, as pip writes requirements.
        origin: where it comes from.
        sha256: digest of the wheel, or an empty text where it is not fixed.
    """

    version: str
    requires: tuple[str, ...]
    origin: Origin
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
    """A list of tools.

    Attributes:
        name: a word for it.
        description: whose it is and what for, in a sentence.
        entries: its tools.
        path: the file it was read from; what its releases come from is beside it.
    """

    name: str
    description: str
    entries: tuple[Entry, ...]
    path: Path = Path("registry.toml")

    def find(self, name: str) -> Entry | None:
        """The tool of that name."""
        return next((entry for entry in self.entries if entry.name == name), None)


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
    return Registry(head.get("name", ""), head.get("description", ""), tuple(entries), path)


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
    texts = [body["version"], body.get("sha256", ""), *body["requires"]]
    if not all(isinstance(one, str) for one in texts):
        raise InputError(f"{where}: a release has a value that is no text.", _expected(str))
    origin = _origin(f"{where}: release {body['version']}", body["from"])
    return Release(body["version"], tuple(body["requires"]), origin, body.get("sha256", "").lower())


def _origin(where: str, body: object) -> Origin:
    if not isinstance(body, dict) or len(body) != 1 or not set(body) <= set(_ORIGINS):
        raise InputError(
            f"{where}: 'from' is not understood.", 'Give one, such as { wheel = "tool-1.0.whl" }.'
        )
    [(kind, value)] = body.items()
    if not isinstance(value, str) or not value:
        raise InputError(f"{where}: 'from' names nothing.", _expected(str))
    if kind != "requirement" and not _beside(value):
        raise InputError(
            f"{where}: 'from' leads out of the registry's folder.", "Give a path within it."
        )
    return Origin(cast("OriginKind", kind), value)


def _beside(path: str) -> bool:
    """Whether a path stays in its folder, as Windows and as other systems read it."""
    return not any(
        place.is_absolute() or place.drive or place.root or ".." in place.parts
        for place in (PurePosixPath(path), PureWindowsPath(path))
    )


def _expected(kind: type) -> str:
    return "Expected a list." if kind is list else "Expected a text."
