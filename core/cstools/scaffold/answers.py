"""What a person says of a new tool, checked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cstools.errors import UsageError
from cstools.io.resemblance import did_you_mean
from cstools.plugin.manifest import STAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

ANY_TABLE = "any"
MAINTAINER = "Your name, your council"
_LONGEST_TITLE = 60
_LONGEST_MAINTAINER = 80


@dataclass(frozen=True)
class Wrapped:
    """A function of an existing script that becomes the wrangle stage.

    Attributes:
        name: file name of the script.
        function: name of the function.
        columns: columns that it certainly reads.
        dependencies: what the script needs, as pip writes requirements.
        kind: ``"table"`` for a function of one table, ``"tables"`` for one of several, ``"files"``
            for a script whose file reads were turned into inputs.
        tables: each as its name in the script, the standard's table (empty where there is none or
            it cannot be told), and the columns that are certainly read.
        options: its arguments with a default, each as name, help and lines of the manifest.
    """

    name: str = ""
    function: str = ""
    columns: tuple[str, ...] = ()
    dependencies: tuple[str, ...] = ()
    kind: str = "table"
    tables: tuple[tuple[str, ...], ...] = ()
    options: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Answers:
    """What the template is filled in with.

    Attributes:
        name: of the tool; also the project's folder.
        title: for a reader.
        stages: what it does, in the order in which a run does it.
        reads: the standard it reads; empty for any table.
        maintainer: who looks after it.
        year: of the licence.
        wrapped: the script it wraps, if any.
    """

    name: str
    title: str
    stages: tuple[str, ...]
    reads: str = ""
    maintainer: str = MAINTAINER
    year: int = field(default_factory=lambda: dt.date.today().year)
    wrapped: Wrapped = Wrapped()

    @property
    def package(self) -> str:
        """The import package."""
        return f"cstools_{self.name.replace('-', '_')}"


def title_of(name: str) -> str:
    """A title made of a tool's name."""
    words = name.replace("-", " ")
    return words[:1].upper() + words[1:]


def check_title(text: str) -> str:
    """A title, tidied.

    Raises:
        UsageError: it cannot stand in the files of a project.
    """
    return _line(text, "title", _LONGEST_TITLE).rstrip(". ")


def check_maintainer(text: str) -> str:
    """Who looks after a tool, tidied.

    Raises:
        UsageError: it cannot stand in the files of a project.
    """
    return _line(text, "maintainer", _LONGEST_MAINTAINER)


def _line(text: str, what: str, longest: int) -> str:
    tidied = " ".join(text.split())
    if not tidied.strip(". "):
        raise UsageError(f"The {what} is empty.", f"Give a {what} of a few words.")
    # What is refused would end a text in one of the files that it is written to.
    if not tidied.isprintable() or '"' in tidied or "\\" in tidied:
        raise UsageError(
            f"The {what} has a quotation mark, a backslash or a character that cannot be shown.",
            "Write it without; an apostrophe is fine.",
        )
    if len(tidied) > longest:
        raise UsageError(
            f"The {what} has {len(tidied)} characters.", f"Use at most {longest}; less reads well."
        )
    return tidied


def check_stages(texts: Iterable[str]) -> tuple[str, ...]:
    """The stages in the order in which they run.

    Raises:
        UsageError: one is unknown, or there is none.
    """
    stages = [part.strip().lower() for text in texts for part in text.split(",") if part.strip()]
    for stage in stages:
        if stage not in STAGES:
            advice = f"{did_you_mean(stage, STAGES)} The stages are {', '.join(STAGES)}."
            raise UsageError(f"There is no stage '{stage}'.", advice.lstrip())
    if not stages:
        raise UsageError("The tool has no stage.", f"Give one or more of {', '.join(STAGES)}.")
    return tuple(stage for stage in STAGES if stage in stages)


def check_reads(text: str, known: Collection[str]) -> str:
    """The standard that a tool reads; empty for any table.

    Raises:
        UsageError: no standard has the name.
    """
    name = text.strip().lower()
    if name in {ANY_TABLE, ""}:
        return ""
    if name not in known:
        choices = ", ".join([*sorted(known), ANY_TABLE])
        advice = f"{did_you_mean(name, known)} Choose from {choices} ('{ANY_TABLE}' is any table)."
        raise UsageError(f"There is no data standard '{name}'.", advice.lstrip())
    return name
