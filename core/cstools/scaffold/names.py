"""Names that a new tool may have."""

from __future__ import annotations

import keyword
import re
import unicodedata
from typing import TYPE_CHECKING

from cstools.errors import UsageError
from cstools.hookspecs import PROJECT
from cstools.plugin.manifest import NAME
from cstools.registry.tool_names import DEVICES, RESERVED, look_alike

if TYPE_CHECKING:
    from collections.abc import Mapping

# Longer ones make paths that some Windows programs cannot open.
LONGEST = 40


def check_name(name: str, taken: Mapping[str, str]) -> str:
    """Give the name back when a new tool may have it.

    Args:
        name: the name.
        taken: names of known tools and standards, each with where it is known from.

    Raises:
        UsageError: it may not; says why and suggests one that is near.
    """
    if not name.strip():
        raise UsageError("The tool has no name.", "Give one, such as late-reviews.")
    _check_form(name)
    _check_reserved(name)
    if name in taken:
        raise UsageError(
            f"The name '{name}' is taken: {taken[name]}.",
            f"Choose another, such as {name}-2, or one that says what yours does differently.",
        )
    alike = look_alike(name, sorted(taken))
    if alike is not None:
        raise UsageError(
            f"The name '{name}' looks like {alike}, which is another tool.",
            "Choose one that nobody takes for it.",
        )
    return name


def _check_form(name: str) -> None:
    near = suggestion(name)
    if near and _reserved(near):
        near = f"{near}-check"
    hint = f"Use '{near}'." if near else "Choose a word or two, such as late-reviews."
    if "/" in name or "\\" in name:
        raise UsageError(
            f"'{name}' is a path, not a name.", f"{hint} --output-dir says where to put it."
        )
    if not NAME.fullmatch(name):
        raise UsageError(
            f"The name '{name}' is not allowed: a name has small letters a to z, digits and single "
            "hyphens, and begins with a letter.",
            hint,
        )
    if len(name) > LONGEST:
        raise UsageError(
            f"The name has {len(name)} characters.", f"Use at most {LONGEST}; two words do."
        )


def _reserved(name: str) -> str:
    """Why a name is kept for something else, in words that follow it; empty when it is not."""
    # Not imported above: the exporters are looked up only when a name is checked.
    from cstools.export import formats

    reasons = {
        **dict.fromkeys(RESERVED, "says too little, and commands use the word"),
        **dict.fromkeys(formats(), "is the name of an output format"),
        **dict.fromkeys((word.lower() for word in keyword.kwlist), "is a word of Python"),
        **dict.fromkeys(DEVICES, "is a device on Windows, where no folder can have that name"),
        PROJECT: "is the name of the core",
    }
    return reasons.get(name, "")


def _check_reserved(name: str) -> None:
    if reason := _reserved(name):
        raise UsageError(f"'{name}' {reason}.", f"Choose another, such as {name}-check.")
    prefix = f"{PROJECT}-"
    if name.startswith(prefix):
        raise UsageError(
            f"The name '{name}' begins with {prefix}, which the package is given anyway.",
            f"Use '{name.removeprefix(prefix)}'.",
        )


def suggestion(text: str) -> str:
    """An allowed name near a text; empty when nothing is left of it."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    near = re.sub(r"[^a-z0-9]+", "-", plain).strip("-").lstrip("0123456789-")[:LONGEST].strip("-")
    return near if NAME.fullmatch(near) else ""
