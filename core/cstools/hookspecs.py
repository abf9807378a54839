"""The five hooks. A plugin implements any of them with the `cstools.hookimpl` marker.

A hook implementation may take any subset of the arguments. Tools implement wrangle, validate,
visualise or export; packages that define a data standard implement `cstools_standards`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.context import Context
    from cstools.dataset import Dataset
    from cstools.export import Target
    from cstools.findings import Findings
    from cstools.panels import Panel
    from cstools.runner.result import Result
    from cstools.standard import Standard

PROJECT = "cstools"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def cstools_standards() -> list[Standard]:  # type: ignore[empty-body]
    """Give the data standards this package defines.

    Returns:
        One `Standard` per name under ``provides`` in the manifest.
    """


@hookspec
def cstools_wrangle(dataset: Dataset, context: Context) -> Dataset:  # type: ignore[empty-body]
    """Give a cleaned, derived or reshaped dataset.

    Args:
        dataset: the tables as read, or as the tool before left them. Do not change it in place.
        context: parameters, progress and logger.

    Returns:
        A new Dataset; the hooks after this one see it.
    """


@hookspec
def cstools_validate(dataset: Dataset, context: Context) -> Findings:  # type: ignore[empty-body]
    """Say which rows break which rules.

    Args:
        dataset: the tables to check.
        context: parameters, progress and logger; add one `Check` per rule to ``context.checks``.

    Returns:
        Findings, most easily made with ``cstools.findings.collect``.
    """


@hookspec
def cstools_visualise(  # type: ignore[empty-body]
    dataset: Dataset, findings: Findings, context: Context
) -> list[Panel]:
    """Give the charts and tables of a report.

    Args:
        dataset: the tables.
        findings: what the validation tools found; empty when none ran.
        context: parameters, progress and logger.

    Returns:
        Panels in reading order.
    """


@hookspec
def cstools_export(result: Result, target: Target, context: Context) -> list[Path]:  # type: ignore[empty-body]
    """Write a result in one format.

    Args:
        result: the finished run.
        target: the folder to write into and the format asked for.
        context: parameters, progress and logger.

    Returns:
        The files written, all inside ``target.folder``.
    """
