"""What a hook is told besides the data: parameters, a progress reporter, a logger."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cstools.data.figures import Figures

T = TypeVar("T")
State = Literal["done", "skipped", "failed"]


@dataclass(frozen=True)
class Check:
    """How one rule of a validation tool went.

    Attributes:
        rule: the rule's code.
        title: what it looks for.
        severity: ``error``, ``query`` or ``info``.
        state: ``done``, ``skipped`` (what it needs is absent) or ``failed`` (it broke).
        reason: why it was skipped, how it failed, or what bears on its answer; no cell values.
        found: number of rows it flags.
        seconds: how long it took.
        fix: what to do about a row it flags.
        tool: the tool whose rule it is; the run fills it in.
        fits: which rows `reason` is about, where it bears on the answer: the mappings of a
            `RowCondition`.
    """

    rule: str
    title: str
    severity: str
    state: State
    reason: str = ""
    found: int = 0
    seconds: float = 0.0
    fix: str = ""
    tool: str = ""
    fits: Sequence[Mapping[str, Any]] = ()


class Progress(Protocol):
    """Tells the person how far the work is."""

    def track(self, items: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
        """Yield `items`, showing `label` and how many of `total` are done."""
        ...

    def say(self, label: str) -> None:
        """Show what is being done now."""
        ...


class Silent:
    """A progress reporter that shows nothing."""

    def track(self, items: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
        """Yield `items`."""
        yield from items

    def say(self, label: str) -> None:
        """Show nothing."""


@dataclass
class Context:
    """Handed to every hook that asks for it.

    Attributes:
        params: the tool's parameters, already converted and checked against its manifest.
        progress: reports progress to the person; shows nothing when nobody watches.
        log: logger of this tool. Never log a cell value.
        checks: validation tools add one `Check` per rule, so that reports can list what ran.
        notes: sentences the person should read beside the results; no cell values.
        warnings: sentences the person has to read before the results; no cell values.
        figures: what the tool counted and does not hand over with a panel, see
            `cstools.data.figures`; validation and visualisation may both add to it.
        schemas: the schema file of each standard that the tool reads, by the standard's name.
        kept: what the tool keeps from one of its stages for a later one of the same run. A tool in
            an environment of its own starts each stage with nothing kept.
        confinement: what of the operating system held the tool, once it has run in an environment
            of its own; empty beside the core.
    """

    params: Mapping[str, Any] = field(default_factory=dict)
    progress: Progress = field(default_factory=Silent)
    log: logging.Logger = field(default_factory=lambda: logging.getLogger("cstools.tool"))
    checks: list[Check] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    figures: list[Figures] = field(default_factory=list)
    schemas: Mapping[str, Path] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    confinement: str = ""
