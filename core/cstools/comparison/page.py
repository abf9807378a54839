"""The page ``comparison.html``: every rule, why the tools differ, and example rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cstools.comparison import words
from cstools.comparison.rule_line import OUTCOMES, Outcome, RuleLine
from cstools.data.result import Result
from cstools.export.html import shell

if TYPE_CHECKING:
    import pandas as pd

    from cstools.comparison.result import Comparison

EXAMPLES = 10
"""How many rows of each of both, only one and only the other stand below a rule."""
_HERE = Path(__file__).parent
_PARTS = ("both", "first", "second")
_NOT_IN_RECEIPT = ("params",)
# The colour of a tag, by what it says.
_LOOKS: dict[Outcome, str] = {
    "unexplained": "error",
    "explained": "query",
    "not run": "info",
    "only first": "info",
    "only second": "info",
    "agree": "plain",
}


@dataclass(frozen=True)
class Group:
    """Example rows of a rule that were flagged by the same tools.

    Attributes:
        by: who flagged them, in words.
        total: how many such rows there are.
        rows: table, row and child of the first of them.
    """

    by: str
    total: int
    rows: list[tuple[str, int, str]]


@dataclass(frozen=True)
class View:
    """A rule as the page shows it.

    Attributes:
        line: the rule.
        outcome: in words.
        look: the colour of its tag.
        unexplained: how much of the difference nobody explains.
        reasons: what the tools say about the difference.
        severity: a sentence where they do not call it the same.
        groups: example rows.
    """

    line: RuleLine
    outcome: str
    look: str
    unexplained: str
    reasons: list[str]
    severity: str
    groups: list[Group]

    @property
    def more(self) -> bool:
        """Whether there is something to unfold."""
        return bool(self.groups or self.reasons or self.severity)


def render(comparison: Comparison) -> str:
    """Give the whole page."""
    examples = comparison.examples(EXAMPLES)
    about = shell.about(
        Result(comparison.tools, "", comparison.params, comparison.dataset)  # for its heading only
    )
    receipt = {k: v for k, v in comparison.provenance.items() if k not in _NOT_IN_RECEIPT}
    return shell.fill(
        "comparison.html",
        folders=(_HERE / "templates",),
        style=shell.asset(shell.STYLE) + shell.asset("comparison.css", _HERE),
        script=shell.asset("comparison.js", _HERE),
        comparison=comparison,
        first=comparison.first,
        second=comparison.second,
        about=about,
        views=[_view(comparison, line, examples) for line in comparison.lines],
        outcomes=_outcomes(comparison),
        receipt=receipt,
    )


def _outcomes(comparison: Comparison) -> list[tuple[Outcome, str, int, str]]:
    """Each outcome with its words, the number of rules and its look."""
    totals = comparison.totals
    return [
        (name, words.outcome(comparison.names, name), totals[name], _LOOKS[name])
        for name in OUTCOMES
    ]


def _view(comparison: Comparison, line: RuleLine, examples: dict[str, pd.DataFrame]) -> View:
    return View(
        line,
        words.outcome(comparison.names, line.outcome),
        _LOOKS[line.outcome],
        words.unexplained(line),
        words.reasons(comparison.names, line),
        words.severity(comparison.names, line),
        _groups(comparison, line, examples.get(line.rule)),
    )


def _groups(
    comparison: Comparison, line: RuleLine, rows_of_rule: pd.DataFrame | None
) -> list[Group]:
    if rows_of_rule is None:
        return []
    totals = (line.both, line.only_first, line.only_second)
    groups = []
    for by, total in zip(_PARTS, totals, strict=True):
        part = rows_of_rule.loc[rows_of_rule["by"] == by, ["table", "row", "child"]]
        who = words.who(comparison.names, by)
        rows = list(part.fillna({"child": "–"}).itertuples(index=False, name=None))
        if total:
            groups.append(Group("by both" if by == "both" else f"only by {who}", total, rows))
    return groups
