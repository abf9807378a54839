"""What is to be run, on what and with what outcome: what a command or a page fills in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from cstools.plugin import discovery

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from cstools.data.result import Result
    from cstools.plugin.discovery import Plugin

FailOn = Literal["error", "query", "never"]
FAIL_ON: tuple[FailOn, ...] = get_args(FailOn)
FORMATS = ("html", "xlsx")


@dataclass(frozen=True)
class Output:
    """Where the outcome is written, and how.

    Attributes:
        folder: where to write; made if it does not exist.
        formats: what to write, such as ``html``.
        overwrite: whether an earlier run in the folder is replaced.
        database: SQLAlchemy URL for the format ``sql``.
    """

    folder: Path
    formats: tuple[str, ...] = FORMATS
    overwrite: bool = False
    database: str | None = None

    @classmethod
    def of(
        cls,
        folder: str | None,
        name: str,
        formats: str,
        overwrite: bool = False,
        database: str | None = None,
    ) -> Output:
        """An output as a person words it.

        Args:
            folder: where to write; without one a new folder here, named after `name` and the time.
            name: what is run.
            formats: names of formats with commas between them.
            overwrite: whether an earlier run in the folder is replaced.
            database: SQLAlchemy URL for the format ``sql``.
        """
        names = tuple(text.strip() for text in formats.split(",") if text.strip())
        stamp = dt.datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
        return cls(Path(folder or f"{name}-{stamp}"), names, overwrite, database)


@dataclass(frozen=True)
class RunRequest:
    """One run, as it is asked for.

    Attributes:
        tool: name of the installed tool; its manifest says how the data are read.
        data: a path, several paths, a Dataset, or a mapping of table name to DataFrame.
        params: parameters of the tool as texts or values; the run converts and checks them.
        sample: whether to run on generated data instead of `data`.
        also: further tools to run on the same data.
        since: folder of an earlier run to compare with.
        teams: a file or DataFrame that says which team or worker each child belongs to.
        fail_on: from which severity on findings count as a failure: ``error``, ``query`` or
            ``never``.
    """

    tool: str
    data: Any = None
    params: Mapping[str, Any] = field(default_factory=dict)
    sample: bool = False
    also: tuple[str, ...] = ()
    since: str | os.PathLike[str] | None = None
    teams: Any = None
    fail_on: FailOn = "never"

    @property
    def tools(self) -> list[Plugin]:
        """The tools to run, the one that reads the data first.

        Raises:
            UsageError: one is not installed.
            ToolError: one is broken.
        """
        return [discovery.find(name) for name in (self.tool, *self.also)]

    def fails(self, result: Result) -> bool:
        """Whether the findings of its run are as severe as `fail_on` says."""
        severe = () if self.fail_on == "never" else FAIL_ON[: FAIL_ON.index(self.fail_on) + 1]
        return bool(result.findings["severity"].isin(severe).any())
