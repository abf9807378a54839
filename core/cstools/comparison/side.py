"""One of the two tools: what it found, which rules it knows, and how each of them went."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from cstools.call import tell
from cstools.data.difference import Difference, RowCondition
from cstools.data.rule_info import RuleInfo
from cstools.errors import ToolError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cstools.data.context import Check
    from cstools.data.findings import Findings
    from cstools.plugin.discovery import Plugin

Went = Literal["done", "skipped", "failed", "left out", "absent", "unlisted"]


@dataclass(frozen=True)
class Standing:
    """How one rule went in one tool.

    Attributes:
        went: ``done``, ``skipped`` or ``failed`` as the tool said; ``left out`` when it has the
            rule and did not say how it went; ``absent`` when it has no such rule; ``unlisted``
            when it tells nobody which rules it has, and this one found nothing.
        reason: why it was skipped or how it failed.
        title: what the rule looks for.
        severity: as the tool calls it.
        found: number of rows it flags.
        explains: why its answer may be another, in general and in this run.
    """

    went: Went
    reason: str = ""
    title: str = ""
    severity: str = ""
    found: int = 0
    explains: tuple[Difference, ...] = ()

    @property
    def has(self) -> bool:
        """Whether the tool is known to have the rule."""
        return self.went not in ("absent", "unlisted")


@dataclass(frozen=True)
class Side:
    """One tool of a comparison, after it has run.

    Attributes:
        plugin: the tool.
        findings: what it found.
        checks: how each rule went, by code; empty when the tool does not say.
        catalogue: the tool's list of its rules, by code; empty when it has none.
        notes: what the tool wants the reader to know.
        seconds: how long it took.
        confinement: what held it while it ran, as a receipt says it.
    """

    plugin: Plugin
    findings: Findings = field(repr=False)
    checks: Mapping[str, Check]
    catalogue: Mapping[str, RuleInfo]
    notes: tuple[str, ...]
    seconds: float
    confinement: str = ""

    @property
    def name(self) -> str:
        """The tool's name."""
        return self.plugin.name

    @property
    def codes(self) -> set[str]:
        """Codes of the rules it is known to have."""
        return {*self.checks, *self.catalogue, *self._found}

    def standing(self, rule: str) -> Standing:
        """How a rule went."""
        check = self.checks.get(rule)
        entry = self.catalogue.get(rule) or RuleInfo(rule)
        count, title, severity = self._found.get(rule, (0, "", ""))
        went = self._went(rule)
        in_this_run = self._of_this_run(check) if check and went == "done" else ()
        return Standing(
            went,
            reason=check.reason if check and went != "done" else "",
            title=title or (check.title if check else entry.title),
            severity=severity or (check.severity if check else entry.severity),
            found=count,
            explains=(*entry.differs, *in_this_run),
        )

    def _of_this_run(self, check: Check) -> tuple[Difference, ...]:
        """What bore on a rule's answer in this run, where the tool says so."""
        if not check.reason:
            return ()
        try:
            return (Difference(check.reason, tuple(map(RowCondition.of, check.fits))),)
        except ValueError as error:
            raise ToolError(
                f"{self.name} says in a form that cannot be read which rows the reason of rule "
                f"{check.rule} is about: {error}.",
                f"The check's 'fits' has to hold row conditions. {tell(self.plugin)}",
            ) from None

    def _went(self, rule: str) -> Went:
        if rule in self.checks:
            return self.checks[rule].state
        if rule in self._found:
            return "done"
        if rule in self.catalogue:
            # A tool that says of no rule how it went is taken to have run them all.
            return "left out" if self.checks else "done"
        return "absent" if self.checks or self.catalogue else "unlisted"

    @cached_property
    def _found(self) -> dict[str, tuple[int, str, str]]:
        grouped = self.findings.groupby("rule", observed=True).agg(
            rows=("row", "size"), title=("title", "first"), severity=("severity", "first")
        )
        return {
            str(rule): (int(rows), str(title), str(severity))
            for rule, rows, title, severity in grouped.itertuples(name=None)
        }
