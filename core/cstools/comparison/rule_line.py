"""Two lists of findings matched by rule, table and row, and what that says of each rule."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cstools.data.findings import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import pandas as pd

    from cstools.comparison.side import RuleStatus, Side
    from cstools.data.findings import Findings

BOTH, FIRST, SECOND = "both", "first", "second"
KEY = ["rule", "table", "row"]
_OTHERS = ["child", "fields", "title"]
_SIDES = {"both": BOTH, "left_only": FIRST, "right_only": SECOND}
MATCHED = ("by", *KEY, *_OTHERS, "severity_first", "severity_second")
REASON = "reason"

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
class Fitting:
    """How far a reason goes for the rows of one rule that the tools judge differently.

    Attributes:
        tool: the tool that gives it.
        reason: the sentence.
        rows: how many of these rows it fits.
        checked: whether that was told from the data; False where the tool does not say how.
    """

    tool: str
    reason: str
    rows: int
    checked: bool


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
    first: RuleStatus
    second: RuleStatus
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


def match(first: Findings, second: Findings) -> pd.DataFrame:
    """Every finding of either list once, with who found it.

    Args:
        first: findings of one tool, in canonical form.
        second: findings of the other, on the same rows.

    Returns:
        The columns of `MATCHED`, sorted by rule, table and row. ``by`` is ``both``, ``first`` or
        ``second``; the severity of the tool that did not find it is missing. Child, fields and
        title are the first tool's where both found it.
    """
    matched = _plain(first).merge(
        _plain(second),
        on=KEY,
        how="outer",
        suffixes=("_first", "_second"),
        indicator="by",
        validate="one_to_one",
    )
    for column in _OTHERS:
        matched[column] = matched[f"{column}_first"].fillna(matched[f"{column}_second"])
    matched["by"] = matched["by"].cat.rename_categories(_SIDES)
    return matched[list(MATCHED)].sort_values(KEY, ignore_index=True)


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
    unsorted = [
        _line(
            *(rule, first.status(rule), second.status(rule), counts),
            unexplained=int(left.get(rule, 0)),
            regraded=int(regraded.get(rule, 0)),
            reasons=fitting.get(rule, ()),
        )
        for rule in first.codes | second.codes
    ]
    return sorted(unsorted, key=lambda line: (OUTCOMES.index(line.outcome), by_code(line.rule)))


def by_code(rule: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts rule codes as people count: 99 before 101."""
    parts = re.findall(r"[0-9]+|[^0-9]+", rule)
    return tuple((int(part), "") if part.isdecimal() else (sys.maxsize, part) for part in parts)


def _line(
    rule: str,
    first: RuleStatus,
    second: RuleStatus,
    counts: dict[Hashable, int],
    *,
    unexplained: int,
    regraded: int,
    reasons: Sequence[Fitting],
) -> RuleLine:
    both, only_first, other = (int(counts.get((rule, by), 0)) for by in (BOTH, FIRST, SECOND))
    outcome = _outcome(first, second, only_first + other, unexplained)
    numbers = (both, only_first, other, unexplained, regraded)
    return RuleLine(rule, outcome, *numbers, first, second, reasons)


def _outcome(first: RuleStatus, second: RuleStatus, apart: int, unexplained: int) -> Outcome:
    for status, other, only in ((first, second, "only second"), (second, first, "only first")):
        # What a tool that does not list its rules lacks is not known: rows it passes over count.
        if status.state == "absent" or (status.state == "unlisted" and not other.found):
            return only  # type: ignore[return-value]
    if {first.state, second.state} - {"done", "unlisted"}:
        return "not run"
    if not apart:
        return "agree"
    return "unexplained" if unexplained else "explained"


def _plain(findings: Findings) -> pd.DataFrame:
    return findings.astype({column: "str" for column in COLUMNS if column != "row"})
