"""The comparison itself: read once, run both, match."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING, Any

from cstools.comparison.pair import Pair, pair
from cstools.comparison.reasons import explain
from cstools.comparison.result import Comparison
from cstools.comparison.rule_line import lines, match
from cstools.comparison.side import Side, examine
from cstools.data.context import Progress, Silent
from cstools.data.dataset import Dataset
from cstools.errors import InputError
from cstools.plugin import discovery
from cstools.runner import parameters
from cstools.runner.completion import complete
from cstools.runner.pipeline import read
from cstools.runner.provenance import provenance
from cstools.runner.request import RunRequest
from cstools.runner.state import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cstools.data.period import Period
    from cstools.plugin.manifest import Param


def compare(
    first: str,
    second: str,
    /,
    data: Any = None,
    *,
    sample: bool = False,
    progress: Progress | None = None,
    ask: Callable[[Param], Any] | None = None,
    **params: Any,
) -> Comparison:
    """Run two validation tools on the same data and match what they find.

    The data are read once. Findings match when rule, table and row are the same.

    Args:
        first: name of an installed tool.
        second: name of another.
        data: a path, several paths, a Dataset, or a mapping of table name to DataFrame.
        sample: compare on generated data of the standard both read, instead of `data`.
        progress: reports progress; nothing is shown by default.
        ask: asked for each required parameter that was neither given nor told by the data; may
            answer None.
        **params: parameters of either tool; each is given to the tools that have it.

    Returns:
        A `Comparison`: its ``matched`` has every finding, its ``lines`` every rule; its ``export``
        writes reports.

    Raises:
        UsageError: a tool or a parameter is unknown or wrong, or the two cannot be compared.
        InputError: the data cannot be read.
        ToolError: a tool broke; names it.
    """
    started = dt.datetime.now().astimezone()
    clock = time.perf_counter()
    tools = pair(discovery.find(first), discovery.find(second))
    run = Run([tools.together], progress or Silent())
    values = tools.values(params)
    with run.telling(), run.timed("read"):
        dataset = read(run, RunRequest(tools.manifest.name, data, params, sample), values)
        _require_standard(tools, dataset)
        complete(run, dataset, values, ask)
    period = run.period
    left, other = (examine(tool, dataset, values, period, run.progress) for tool in tools.tools)
    run.progress.say("Comparing")
    matched = match(left.findings, other.findings)
    matched, fitting = explain(matched, left, other, dataset, _last_year(tools, dataset, values))
    return Comparison(
        tools=tools.manifest,
        first=left,
        second=other,
        params=parameters.describe(values),
        dataset=dataset,
        matched=matched,
        lines=lines(left, other, matched, fitting),
        notes=_notes([*run.warnings, *run.notes], left, other),
        timings={**run.timings, left.name: left.seconds, other.name: other.seconds},
        provenance=_provenance(
            (tools, left, other),
            values,
            dataset,
            started,
            time.perf_counter() - clock,
            period=period,
        ),
    )


def _require_standard(tools: Pair, dataset: Dataset) -> None:
    reads = tools.manifest.reads
    if reads and dataset.standard not in reads:
        raise InputError(
            f"The data are of the standard {dataset.standard or '(none)'}.",
            f"{tools.first.name} and {tools.second.name} both read {', '.join(reads)}.",
        )


def _last_year(tools: Pair, dataset: Dataset, values: Mapping[str, Any]) -> Dataset | None:
    """The data of the year before: found alongside, or given as the parameter that is read so."""
    if dataset.last_year is not None:
        return dataset.last_year
    names = (n for n, param in tools.manifest.params.items() if param.years_before == 1)
    return next((values[n] for n in names if isinstance(values[n], Dataset)), None)


def _notes(notes: list[str], *sides: Side) -> list[str]:
    """Notes on the data, then each tool's own with its name; what both say stands once."""
    common = [note for note in sides[0].notes if note in sides[1].notes]
    own = [f"{s.name}: {note}" for s in sides for note in s.notes if note not in common]
    return list(dict.fromkeys([*notes, *common, *own]))


def _provenance(
    compared_tools: tuple[Pair, Side, Side],
    values: Mapping[str, Any],
    dataset: Dataset,
    started: dt.datetime,
    seconds: float,
    *,
    period: Period | None,
) -> dict[str, Any]:
    tools, *sides = compared_tools
    body = provenance(tools.tools, values, dataset, started, period=period)
    body["duration_seconds"] = round(seconds, 3)
    body["confinement"] = {side.name: side.confinement for side in sides}
    compared = [{"tool": tool.name, "version": tool.version} for tool in tools.tools]
    # Not the receipt of a run of the first tool: nobody is to take its findings for that.
    rest = {key: value for key, value in body.items() if key not in ("tool", "version", "with")}
    return {"compared": compared, **rest}
