"""The stages of a run: every hook of every tool, in their order."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from cstools.call import call
from cstools.data import figures as figures_module
from cstools.data import findings as findings_module
from cstools.data.context import Context
from cstools.plugin import discovery
from cstools.runner.completion import own_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cstools.data.dataset import Dataset
    from cstools.data.figures import Figures
    from cstools.data.findings import Findings
    from cstools.data.panel import Panel
    from cstools.plugin.discovery import Plugin
    from cstools.runner.state import Run


@dataclass
class Stages:
    """The stages of one run.

    Attributes:
        run: the run whose tools have them.
        left_out: stages that are not run, whether a tool has them or not.
        contexts: each tool's context by name, once its stages ran.
    """

    run: Run
    left_out: frozenset[str] = frozenset()
    contexts: dict[str, Context] = field(default_factory=dict)
    _codes: dict[str, set[str]] = field(default_factory=dict)

    def carry(
        self, dataset: Dataset, values: Mapping[str, Any]
    ) -> tuple[Dataset, Findings, list[Panel]]:
        """Run every stage for every tool that has it."""
        for plugin in self.run.tools:
            assert plugin.manifest is not None
            self.contexts[plugin.name] = Context(
                params=own_values(plugin.manifest, values),
                progress=self.run.progress,
                log=logging.getLogger(f"cstools.tool.{plugin.name}"),
                schemas=discovery.schemas(plugin.manifest.reads),
            )
        for plugin in self._with("wrangle"):
            dataset = self._wrangled(plugin, dataset)
        findings = findings_module.merge(
            [self._validated(plugin, dataset) for plugin in self._with("validate")]
        )
        panels = [
            panel
            for plugin in self._with("visualise")
            for panel in self._panels(plugin, dataset, findings)
        ]
        return dataset, findings, panels

    def _with(self, stage: str) -> list[Plugin]:
        tools = () if stage in self.left_out else self.run.tools
        return [p for p in tools if p.manifest is not None and stage in p.manifest.stages]

    def _validated(self, plugin: Plugin, dataset: Dataset) -> Findings:
        """A tool's findings; its rules bear its name where an earlier tool has one so called."""
        findings: Findings = self._call(plugin, "validate", dataset=dataset)
        checks = self.contexts[plugin.name].checks
        codes = {*findings["rule"].unique(), *(check.rule for check in checks)}
        others = set().union(*self._codes.values())
        own = {code: f"{code} ({plugin.name})" for code in codes & others}
        checks[:] = [
            replace(check, rule=own.get(check.rule, check.rule), tool=plugin.name)
            for check in checks
        ]
        self._codes[plugin.name] = codes
        return findings_module.rename_rules(findings, own)

    def _wrangled(self, plugin: Plugin, dataset: Dataset) -> Dataset:
        wrangled: Dataset = self._call(plugin, "wrangle", dataset=dataset)
        return wrangled

    def _panels(self, plugin: Plugin, dataset: Dataset, findings: Findings) -> list[Panel]:
        # A copy that shares the data until it is changed: what a tool does to it is its own.
        copy = findings.copy(deep=False)
        panels: list[Panel] = self._call(plugin, "visualise", dataset=dataset, findings=copy)
        return panels

    def figures(self, panels: Sequence[Panel]) -> Figures:
        """What the tools counted: the figures of their panels, and those they gave besides."""
        besides = [
            figures_module.check(figures, name)
            for name, context in self.contexts.items()
            for figures in context.figures
        ]
        drawn = [panel.figures for panel in panels if panel.figures is not None]
        return figures_module.merge([*drawn, *besides])

    def _call(self, plugin: Plugin, stage: str, **arguments: Any) -> Any:
        """Call one hook of one tool; whatever it raises becomes one clear error."""
        context = self.contexts[plugin.name]
        with self.run.timed(stage):
            return call(plugin, stage, arguments, context)

    @property
    def confinement(self) -> dict[str, str]:
        """What held each tool while it ran, in the words of the receipt."""
        return {
            name: context.confinement or "none: only the guard (beside the core)"
            for name, context in self.contexts.items()
        }
