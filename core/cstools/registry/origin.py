"""Where a release comes from: a file or folder beside the registry, or a package of the index."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Annotated, Any, Literal, cast

from packaging.requirements import Requirement

from cstools.io.tables import Raw, Wrong
from cstools.io.toml_lines import NOT_UNDERSTOOD
from cstools.registry.tool_names import DEVICES
from cstools.registry.values import plain_text

OriginKind = Literal["path", "wheel", "requirement"]
ORIGINS: tuple[OriginKind, ...] = ("path", "wheel", "requirement")
# Names of files and folders within the registry's: no address, drive, home or option among them.
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._+!-]*+(?:/[A-Za-z0-9][A-Za-z0-9 ._+!-]*+)*+")


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


def origin_of(body: dict[str, Any]) -> Origin:
    """The origin that a table of one key gives; a path has the slashes that every system takes.

    Raises:
        Wrong: it gives none, or one that leads out of the registry's folder.
    """
    if len(body) != 1 or not set(body) <= set(ORIGINS):
        raise Wrong("'from' is not understood", 'Give one, such as { wheel = "tool-1.0.whl" }.')
    [(kind, value)] = body.items()
    if not isinstance(value, str) or not value:
        raise Wrong("'from' names nothing", "Expected a text.")
    plain_text(value)
    if kind == "requirement":
        return Origin("requirement", _of_index(value))
    return Origin(cast("Any", kind), _beside(kind, value))


def _of_index(value: str) -> str:
    try:
        requirement = Requirement(value)
    except NOT_UNDERSTOOD:
        requirement = None
    if requirement is None or requirement.url:
        raise Wrong(
            "the requirement is none that a package index can answer",
            'Such as { requirement = "tool==1.0" }, as pip writes it.',
        )
    return value


def _beside(kind: str, value: str) -> str:
    if not _stays(value):
        raise Wrong("'from' leads out of the registry's folder", "Give a path within it.")
    place = value.replace("\\", "/")
    if not _PLAIN.fullmatch(place) or any(map(_is_device, place.split("/"))):
        raise Wrong(
            "'from' is no plain path",
            "Use letters, digits and . _ + ! - in the names of files and folders, and none that "
            "Windows keeps for itself.",
        )
    if kind == "wheel" and not place.endswith(".whl"):
        raise Wrong("'from' names no wheel", 'Such as { wheel = "tool-1.0-py3-none-any.whl" }.')
    return place


def _is_device(name: str) -> bool:
    return name.partition(".")[0].strip().lower() in DEVICES


def _stays(path: str) -> bool:
    """Whether a path stays in its folder, as Windows and as other systems read it."""
    return not any(
        place.is_absolute() or place.drive or place.root or ".." in place.parts
        for place in (PurePosixPath(path), PureWindowsPath(path))
    )


AnOrigin = Annotated[
    Origin,
    Raw(
        dict,
        'one of { wheel = "…" }, { path = "…" } or { requirement = "…" }',
        origin_of,
    ),
]
