"""How the rules went: how many ran, and why the others did not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.data.context import Check


@dataclass(frozen=True)
class Outcomes:
    """The rules by how they went.

    Attributes:
        total: number of rules.
        clear: rules that ran and found nothing.
        ran: number of rules that ran.
        skipped: rules that could not run, by reason, largest group first.
        failed: rules that broke, by reason, largest group first.
        tools: each tool with the number of its rules that ran, and of all its rules.

    """

    total: int
    clear: list[Check]
    ran: int
    skipped: dict[str, list[Check]]
    failed: dict[str, list[Check]]
    tools: list[tuple[str, int, int]]

    @property
    def skips(self) -> int:
        """Number of rules that could not run."""
        return sum(map(len, self.skipped.values()))

    @property
    def failures(self) -> int:
        """Number of rules that broke."""
        return sum(map(len, self.failed.values()))


def outcomes(checks: Sequence[Check]) -> Outcomes:
    """Sort the rules by how they went."""
    done = [check for check in checks if check.state == "done"]
    return Outcomes(
        total=len(checks),
        clear=[check for check in done if not check.found],
        ran=len(done),
        skipped=_by_reason(checks, "skipped"),
        failed=_by_reason(checks, "failed"),
        tools=_by_tool(checks),
    )


def _by_tool(checks: Sequence[Check]) -> list[tuple[str, int, int]]:
    states: dict[str, list[str]] = {}
    for check in checks:
        states.setdefault(check.tool, []).append(check.state)
    return [(tool, states[tool].count("done"), len(states[tool])) for tool in states]


def _by_reason(checks: Sequence[Check], state: str) -> dict[str, list[Check]]:
    groups: dict[str, list[Check]] = {}
    for check in checks:
        if check.state == state:
            groups.setdefault(check.reason or "No reason was given.", []).append(check)
    return dict(sorted(groups.items(), key=lambda item: -len(item[1])))
