"""Data for a run without any: a generated sample, or the example that comes with a tool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools.call import by_standard, load_standard
from cstools.errors import UsageError
from cstools.plugin import discovery
from cstools.runner import inputs, parameters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cstools.data.dataset import Dataset
    from cstools.data.period import Period
    from cstools.runner.state import Run
    from cstools.standard.period import PeriodKind
    from cstools.standard.standard import Sample, Standard

SAMPLE_SIZE = 200
SAMPLE_ERRORS = 0.02
SAMPLE_SEED = 1


def generate(run: Run, params: Mapping[str, Any], values: dict[str, Any]) -> Dataset:
    """Generate data of a standard the tool reads, or take the example that comes with it.

    Args:
        run: the run; what the reader should know of the data is added to its notes.
        params: parameters as they were given.
        values: all parameters; those not given take what goes with the data.

    Raises:
        UsageError: no standard is here to generate.
    """
    examples = _use_examples(run, params, values)
    if not run.manifest.reads and run.manifest.example is not None:
        _note_examples(run, examples)
        run.notes.append("The data are the example that comes with the tool.")
        return inputs.load_tables([run.manifest.folder / run.manifest.example])
    standard = load_standard(_sample_of(run))
    run.progress.say("Generating a sample")
    period = _chosen_period(run, values, standard.schema.period)
    if period is None:
        period = standard.schema.sample_period
    with by_standard(standard.name, "generating a sample"):
        sample = standard.sample(
            size=SAMPLE_SIZE, seed=SAMPLE_SEED, errors=SAMPLE_ERRORS, period=period
        )
        dataset = standard.adopt(sample.dataset)
        if not run.manifest.reads:
            dataset = inputs.as_loose_tables(standard, dataset)
    _use_params_of(run, sample, params, values)
    _note_examples(run, examples - sample.params.keys())
    run.notes.append(_of_a_sample(standard))
    return dataset


def _chosen_period(run: Run, values: Mapping[str, Any], kind: PeriodKind) -> Period | None:
    """The period that was chosen by a parameter, as the standard has it."""
    for name, param in run.manifest.params.items():
        if param.infer == "period" and values[name] is not None:
            return kind.parse(values[name])
    return None


def _use_examples(run: Run, params: Mapping[str, Any], values: dict[str, Any]) -> set[str]:
    """Fill in the example of each parameter that was not given and has one; gives the names."""
    examples = run.manifest.examples()
    names = {name for name in examples if params.get(name) is None}
    for name in names:
        values.update(parameters.convert_one(run.manifest.params[name], examples[name]))
    return names


def _note_examples(run: Run, names: set[str]) -> None:
    """Say where an example took the place of a default."""
    for name, param in run.manifest.params.items():
        if name in names and param.default is not None:
            run.notes.append(
                f"{name} is {param.example} for the sample; on your own data it is "
                f"{param.default} when it is not given."
            )


def _sample_of(run: Run) -> str:
    """The standard to generate: one the tool reads; where it reads any table, one that is here.

    Raises:
        UsageError: there is none.
    """
    known = [name for p in discovery.installed() if p.manifest for name in p.manifest.provides]
    for name in run.manifest.reads or known:
        return name
    raise UsageError(
        f"{run.manifest.name} reads any table, and no data standard is here to generate one.",
        "Install a data standard ('cstools search standard' lists them), or give files.",
    )


def _use_params_of(
    run: Run, sample: Sample, params: Mapping[str, Any], values: dict[str, Any]
) -> None:
    for name, value in sample.params.items():
        if name in run.manifest.params and params.get(name) is None:
            values[name] = value


def _of_a_sample(standard: Standard) -> str:
    """What a reader has to know of generated data."""
    if any(table.child for table in standard.schema.tables.values()):
        return (
            f"The data are a generated sample of {SAMPLE_SIZE} made-up children with "
            "deliberate errors; no real child is in it."
        )
    return "The data are a generated sample with deliberate errors; all of it is made up."
