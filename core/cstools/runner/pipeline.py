"""The run itself: read, wrangle, validate, visualise."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING, Any

from cstools.data.context import Progress, Silent
from cstools.data.result import Result
from cstools.runner import changes, fix_list, inputs, parameters, sample_data
from cstools.runner.completion import complete
from cstools.runner.provenance import provenance
from cstools.runner.request import RunRequest
from cstools.runner.stages import Stages
from cstools.runner.state import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import pandas as pd

    from cstools.data.dataset import Dataset
    from cstools.plugin.manifest import Param


def run(
    tool: str,
    data: Any = None,
    *,
    sample: bool = False,
    also: Sequence[str] = (),
    since: str | Path | None = None,
    teams: Any = None,
    progress: Progress | None = None,
    ask: Callable[[Param], Any] | None = None,
    confirm: Callable[[str], bool] | None = None,
    **params: Any,
) -> Result:
    """Run a tool.

    Args:
        tool: name of an installed tool.
        data: a path, several paths, a Dataset, or a mapping of table name to DataFrame.
        sample: run on generated data of the standard the tool reads, instead of `data`.
        also: further tools to run on the same data; each stage runs for all before the next.
        since: folder of an earlier run of the tool; the result then lists which findings are new,
            still there or fixed.
        teams: a file or DataFrame that says which team or worker each child belongs to; the result
            then has a fix list for each.
        progress: reports progress; nothing is shown by default.
        ask: asked for each required parameter that was neither given nor told by the data; may
            answer None.
        confirm: asked whether to go on where the data are not of the period they are taken for.
        **params: the tool's parameters; `cstools info TOOL` lists them.

    Returns:
        A `Result`; its ``findings`` is a DataFrame and its ``export`` writes reports.

    Raises:
        UsageError: the tool or a parameter is unknown, missing or wrong.
        InputError: the data cannot be read.
        ToolError: a tool broke or broke its contract.
        Each carries what was seen on reading as its notes (PEP 678).
    """
    request = RunRequest(tool, data, params, sample, tuple(also), since, teams)
    return execute(request, progress=progress, ask=ask, confirm=confirm)


def execute(
    request: RunRequest,
    *,
    progress: Progress | None = None,
    ask: Callable[[Param], Any] | None = None,
    confirm: Callable[[str], bool] | None = None,
) -> Result:
    """Run what a request asks for; the arguments and errors are those of `run`."""
    started = dt.datetime.now().astimezone()
    clock = time.perf_counter()
    run = Run(request.tools, progress or Silent())
    stages = Stages(run)
    values = parameters.convert(run.manifest, request.params)
    before = None if request.since is None else changes.read_earlier(request.since, request.tool)
    places = None if request.teams is None else fix_list.read_teams(request.teams)
    with run.telling():
        with run.timed("read"):
            dataset = read(run, request, values)
            complete(run, dataset, values, ask)
        run.confirm(confirm)
        rows = dataset.rows
        if places is not None:
            places = _matched(run, places, dataset)
        dataset, findings, panels = stages.carry(dataset, values)
    seconds = time.perf_counter() - clock
    contexts = stages.contexts.values()
    result = Result(
        tool=run.manifest,
        version=run.tools[0].version,
        params=parameters.describe(values),
        dataset=dataset,
        findings=findings,
        figures=stages.figures(panels),
        panels=panels,
        checks=[check for context in contexts for check in context.checks],
        notes=[*run.notes, *(note for context in contexts for note in context.notes)],
        warnings=[*run.warnings, *(text for context in contexts for text in context.warnings)],
        caveats=tuple(c for p in run.tools for c in (p.manifest.caveats if p.manifest else ())),
        timings=run.timings,
        rows_read=rows,
        seconds=seconds,
        provenance={
            **provenance(run.tools, values, dataset, started, period=run.period),
            "confinement": stages.confinement,
            "duration_seconds": round(seconds, 3),
        },
    )
    if before is not None:
        changed = changes.compare(before, findings, result.checks)
        result.listings.append(changes.listing(changed))
        result.panels.insert(0, changes.panel(changed))
    if places is not None:
        result.listings.append(fix_list.fix_list(findings, places, result.checks))
    return result


def read(run: Run, request: RunRequest, values: dict[str, Any]) -> Dataset:
    """Read what a request points at, or generate it and the parameters that go with it."""
    if request.sample:
        return sample_data.generate(run, request.params, values)
    run.progress.say("Reading")
    return inputs.read(run.manifest, request.data, run.progress)


def _matched(run: Run, teams: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """The team file, matched with the children of the return."""
    matched = fix_list.match(teams, dataset)
    if matched.note:
        (run.warnings if matched.weighty else run.notes).append(matched.note)
    return matched.teams
