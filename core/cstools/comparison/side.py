"""One of the two tools: what it finds, which rules it knows, and how each of them went."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from cstools.call import rules_of, tell
from cstools.data.counts import RuleCount, flagged
from cstools.data.dataset import Dataset
from cstools.data.difference import Difference, RowCondition
from cstools.data.rule_info import RuleInfo
from cstools.errors import CstoolsError, ToolError
from cstools.plugin.manifest import STAGES
from cstools.runner import parameters
from cstools.runner.completion import complete
from cstools.runner.stages import Stages
from cstools.runner.state import Run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cstools.data.context import Check, Progress
    from cstools.data.findings import Findings
    from cstools.data.period import Period
    from cstools.plugin.discovery import Plugin

State = Literal["done", "skipped", "failed", "left out", "absent", "unlisted"]

# Charts and files play no part in a comparison.
_LEFT_OUT = frozenset(STAGES) - {"wrangle", "validate"}


@dataclass(frozen=True)
class RuleStatus:
    """How one rule went in one tool.

    Attributes:
        state: ``done``, ``skipped`` or ``failed`` as the tool said; ``left out`` when it has the
            rule and did not say how it went; ``absent`` when it has no such rule; ``unlisted``
            when it tells nobody which rules it has, and this one found nothing.
        reason: why it was skipped or how it failed.
        title: what the rule looks for.
        severity: as the tool calls it.
        found: number of rows it flags.
        explains: why its answer may be another, in general and in this run.
    """

    state: State
    reason: str = ""
    title: str = ""
    severity: str = ""
    found: int = 0
    explains: tuple[Difference, ...] = ()

    @property
    def has(self) -> bool:
        """Whether the tool is known to have the rule."""
        return self.state not in ("absent", "unlisted")


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
        return {*self.checks, *self.catalogue, *self._flagged}

    def status(self, rule: str) -> RuleStatus:
        """How a rule went."""
        check = self.checks.get(rule)
        entry = self.catalogue.get(rule) or RuleInfo(rule)
        count = self._flagged.get(rule) or RuleCount(rule, "", "")
        state = self._state(rule)
        in_this_run = self._of_this_run(check) if check and state == "done" else ()
        return RuleStatus(
            state,
            reason=check.reason if check and state != "done" else "",
            title=count.title or (check.title if check else entry.title),
            severity=count.severity or (check.severity if check else entry.severity),
            found=count.rows,
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

    def _state(self, rule: str) -> State:
        if rule in self.checks:
            return self.checks[rule].state
        if rule in self._flagged:
            return "done"
        if rule in self.catalogue:
            # A tool that says of no rule how it went is taken to have run them all.
            return "left out" if self.checks else "done"
        return "absent" if self.checks or self.catalogue else "unlisted"

    @cached_property
    def _flagged(self) -> Mapping[str, RuleCount]:
        return flagged(self.findings)


def examine(
    plugin: Plugin,
    dataset: Dataset,
    values: Mapping[str, Any],
    year: Period | None,
    progress: Progress,
) -> Side:
    """Run one tool's checks, and ask it which rules it has.

    Args:
        plugin: the tool.
        dataset: the data; what the tool does to its tables, the other tool does not see.
        values: parameters of both tools; it takes its own. One that is None has its default.
        year: whose rules it lists.
        progress: reports progress.

    Raises:
        CstoolsError: it cannot run, or broke; names the tool.
    """
    run = Run([plugin], progress)
    stages = Stages(run, _LEFT_OUT)
    own = {
        name: _fresh(value)
        for name, value in values.items()
        if value is not None and name in run.manifest.params
    }
    progress.say(f"Running {plugin.name}")
    try:
        whole = {**parameters.convert(run.manifest, {}), **own}
        data = _fresh(dataset)
        complete(run, data, whole, None)
        _, findings, _ = stages.carry(data, whole)
        catalogue = {rule.code: rule for rule in rules_of(plugin, year)}
    except CstoolsError as error:
        raise _naming(plugin, error) from error
    context = stages.contexts[plugin.name]
    checks = {check.rule: check for check in context.checks}
    seconds = sum(run.timings.values())
    notes = (*context.warnings, *context.notes)
    return Side(
        plugin, findings, checks, catalogue, notes, seconds, stages.confinement[plugin.name]
    )


def _fresh(value: Any) -> Any:
    """Tables as views that are copied once somebody changes them."""
    if isinstance(value, Dataset):
        tables = {name: table.copy(deep=False) for name, table in value.items()}
        return replace(value, tables=tables, last_year=_fresh(value.last_year))
    return value.copy(deep=False) if isinstance(value, pd.DataFrame) else value


def _naming(plugin: Plugin, error: CstoolsError) -> CstoolsError:
    """The error with the tool's name in it: of two tools, the reader must know which."""
    if plugin.name in error.problem:
        return error
    return type(error)(f"{plugin.name}: {error.problem}", error.advice)
