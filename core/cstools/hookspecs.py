"""The five hooks. A plugin implements any of them with the `cstools.hookimpl` marker.

A hook implementation may take any subset of the arguments. Tools implement wrangle, validate,
visualise or export; packages that define a data standard implement `cstools_standards`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.data.context import Context
    from cstools.data.dataset import Dataset
    from cstools.data.findings import Findings
    from cstools.data.panel import Panel
    from cstools.data.result import Result
    from cstools.data.target import Target
    from cstools.standard.standard import Standard

__all__ = [
    "PROJECT",
    "DeprecatedHookWarning",
    "cstools_export",
    "cstools_standards",
    "cstools_validate",
    "cstools_visualise",
    "cstools_wrangle",
    "hookimpl",
    "hookspec",
]

PROJECT = "cstools"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class DeprecatedHookWarning(DeprecationWarning):
    """A hook or one of its arguments will go; says since when, and what to use instead.

    A spec names it in ``warn_on_impl`` or ``warn_on_impl_args`` of its marker. A run keeps silent
    about it; ``cstools check`` tells the tool's author.
    """


@hookspec
def cstools_standards() -> list[Standard]:  # type: ignore[empty-body]
    """Give the data standards this package defines.

    Returns:
        One `cstools.Standard` for each name under ``provides`` in the manifest.
    """


@hookspec
def cstools_wrangle(dataset: Dataset, context: Context) -> Dataset:  # type: ignore[empty-body]
    """Give a cleaned, derived or reshaped dataset.

    It is called before the other three. A tool that ``produces = ["tables"]`` has its tables
    written by the formats ``csv``, ``parquet``, ``json`` and ``sql``.

    Args:
        dataset: the tables as read, or as the tool before left them. Do not change it in place.
        context: parameters, progress and logger.

    Returns:
        A new `cstools.Dataset`; all hooks after this one see it.
    """


@hookspec
def cstools_validate(dataset: Dataset, context: Context) -> Findings:  # type: ignore[empty-body]
    """Say which rows break which rules.

    The findings of all tools of a run are put together.

    Args:
        dataset: the tables to check.
        context: parameters, progress and logger. Add one `cstools.Check` for each rule to
            ``context.checks``, also for a rule that was skipped.

    Returns:
        Findings. `cstools.collect` makes them from one `cstools.Flagged` for each rule and table.
    """


@hookspec
def cstools_visualise(  # type: ignore[empty-body]
    dataset: Dataset, findings: Findings, context: Context
) -> list[Panel]:
    """Give the charts and tables of a report.

    Args:
        dataset: the tables.
        findings: what all tools of the run found; empty when none validates.
        context: parameters, progress and logger.

    Returns:
        One `cstools.Panel` for each chart or table, in reading order.
    """


@hookspec
def cstools_export(result: Result, target: Target, context: Context) -> list[Path]:  # type: ignore[empty-body]
    """Write a finished run in one format.

    Args:
        result: the finished run.
        target: the folder to write into and the format asked for.
        context: the parameters of the run, progress and logger.

    Returns:
        The files written, all inside ``target.folder``.
    """
