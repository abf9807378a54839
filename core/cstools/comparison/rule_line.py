"""What a comparison says of each rule."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cstools.comparison.matching import BOTH, FIRST, SECOND
from cstools.comparison.reasons import REASON

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import pandas as pd

    from cstools.comparison.reasons import Fitting
    from cstools.comparison.side import Side, Standing

Outcome = Literal["unexplained", "explained", "not run", "only first", "only second", "agree"]
OUTCOMES: tuple[Outcome, ...] = (
    "unexplained",
    "explained",
    "not run",
    "only first",
    "only second",
    "agree",
)


@dataclass(frozen=True)
class RuleLine:
    """How two tools compare on one rule.

    Attributes:
        rule: its code.
        outcome: ``agree`` when both ran it and flag the same rows; when they flag different rows
            ``explained`` where a documented reason fits each of them, else ``unexplained``; ``not
            run`` when both have it and one or both did not run it; ``only first`` and ``only
            second`` when one tool has it.
        both: rows that both flag.
        only_first: rows that only the first tool flags.
        only_second: rows that only the second tool flags.
        unexplained: rows that only one tool flags and that no documented reason fits.
        regraded: rows that both flag, with different severity.
        first: how it went in the first tool.
        second: how it went in the second tool.
        reasons: the documented reasons, and how many of the rows apart each of them fits.
    """

    rule: str
    outcome: Outcome
    both: int
    only_first: int
    only_second: int
    unexplained: int
    regraded: int
    first: Standing
    second: Standing
    reasons: Sequence[Fitting] = ()

    @property
    def title(self) -> str:
        """What the rule looks for."""
        return self.first.title or self.second.title

    @property
    def apart(self) -> int:
        """Rows that one tool flags and the other does not."""
        return self.only_first + self.only_second

    @property
    def compared(self) -> bool:
        """Whether both ran it."""
        return self.differs or self.outcome == "agree"

    @property
    def differs(self) -> bool:
        """Whether both ran it and flag different rows."""
        return self.outcome in ("unexplained", "explained")


def lines(
    first: Side, second: Side, matched: pd.DataFrame, fitting: Mapping[str, Sequence[Fitting]]
) -> list[RuleLine]:
    """One line for each rule of either tool: what needs looking at first, then by code.

    Args:
        first: one tool.
        second: the other.
        matched: their findings with the reasons that fit, as
            `cstools.comparison.reasons.explain` gives them.
        fitting: how far the reasons of each rule go.
    """
    counts = matched.groupby(["rule", "by"], observed=True).size().to_dict()
    both = matched[matched["by"] == BOTH]
    other = both[both["severity_first"] != both["severity_second"]]
    regraded = other.groupby("rule").size().to_dict()
    unexplained = matched[(matched["by"] != BOTH) & matched[REASON].isna()]
    left = unexplained.groupby("rule").size().to_dict()
    made = [
        _line(
            *(rule, first.standing(rule), second.standing(rule), counts),
            unexplained=int(left.get(rule, 0)),
            regraded=int(regraded.get(rule, 0)),
            reasons=fitting.get(rule, ()),
        )
        for rule in first.codes | second.codes
    ]
    return sorted(made, key=lambda line: (OUTCOMES.index(line.outcome), by_code(line.rule)))


def by_code(rule: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts rule codes as people count: 99 before 101."""
    parts = re.findall(r"[0-9]+|[^0-9]+", rule)
    return tuple((int(part), "") if part.isdecimal() else (sys.maxsize, part) for part in parts)


def _line(
    rule: str,
    first: Standing,
    second: Standing,
    counts: dict[Hashable, int],
    *,
    unexplained: int,
    regraded: int,
    reasons: Sequence[Fitting],
) -> RuleLine:
    both, one, other = (int(counts.get((rule, by), 0)) for by in (BOTH, FIRST, SECOND))
    outcome = _outcome(first, second, one + other, unexplained)
    numbers = (both, one, other, unexplained, regraded)
    return RuleLine(rule, outcome, *numbers, first, second, reasons)


def _outcome(first: Standing, second: Standing, apart: int, unexplained: int) -> Outcome:
    for standing, other, only in ((first, second, "only second"), (second, first, "only first")):
        # What a tool that does not list its rules lacks is not known: rows it passes over count.
        if standing.went == "absent" or (standing.went == "unlisted" and not other.found):
            return only  # type: ignore[return-value]
    if {first.went, second.went} - {"done", "unlisted"}:
        return "not run"
    if not apart:
        return "agree"
    return "unexplained" if unexplained else "explained"
