"""Run one tool of a comparison on data that were read already."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from cstools.call import rules_of
from cstools.comparison.side import Side
from cstools.data.dataset import Dataset
from cstools.errors import CstoolsError
from cstools.plugin.manifest import STAGES
from cstools.runner import parameters
from cstools.runner.job import Job, held

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cstools.data.context import Progress
    from cstools.data.period import Period
    from cstools.plugin.discovery import Plugin

# Charts and files play no part in a comparison.
_LEFT_OUT = frozenset(STAGES) - {"wrangle", "validate"}


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
    job = Job([plugin], progress, left_out=_LEFT_OUT)
    given = {name: value for name, value in values.items() if value is not None}
    own = {name: _fresh(value) for name, value in given.items() if name in job.manifest.params}
    progress.say(f"Running {plugin.name}")
    try:
        whole = {**parameters.convert(job.manifest, {}), **own}
        data = job.complete(_fresh(dataset), whole, None)
        _, findings, _ = job.stages(data, whole)
        catalogue = {rule.code: rule for rule in rules_of(plugin, year)}
    except CstoolsError as error:
        raise _naming(plugin, error) from error
    context = job.contexts[plugin.name]
    checks = {check.rule: check for check in context.checks}
    seconds = sum(job.timings.values())
    notes = (*context.warnings, *context.notes)
    return Side(plugin, findings, checks, catalogue, notes, seconds, held(context))


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
