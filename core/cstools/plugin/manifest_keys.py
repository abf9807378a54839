"""The keys of a manifest: what kind of value each takes, its words, and names that are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools.errors import ToolError

if TYPE_CHECKING:
    from pathlib import Path

# What every run takes besides the tool's own parameters, on the command line or in Python.
RESERVED = frozenset(
    [
        "also",
        "as_json",
        "ask",
        "confirm",
        "data",
        "database",
        "fail_on",
        "format",
        "formats",
        "help",
        "inputs",
        "json",
        "open",
        "out",
        "overwrite",
        "progress",
        "quiet",
        "sample",
        "since",
        "teams",
        "tool",
        "verbose",
        "with",
        "yes",
    ]
)

_REQUIRED = ("name", "title", "summary", "stages", "reads", "produces", "maintainer", "licence")
_KEYS: dict[str, type | tuple[type, ...]] = {
    "name": str,
    "title": str,
    "summary": str,
    "stages": list,
    "reads": list,
    "produces": list,
    "provides": list,
    "kind": str,
    "maintainer": str,
    "licence": str,
    "status": str,
    "personal_data": str,
    "network": bool,
    "subprocess": bool,
    "writes_outside": bool,
    "caveats": list,
    "schema": str,
    "catalogue": str,
    "api": str,
    "example": str,
}
_PARAM_KEYS: dict[str, type | tuple[type, ...]] = {
    "type": str,
    "required": bool,
    "default": (str, int, float, bool, list),
    "help": str,
    "choices": list,
    "many": bool,
    "infer": str,
    "load": str,
    "standard": str,
    "years_before": int,
    "minimum": (int, float),
    "maximum": (int, float),
    "role": str,
    "example": (str, int, float, bool, list),
}
_SECTIONS: dict[str, type | tuple[type, ...]] = {"tool": dict, "params": dict, "checks": dict}

# Types of parameters that are paths.
PATHS = ("file", "files", "directory")
# What keys of a parameter may say.
_WORDS = {"load": ("standard", "table"), "infer": ("period",), "role": ("area",)}


def check_param(path: Path, section: str, body: dict[str, Any]) -> None:
    """Raise ToolError where a key has a word it cannot have, or two do not go together."""
    for key, words in _WORDS.items():
        if body.get(key, words[0]) not in words:
            raise ToolError(
                f"{path}: [{section}] has an unknown {key}.", f"Known: {', '.join(words)}."
            )
    if "standard" in body and body["type"] not in PATHS:
        raise ToolError(
            f"{path}: [{section}] names a standard and is no file.",
            f"A standard reads files: let the type be one of {', '.join(PATHS)}.",
        )
    if "standard" in body and "load" in body:
        raise ToolError(
            f"{path}: [{section}] has both 'standard' and 'load'.",
            "Keep 'standard' for a standard by name, or load = \"standard\" for the tool's own.",
        )
