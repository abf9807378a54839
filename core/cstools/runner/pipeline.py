"""The run itself: read, wrangle, validate, visualise."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING, Any

from cstools.data.context import Progress, Silent
from cstools.data.result import Result
from cstools.runner import changes, fix_list, parameters
from cstools.runner.job import Job, held
from cstools.runner.provenance import provenance
from cstools.runner.request import RunRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

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
    job = Job(request.tools, progress or Silent())
    values = parameters.convert(job.manifest, request.params)
    before = None if request.since is None else changes.read_earlier(request.since, request.tool)
    places = None if request.teams is None else fix_list.read_teams(request.teams)
    with job.telling():
        with job.timed("read"):
            if request.sample:
                dataset = job.sampled(request.params, values)
            else:
                dataset = job.read(request.data)
            dataset = job.complete(dataset, values, ask)
        job.confirm(confirm)
        read = dataset.rows
        if places is not None:
            places = job.match(places, dataset)
        dataset, findings, panels = job.stages(dataset, values)
    main = job.tools[0]
    seconds = time.perf_counter() - clock
    body = provenance(job.tools, values, dataset, started, period=job.period)
    result = Result(
        tool=job.manifest,
        version=main.version,
        params=parameters.describe(values),
        dataset=dataset,
        findings=findings,
        figures=job.figures(panels),
        panels=panels,
        checks=[check for context in job.contexts.values() for check in context.checks],
        notes=[*job.notes, *(n for context in job.contexts.values() for n in context.notes)],
        warnings=[*job.warnings, *(w for c in job.contexts.values() for w in c.warnings)],
        caveats=tuple(c for p in job.tools for c in (p.manifest.caveats if p.manifest else ())),
        timings=job.timings,
        rows_read=read,
        seconds=seconds,
        provenance={
            **body,
            "confinement": {name: held(context) for name, context in job.contexts.items()},
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
