"""What a check of a project gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

Level = Literal["error", "warning", "advice"]
# How the problem of a rule begins that was skipped because another one failed.
UNSEEN = "Not looked at. "
State = Literal["passed", "failed", "skipped", "not applying"]


@dataclass(frozen=True)
class Outcome:
    """How one rule went.

    Attributes:
        rule: the rule's id.
        level: ``"error"``, ``"warning"`` or ``"advice"``; only a failed error fails the check.
        state: ``"passed"``, ``"failed"``, ``"skipped"`` (the manifest says why, or another rule
            that failed stands in the way), or ``"not applying"`` to this kind of package.
        problem: what is wrong, or why it was skipped or does not apply; no cell values.
        fix: what to do about it.
    """

    rule: str
    level: Level
    state: State
    problem: str = ""
    fix: str = ""

    @property
    def unseen(self) -> bool:
        """Whether it was skipped because another rule failed, and not by the tool's author."""
        return self.state == "skipped" and self.problem.startswith(UNSEEN)


@dataclass(frozen=True)
class Report:
    """How a project did.

    Attributes:
        folder: the project.
        tool: name of the tool or standard, or of the folder where the manifest cannot be read.
        version: its version, or an empty text.
        outcomes: one for each rule, in the order of the documentation.
    """

    folder: Path
    tool: str
    version: str
    outcomes: list[Outcome]

    @property
    def passed(self) -> bool:
        """Whether no rule of level error failed."""
        return not any(outcome.level == "error" for outcome in self.in_state("failed"))

    def in_state(self, state: State) -> list[Outcome]:
        """The outcomes of that state."""
        return [outcome for outcome in self.outcomes if outcome.state == state]
