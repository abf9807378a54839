"""The keys of a manifest, the kind of value of each, and names that a parameter may not have."""

from __future__ import annotations

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
