"""What a kit says of itself: ``kit.json``, the one file every other file of it is checked by."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

from cstools.errors import InputError
from cstools.manifest import NAME
from cstools.receipts import OWN, SHARED

FORMAT = 1
FILE = "kit.json"
WHEELS = "wheels"
REGISTRY = "registry"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PLACE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+!-]*(/[A-Za-z0-9][A-Za-z0-9._+!-]*)?")


@dataclass(frozen=True)
class Tool:
    """A tool of a kit.

    Attributes:
        name: what it is called.
        version: the one release of it in the kit.
        isolation: ``"own"`` or ``"shared"``.
        wheels: file names of what its own environment is built of; empty for a shared tool.
    """

    name: str
    version: str
    isolation: str
    wheels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kit:
    """What is in a kit, and for which machine.

    Attributes:
        core: version of the core.
        platform: the machine it is for, as wheels name it.
        python: the Python it is for, such as ``3.12``.
        tools: its tools, standards first.
        files: sha256 of every file but ``kit.json``, by its path.
    """

    core: str
    platform: str
    python: str
    tools: tuple[Tool, ...]
    files: dict[str, str]


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
    except (ValueError, TypeError, KeyError):
        raise _not_understood(where) from None
    if number != FORMAT:
        raise InputError(
            f"The kit {where} is of a format that this version of cstools does not read.",
            "Run the install.py that lies in the kit; it brings the cstools that does.",
        )
    try:
        tools = tuple(_tool(one) for one in body["tools"])
        kit = Kit(body["core"], body["platform"], body["python"], tools, dict(body["files"]))
    except (ValueError, TypeError, KeyError):
        raise _not_understood(where) from None
    texts = [kit.core, kit.platform, kit.python, *kit.files.values()]
    if not all(isinstance(one, str) for one in texts) or not all(map(_is_file, kit.files.items())):
        raise _not_understood(where)
    return kit


def _tool(body: dict[str, Any]) -> Tool:
    tool = Tool(body["name"], body["version"], body["isolation"], tuple(body["wheels"]))
    right = NAME.fullmatch(tool.name) and tool.isolation in {OWN, SHARED}
    if not right or not all(_PLACE.fullmatch(one) and "/" not in one for one in tool.wheels):
        raise ValueError
    return tool


def _is_file(named: tuple[str, str]) -> bool:
    """Whether a line of `files` is a path that stays in the kit, and a digest."""
    path, digest = named
    inside = _PLACE.fullmatch(path) and ".." not in PurePosixPath(path).parts
    return bool(inside) and _SHA256.fullmatch(digest) is not None


def _not_understood(where: object) -> InputError:
    return InputError(f"The {FILE} of the kit {where} is not understood.", "Get the kit anew.")
