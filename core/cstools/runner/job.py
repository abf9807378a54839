"""One run in progress: what is read, completed and put through the stages."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from cstools.call import by_standard, call, load_standard, schema_of
from cstools.data import figures as figures_module
from cstools.data import findings as findings_module
from cstools.data.context import Context, Progress
from cstools.data.dataset import Dataset
from cstools.data.period import in_words
from cstools.errors import CstoolsError, UsageError
from cstools.plugin import discovery
from cstools.runner import fix_list, inputs, parameters
from cstools.runner.period import check_other, check_period, spoken_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pandas as pd

    from cstools.data.figures import Figures
    from cstools.data.findings import Findings
    from cstools.data.panel import Panel
    from cstools.data.period import Period
    from cstools.plugin.discovery import Plugin
    from cstools.plugin.manifest import Manifest, Param
    from cstools.standard.period import PeriodKind
    from cstools.standard.standard import Sample, Standard

SAMPLE_SIZE = 200
SAMPLE_ERRORS = 0.02
SAMPLE_SEED = 1


@dataclass
class Job:
    """One run in progress.

    Attributes:
        tools: the tools to run; the first one's manifest says how the data are read.
        progress: reports progress.
        notes: what the reader should know of how the data came in.
        warnings: what the reader has to know before any result.
        timings: seconds by stage.
        period: the period that was chosen or told by the data.
        doubts: those warnings that ask whether the data are of the period they are taken for.
        contexts: each tool's context by name, once its stages ran.
        left_out: stages that are not run, whether a tool has them or not.
    """

    tools: list[Plugin]
    progress: Progress
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    timings: dict[str, float] = field(default_factory=dict)
    period: Period | None = None
    doubts: list[str] = field(default_factory=list)
    contexts: dict[str, Context] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    _codes: dict[str, set[str]] = field(default_factory=dict)

    @property
    def manifest(self) -> Manifest:
        """The first tool's manifest."""
        manifest = self.tools[0].manifest
        assert manifest is not None
        return manifest

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Count the time spent inside for a stage."""
        clock = time.perf_counter()
        yield
        # Several tools can have the same stage; its time is that of all of them.
        self.timings[stage] = self.timings.get(stage, 0.0) + time.perf_counter() - clock

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Let an error that ends the run carry what was seen on reading."""
        try:
            yield
        except CstoolsError as error:
            seen = getattr(error, "__notes__", [])
            for sentence in (*self.warnings, *self.notes):
                if sentence not in seen:
                    error.add_note(sentence)
            raise

    def confirm(self, confirm: Callable[[str], bool] | None) -> None:
        """Ask whether to go on where the data seem to be of another period.

        Raises:
            UsageError: the answer was no.
        """
        if self.doubts and confirm is not None and not confirm(" ".join(self.doubts)):
            raise UsageError("Stopped; nothing was written.", "Run it again with the right period.")

    def match(self, teams: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
        """The team file, matched with the children of the return."""
        matched = fix_list.match(teams, dataset)
        if matched.note:
            (self.warnings if matched.weighty else self.notes).append(matched.note)
        return matched.teams

    def read(self, data: Any) -> Dataset:
        """Read what the user points at."""
        self.progress.say("Reading")
        return inputs.read(self.manifest, data, self.progress)

    def sampled(self, given: Mapping[str, Any], values: dict[str, Any]) -> Dataset:
        """Generate data, and take the parameters that go with it where none were given."""
        examples = self._use_examples(given, values)
        if not self.manifest.reads and self.manifest.example is not None:
            self._note_examples(examples)
            self.notes.append("The data are the example that comes with the tool.")
            return inputs.load_tables([self.manifest.folder / self.manifest.example])
        standard = load_standard(self._sample_of())
        self.progress.say("Generating a sample")
        period = self._chosen_period(values, standard.schema.period)
        if period is None:
            period = standard.schema.sample_period
        with by_standard(standard.name, "generating a sample"):
            sample = standard.sample(
                size=SAMPLE_SIZE, seed=SAMPLE_SEED, errors=SAMPLE_ERRORS, period=period
            )
            dataset = standard.adopt(sample.dataset)
            if not self.manifest.reads:
                dataset = inputs.as_loose_tables(standard, dataset)
        self._use_params_of(sample, given, values)
        self._note_examples(examples - sample.params.keys())
        self.notes.append(_of_a_sample(standard))
        return dataset

    def _chosen_period(self, values: Mapping[str, Any], kind: PeriodKind) -> Period | None:
        """The period that was chosen by a parameter, as the standard has it."""
        for name, param in self.manifest.params.items():
            if param.infer == "period" and values[name] is not None:
                return kind.parse(values[name])
        return None

    def _use_examples(self, given: Mapping[str, Any], values: dict[str, Any]) -> set[str]:
        """Fill in the example of each parameter that was not given and has one; gives the names."""
        examples = self.manifest.examples()
        lacking = {name for name in examples if given.get(name) is None}
        for name in lacking:
            values.update(parameters.convert_one(self.manifest.params[name], examples[name]))
        return lacking

    def _note_examples(self, names: set[str]) -> None:
        """Say where an example took the place of a default."""
        for name, param in self.manifest.params.items():
            if name in names and param.default is not None:
                self.notes.append(
                    f"{name} is {param.example} for the sample; on your own data it is "
                    f"{param.default} when it is not given."
                )

    def _sample_of(self) -> str:
        """The standard to generate: one the tool reads; where it reads any table, one that is here.

        Raises:
            UsageError: there is none.
        """
        known = [name for p in discovery.installed() if p.manifest for name in p.manifest.provides]
        for name in self.manifest.reads or known:
            return name
        raise UsageError(
            f"{self.manifest.name} reads any table, and no data standard is here to generate one.",
            "Install a data standard ('cstools search standard' lists them), or give files.",
        )

    def _use_params_of(
        self, sample: Sample, given: Mapping[str, Any], values: dict[str, Any]
    ) -> None:
        for name, value in sample.params.items():
            if name in self.manifest.params and given.get(name) is None:
                values[name] = value

    def complete(
        self,
        dataset: Dataset,
        values: dict[str, Any],
        ask: Callable[[Param], Any] | None,
    ) -> Dataset:
        """Infer what can be inferred, load further datasets, and check what is required."""
        self._tell(dataset)
        chosen_by: Param | None = None
        others: list[Param] = []
        for name, param in self.manifest.params.items():
            if param.infer == "period" and values[name] is None and dataset.period is not None:
                values.update(parameters.convert_one(param, dataset.period))
                said = in_words(dataset.period)
                self.notes.append(f"{name} was not given; the data say {said}.")
            if param.standard_of(self.manifest.reads) and values[name] is not None:
                values[name] = self._by_standard(param, values[name])
                if param.is_data:
                    others.append(param)
            if param.required and values[name] is None and ask is not None:
                values.update(parameters.convert_one(param, ask(param)))
            if param.infer == "period" and values[name] is not None:
                chosen_by = param
        self._tell_last_year(dataset, others)
        parameters.require(self.manifest, values, self._known_of(dataset))
        self.period = dataset.period
        if chosen_by is not None:
            self._check_periods(dataset, values, chosen_by, others)
        return dataset

    def _check_periods(
        self,
        dataset: Dataset,
        values: Mapping[str, Any],
        chosen_by: Param,
        others: Sequence[Param],
    ) -> None:
        """Set the period that was chosen against the dates of all data that were read."""
        value = values[chosen_by.name]
        schema = schema_of(dataset.standard)
        if schema is None:
            self.period = value
            return
        kind = schema.period
        self.period = period = kind.parse(value)
        self._doubt(check_period(dataset, period, chosen_by, kind))
        for param in others:
            for other in _datasets(values[param.name]):
                if other.standard == dataset.standard:
                    self._doubt(check_other(other, period, param, dataset, kind))

    def _known_of(self, dataset: Dataset) -> str:
        """Which periods the data speak of, and which the tool's standard knows."""
        schema = schema_of(dataset.standard)
        if schema is None:
            return ""
        known = f" {schema.title}: {schema.known} are known." if schema.known else ""
        return f"{spoken_for(dataset.dates)}{known}"

    def _tell(self, dataset: Dataset, of: str = "") -> None:
        """Take over what was seen on reading a dataset, with the parameter it was given as."""
        of = f"{of}: " if of else ""
        self.notes += [f"{of}{note}" for note in dataset.notes]
        self.warnings += [f"{of}{warning}" for warning in dataset.warnings]

    def _tell_last_year(self, dataset: Dataset, others: Sequence[Param]) -> None:
        """Say what was seen of the return beside the data, or that one was given in its place."""
        beside = dataset.last_year
        instead = next((param.name for param in others if param.years_before == 1), None)
        if beside is not None and instead is None:
            self._tell(beside)
        elif beside is not None and beside.sources:
            self.notes.append(
                f"The folder with last year's return was not used: {instead} was given."
            )

    def _doubt(self, sentence: str) -> None:
        if sentence:
            self.doubts.append(sentence)
            self.warnings.insert(0, sentence)

    def _by_standard(self, param: Param, value: Any) -> Any:
        """A parameter as a standard has it: its own, or one that the tool reads."""
        if not param.is_data:
            return _understood(self.manifest, param, value)
        names = param.standard_of(self.manifest.reads)
        datasets = [
            inputs.read_by(names, one, self.progress, param.option)
            for one in (value if param.many else [value])
        ]
        for dataset in datasets:
            self._tell(dataset, of=param.name)
        return datasets if param.many else datasets[0]

    def stages(
        self, dataset: Dataset, values: Mapping[str, Any]
    ) -> tuple[Dataset, Findings, list[Panel]]:
        """Run every stage for every tool that has it."""
        for plugin in self.tools:
            assert plugin.manifest is not None
            self.contexts[plugin.name] = Context(
                params=_own(plugin.manifest, values),
                progress=self.progress,
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
        tools = () if stage in self.left_out else self.tools
        return [p for p in tools if p.manifest is not None and stage in p.manifest.stages]

    def _validated(self, plugin: Plugin, dataset: Dataset) -> Findings:
        """A tool's findings; its rules bear its name where an earlier tool has one so called."""
        findings: Findings = self._call(plugin, "validate", dataset=dataset)
        checks = self.contexts[plugin.name].checks
        codes = {*findings["rule"].unique(), *(check.rule for check in checks)}
        taken = set().union(*self._codes.values())
        own = {code: f"{code} ({plugin.name})" for code in codes & taken}
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
        given = findings.copy(deep=False)
        panels: list[Panel] = self._call(plugin, "visualise", dataset=dataset, findings=given)
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
        with self.timed(stage):
            return call(plugin, stage, arguments, context)


def _own(manifest: Manifest, values: Mapping[str, Any]) -> dict[str, Any]:
    """A tool's own parameters, its defaults included, each as this tool is to get it.

    Of several tools in one run the first says how the data are read; another may want a parameter
    as the standard understands it where the first takes it as it was given.
    """
    own = parameters.convert(manifest, {})
    for name, param in manifest.params.items():
        if name in values:
            own[name] = values[name]
            if param.load == "standard" and not param.is_data and own[name] is not None:
                own[name] = _understood(manifest, param, own[name])
    return own


def _understood(manifest: Manifest, param: Param, value: Any) -> Any:
    """A text as the standards that a tool reads understand it, such as a code for a name."""
    for name in manifest.reads:
        with by_standard(name, f"looking up {param.name}"):
            value = load_standard(name).understand(param.name, value)
    return value


def _datasets(value: Any) -> list[Dataset]:
    """The datasets of a parameter, one or several."""
    return [value] if isinstance(value, Dataset) else list(value)


def _of_a_sample(standard: Standard) -> str:
    """What a reader has to know of generated data."""
    if any(table.child for table in standard.schema.tables.values()):
        return (
            f"The data are a generated sample of {SAMPLE_SIZE} made-up children with "
            "deliberate errors; no real child is in it."
        )
    return "The data are a generated sample with deliberate errors; all of it is made up."


def held(context: Context) -> str:
    """What held a tool while it ran, in the words of the receipt."""
    return context.confinement or "none: only the guard (beside the core)"
