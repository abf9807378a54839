"""What single values of a registry may be."""

from __future__ import annotations

import re
from typing import Annotated

from packaging.requirements import Requirement
from packaging.version import Version

from cstools.io.characters import unprintable
from cstools.io.tables import Date, Wrong
from cstools.io.value_checks import among, at_most, each, holding, matching, taken_by
from cstools.plugin.manifest import NAME, STAGES, STATUSES
from cstools.plugin.receipt import OWN, SHARED
from cstools.registry.tool_names import DEVICES, RESERVED

# More than any list has. What is longer is refused before anything works on it.
LONGEST_LIST = 500
_longest = at_most(2_000)
_PACKAGE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
_SHA256 = re.compile(r"([0-9a-f]{64})?")


def plain_text(text: str) -> str:
    """The text, which is of a length that a person reads and has no hidden characters.

    Raises:
        Wrong: it has not.
    """
    hidden = unprintable(_longest(text).replace("\n", "").replace("\t", ""))
    if hidden is not None:
        problem = f"{{key}} holds characters that no screen shows, such as {hidden}"
        raise Wrong(problem, "Write it in plain letters.")
    return text


ToolName = Annotated[
    str,
    at_most(64),
    matching(
        NAME,
        "the name '{value}' is not allowed",
        "Use lower-case letters, digits and single hyphens, starting with a letter.",
    ),
    holding(
        lambda name: name not in RESERVED | DEVICES,
        "the name '{value}' is taken by cstools or by Windows",
        "Choose another name.",
    ),
]
Title = Annotated[str, at_most(200)]
Package = Annotated[
    str,
    at_most(128),
    matching(_PACKAGE, "package is no name of a package", "Such as cstools-NAME."),
]
Status = Annotated[str, among(STATUSES, "unknown status", f"Use one of {', '.join(STATUSES)}.")]
Isolation = Annotated[str, among((SHARED, OWN), "unknown isolation", "Use shared or own.")]
Stages = Annotated[
    tuple[str, ...],
    each(among(STAGES, "unknown stage '{value}'", f"Stages: {', '.join(STAGES)}.")),
]
Day = Annotated[str, Date()]
ReleaseVersion = Annotated[
    str, at_most(64), taken_by(Version, "version is no version", "Such as 1.2.")
]
Requirements = Annotated[
    tuple[str, ...],
    each(
        taken_by(
            Requirement,
            "'{value}' is no requirement",
            "Such as python>=3.11, as pip writes it.",
        )
    ),
]
Sha256 = Annotated[
    str,
    at_most(64),
    str.lower,
    matching(_SHA256, "sha256 is no digest", "Expected 64 hexadecimal digits."),
]
Count = Annotated[
    int,
    holding(
        lambda number: 0 <= number < 2**53,
        "{key} is no number that counts something",
        "Such as 12.",
    ),
]
