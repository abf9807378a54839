"""What a kit says of itself: ``kit.json``, the one file every other file of it is checked by."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Annotated, Any

from cstools.errors import InputError
from cstools.io.tables import Format
from cstools.io.toml_lines import NOT_UNDERSTOOD
from cstools.io.value_checks import among, each, holding, matching
from cstools.plugin.manifest import NAME
from cstools.plugin.receipt import OWN, SHARED

FORMAT = 1
FILE = "kit.json"
WHEELS = "wheels"
REGISTRY = "registry"
DOCS = "documentation.zip"
_SHA256 = re.compile(r"[0-9a-f]{64}")
# What is shown to a person and compared: a version, a platform.
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+!-]{0,63}")
_PLACE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+!-]*(/[A-Za-z0-9][A-Za-z0-9._+!-]*)?")


# What a later version may say besides is left out.
_FORM = Format(FILE, strict=False)


def _is_wheel(name: str) -> bool:
    return name.endswith(".whl") and "/" not in name and _PLACE.fullmatch(name) is not None


def _is_file(path: str, digest: str) -> bool:
    """Whether a line of `files` is a path that stays in the kit, and a digest.

    Besides wheels nothing lies where packages are taken from: a source would be run to build it.
    """
    inside = _PLACE.fullmatch(path) and ".." not in PurePosixPath(path).parts
    fits = not path.startswith(f"{WHEELS}/") or path.endswith(".whl")
    return bool(inside) and fits and _SHA256.fullmatch(digest) is not None


_Word = Annotated[str, matching(_WORD)]
_Wheels = Annotated[tuple[str, ...], each(holding(_is_wheel))]
_Files = Annotated[
    dict[str, str], holding(lambda files: all(_is_file(*pair) for pair in files.items()))
]


@dataclass(frozen=True)
class Tool:
    """A tool of a kit.

    Attributes:
        name: what it is called.
        version: the one release of it in the kit.
        isolation: ``"own"`` or ``"shared"``.
        wheels: file names of what its own environment is built of; empty for a shared tool.
    """

    name: Annotated[str, matching(NAME)]
    version: _Word
    isolation: Annotated[str, among((OWN, SHARED))]
    wheels: _Wheels = ()


@dataclass(frozen=True)
class Kit:
    """What is in a kit, and for which machine.

    Attributes:
        core: version of the core.
        platform: the machine it is for, as wheels name it.
        python: the Python it is for, such as ``3.12``.
        tools: its tools, standards first.
        files: sha256 of every file but ``kit.json``, by its path.
        shared: file names of the wheels that the core is built on, with the tools beside it.
    """

    core: _Word
    platform: _Word
    python: _Word
    tools: tuple[Tool, ...]
    files: _Files
    shared: _Wheels = ()


def dump(kit: Kit) -> str:
    """The text of ``kit.json``."""
    return json.dumps({"format": FORMAT, **asdict(kit)}, indent=2) + "\n"


def parse(text: str | bytes, where: object) -> Kit:
    """Read the text of ``kit.json``.

    Args:
        text: the text.
        where: the kit, for messages.

    Raises:
        InputError: it is of another format, or not what a kit says.
    """
    try:
        body: dict[str, Any] = json.loads(text)
        number = body["format"]
    except NOT_UNDERSTOOD:
        raise _not_understood(where) from None
    if number != FORMAT:
        raise InputError(
            f"The kit {where} is of a format that this version of cstools does not read.",
            "Run the install.py that lies in the kit; it brings the cstools that does.",
        )
    try:
        kit = _FORM.convert(body, Kit)
    except NOT_UNDERSTOOD:
        raise _not_understood(where) from None
    if len({tool.name for tool in kit.tools}) != len(kit.tools):
        raise _not_understood(where)
    return kit


def _not_understood(where: object) -> InputError:
    return InputError(f"The {FILE} of the kit {where} is not understood.", "Get the kit anew.")
