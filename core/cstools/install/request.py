"""What a person asks for: a tool by its name, or one release of it."""

from __future__ import annotations

from dataclasses import dataclass

from packaging.version import Version

from cstools.errors import UsageError
from cstools.plugin.manifest import NAME
from cstools.registry import tool_names

_EXPECTED = "Give NAME or NAME==VERSION, such as late-reviews==1.2; 'cstools search' lists names."


@dataclass(frozen=True)
class ToolRequest:
    """A tool that is asked for.

    Attributes:
        name: the tool.
        version: the one release that will do; empty for the newest that fits.
    """

    name: str
    version: str = ""

    def __str__(self) -> str:
        return f"{self.name}=={self.version}" if self.version else self.name


def requests(*texts: str) -> list[ToolRequest]:
    """What texts ask for, each ``NAME`` or ``NAME==VERSION``.

    Raises:
        UsageError: one is neither.
    """
    return [_request(text) for text in texts]


def _request(text: str) -> ToolRequest:
    name, equals, number = (part.strip() for part in text.partition("=="))
    if not NAME.fullmatch(name):
        near = tool_names.plain(name)
        meant = f"Did you mean {near}? " if NAME.fullmatch(near) and "=" not in name else ""
        raise UsageError(f"'{name}' is not the name of a tool.", meant + _EXPECTED)
    if equals and not _is_version(number):
        raise UsageError(f"'{text}' names no version.", _EXPECTED)
    return ToolRequest(name, number)


def _is_version(text: str) -> bool:
    try:
        Version(text)
    except ValueError:
        return False
    return True
