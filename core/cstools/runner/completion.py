"""Complete a run's parameters: what the data tell, what a person is asked, what is read besides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools.call import by_standard, load_standard, schema_of
from cstools.data.dataset import Dataset
from cstools.data.period import in_words
from cstools.runner import inputs, parameters
from cstools.runner.period import check_other, check_period, spoken_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cstools.plugin.manifest import Manifest, Param
    from cstools.runner.state import Run


def complete(
    run: Run,
    dataset: Dataset,
    values: dict[str, Any],
    ask: Callable[[Param], Any] | None,
) -> None:
    """Infer what can be inferred, load further datasets, and check what is required.

    Args:
        run: the run; its notes, warnings and period are filled in.
        dataset: the data that were read.
        values: all parameters; those inferred, asked for or read are put into it.
        ask: asked for each required parameter that has no value; may answer None.

    Raises:
        UsageError: a required parameter has no value.
        InputError: a further dataset cannot be read.
    """
    run.tell(dataset)
    chosen_by: Param | None = None
    others: list[Param] = []
    for name, param in run.manifest.params.items():
        if param.infer == "period" and values[name] is None and dataset.period is not None:
            values.update(parameters.convert_one(param, dataset.period))
            period = in_words(dataset.period)
            run.notes.append(f"{name} was not given; the data say {period}.")
        if param.standard_of(run.manifest.reads) and values[name] is not None:
            values[name] = _by_standard(run, param, values[name])
            if param.is_data:
                others.append(param)
        if param.required and values[name] is None and ask is not None:
            values.update(parameters.convert_one(param, ask(param)))
        if param.infer == "period" and values[name] is not None:
            chosen_by = param
    _tell_last_year(run, dataset, others)
    parameters.require(run.manifest, values, _known_of(dataset))
    run.period = dataset.period
    if chosen_by is not None:
        _check_periods(run, dataset, values, chosen_by, others)


def _check_periods(
    run: Run,
    dataset: Dataset,
    values: Mapping[str, Any],
    chosen_by: Param,
    others: Sequence[Param],
) -> None:
    """Set the period that was chosen against the dates of all data that were read."""
    value = values[chosen_by.name]
    schema = schema_of(dataset.standard)
    if schema is None:
        run.period = value
        return
    kind = schema.period
    run.period = period = kind.parse(value)
    run.doubt(check_period(dataset, period, chosen_by, kind))
    for param in others:
        for other in _datasets(values[param.name]):
            if other.standard == dataset.standard:
                run.doubt(check_other(other, period, param, dataset, kind))


def _known_of(dataset: Dataset) -> str:
    """Which periods the data speak of, and which the tool's standard knows."""
    schema = schema_of(dataset.standard)
    if schema is None:
        return ""
    known = f" {schema.title}: {schema.known} are known." if schema.known else ""
    return f"{spoken_for(dataset.dates)}{known}"


def _tell_last_year(run: Run, dataset: Dataset, others: Sequence[Param]) -> None:
    """Say what was seen of the return beside the data, or that one was given in its place."""
    beside = dataset.last_year
    instead = next((param.name for param in others if param.years_before == 1), None)
    if beside is not None and instead is None:
        run.tell(beside)
    elif beside is not None and beside.sources:
        run.notes.append(f"The folder with last year's return was not used: {instead} was given.")


def _by_standard(run: Run, param: Param, value: Any) -> Any:
    """A parameter as a standard has it: its own, or one that the tool reads."""
    if not param.is_data:
        return understood(run.manifest, param, value)
    names = param.standard_of(run.manifest.reads)
    datasets = [
        inputs.read_by(names, place, run.progress, param.option)
        for place in (value if param.many else [value])
    ]
    for dataset in datasets:
        run.tell(dataset, of=param.name)
    return datasets if param.many else datasets[0]


def own_values(manifest: Manifest, values: Mapping[str, Any]) -> dict[str, Any]:
    """A tool's own parameters, its defaults included, each as this tool is to get it.

    Of several tools in one run the first says how the data are read; another may want a parameter
    as the standard understands it where the first takes it as it was given.
    """
    own = parameters.convert(manifest, {})
    for name, param in manifest.params.items():
        if name in values:
            own[name] = values[name]
            if param.load == "standard" and not param.is_data and own[name] is not None:
                own[name] = understood(manifest, param, own[name])
    return own


def understood(manifest: Manifest, param: Param, value: Any) -> Any:
    """A text as the standards that a tool reads understand it, such as a code for a name."""
    for name in manifest.reads:
        with by_standard(name, f"looking up {param.name}"):
            value = load_standard(name).understand(param.name, value)
    return value


def _datasets(value: Any) -> list[Dataset]:
    """The datasets of a parameter, one or several."""
    return [value] if isinstance(value, Dataset) else list(value)
