"""What each value of a registry may be. What it may not be is refused with file, line and key."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any, Protocol, cast

from packaging.requirements import Requirement
from packaging.version import Version

from cstools.io.characters import unprintable
from cstools.io.toml_lines import NOT_UNDERSTOOD
from cstools.plugin.manifest import LIBRARY, NAME, STAGES, STATUSES
from cstools.plugin.receipt import OWN, SHARED
from cstools.registry.entry import ORIGINS, Origin
from cstools.registry.tool_names import DEVICES, RESERVED

if TYPE_CHECKING:
    from cstools.errors import InputError

KINDS: dict[str, tuple[type, str]] = {
    "str": (str, "a text"),
    "int": (int, "a number"),
    "bool": (bool, "true or false"),
    "tuple[str, ...]": (list, "a list of texts"),
    "tuple[Release, ...]": (list, "[[tool.release]] tables"),
    "Origin": (dict, 'one of { wheel = "…" }, { path = "…" } or { requirement = "…" }'),
}
DATES = {"reviewed_on", "published_on", "verified_on"}
_PACKAGE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
_SHA256 = re.compile(r"([0-9a-f]{64})?")
# Names of files and folders within the registry's: no address, drive, home or option among them.
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._+!-]*+(?:/[A-Za-z0-9][A-Za-z0-9 ._+!-]*+)*+")
# More than any list has. What is longer is refused before anything works on it.
MOST_TOOLS = 5_000
_MOST = 500
_LONGEST = {"name": 64, "version": 64, "package": 128, "title": 200, "sha256": 64}
_LONG = 2_000


class Complaint(Protocol):
    """Makes the error that says what is wrong with a key."""

    def __call__(self, key: str, problem: str, advice: str = "") -> InputError:
        """The error."""
        ...


def value(key: str, found: Any, kind: str, complain: Complaint) -> Any:
    """A value of the kind its field has; raises what `complain` makes."""
    if key in DATES and isinstance(found, dt.date):
        return found.isoformat()
    expected, words = KINDS[kind]
    texts: Any = found
    if not isinstance(found, expected) or isinstance(found, bool) != (expected is bool):
        raise complain(key, f"{key} is {type(found).__name__}", f"Expected {words}.")
    listed = kind == "tuple[str, ...]"
    if listed and not all(isinstance(one, str) for one in texts):
        raise complain(key, f"{key} holds something that is no text", f"Expected {words}.")
    if isinstance(found, list) and len(found) > _MOST:
        raise complain(key, f"{key} lists {len(found):,}", f"No more than {_MOST} are read.")
    if kind == "int" and not 0 <= texts < 2**53:
        raise complain(key, f"{key} is no number that counts something", "Such as 12.")
    for text in texts if listed else [texts] if kind == "str" else []:
        _check_text(key, text, complain)
    return tuple(texts) if listed else found


def _check_text(key: str, text: str, complain: Complaint) -> None:
    most = _LONGEST.get(key, _LONG)
    if len(text) > most:
        raise complain(key, f"{key} has {len(text):,} letters", f"No more than {most:,} are read.")
    hidden = unprintable(text.replace("\n", "").replace("\t", ""))
    if hidden is not None:
        raise complain(
            key,
            f"{key} holds characters that no screen shows, such as {hidden}",
            "Write it in plain letters.",
        )


def check_entry(values: dict[str, Any], complain: Complaint) -> None:
    """Raise what `complain` makes when a value of a ``[[tool]]`` is not one of those it may be."""
    if not NAME.fullmatch(values["name"]):
        raise complain(
            "name",
            f"the name '{values['name']}' is not allowed",
            "Use lower-case letters, digits and single hyphens, starting with a letter.",
        )
    if values["name"] in RESERVED | DEVICES:
        raise complain(
            "name",
            f"the name '{values['name']}' is taken by cstools or by Windows",
            "Choose another name.",
        )
    if not _PACKAGE.fullmatch(values["package"]):
        raise complain("package", "package is no name of a package", "Such as cstools-NAME.")
    if values["status"] not in STATUSES:
        raise complain("status", "unknown status", f"Use one of {', '.join(STATUSES)}.")
    if values.get("kind", "") not in {"", LIBRARY}:
        raise complain("kind", "unknown kind", f"Write {LIBRARY}, or leave the key out.")
    if values["isolation"] not in {SHARED, OWN}:
        raise complain("isolation", "unknown isolation", "Use shared or own.")
    for stage in values["stages"]:
        if stage not in STAGES:
            raise complain("stages", f"unknown stage '{stage}'", f"Stages: {', '.join(STAGES)}.")


def check_release(values: dict[str, Any], complain: Complaint) -> None:
    """Raise what `complain` makes when a value of a ``[[tool.release]]`` is not as it must be."""
    try:
        Version(values["version"])
    except ValueError:
        raise complain("version", "version is no version", "Such as 1.2.") from None
    for text in values["requires"]:
        if _requirement(text) is None:
            raise complain(
                "requires",
                f"'{text[:80]}' is no requirement",
                "Such as python>=3.11, as pip writes it.",
            )
    if not _SHA256.fullmatch(values.get("sha256", "")):
        raise complain("sha256", "sha256 is no digest", "Expected 64 hexadecimal digits.")


def origin(body: dict[str, Any], complain: Complaint) -> Origin:
    """Where a release comes from; a path is given with the slashes that every system takes."""
    if len(body) != 1 or not set(body) <= set(ORIGINS):
        raise complain(
            "from", "'from' is not understood", 'Give one, such as { wheel = "tool-1.0.whl" }.'
        )
    [(kind, place)] = body.items()
    if not isinstance(place, str) or not place:
        raise complain("from", "'from' names nothing", "Expected a text.")
    _check_text("from", place, complain)
    if kind == "requirement":
        needed = _requirement(place)
        if needed is None or needed.url:
            raise complain(
                "from",
                "the requirement is none that a package index can answer",
                'Such as { requirement = "tool==1.0" }, as pip writes it.',
            )
        return Origin("requirement", place)
    if not _beside(place):
        raise complain(
            "from", "'from' leads out of the registry's folder", "Give a path within it."
        )
    place = place.replace("\\", "/")
    if not _PLAIN.fullmatch(place) or any(map(_is_device, place.split("/"))):
        raise complain(
            "from",
            "'from' is no plain path",
            "Use letters, digits and . _ + ! - in the names of files and folders, and none that "
            "Windows keeps for itself.",
        )
    if kind == "wheel" and not place.endswith(".whl"):
        raise complain(
            "from", "'from' names no wheel", 'Such as { wheel = "tool-1.0-py3-none-any.whl" }.'
        )
    return Origin(cast("Any", kind), place)


def _requirement(text: str) -> Requirement | None:
    try:
        return Requirement(text)
    except NOT_UNDERSTOOD:
        return None


def _is_device(name: str) -> bool:
    return name.partition(".")[0].strip().lower() in DEVICES


def _beside(path: str) -> bool:
    """Whether a path stays in its folder, as Windows and as other systems read it."""
    return not any(
        place.is_absolute() or place.drive or place.root or ".." in place.parts
        for place in (PurePosixPath(path), PureWindowsPath(path))
    )
