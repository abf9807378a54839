"""What the receipt says of a run: versions, inputs and their hashes. No cell values."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from cstools.data.period import plain
from cstools.plugin import discovery, packages, receipt
from cstools.plugin.packages import CORE
from cstools.runner import parameters

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from cstools.data.dataset import Dataset
    from cstools.data.period import Period
    from cstools.plugin.discovery import Plugin


def provenance(
    tools: Iterable[Plugin],
    params: Mapping[str, Any],
    dataset: Dataset,
    started: dt.datetime,
    *,
    period: Period | None,
) -> dict[str, Any]:
    """The receipt's body, without what the exporters add."""
    first, *others = tools
    last = dataset.last_year
    return {
        "tool": first.name,
        "version": first.version,
        "with": [{"tool": plugin.name, "version": plugin.version} for plugin in others],
        "core": version(CORE),
        "python": platform.python_version(),
        "platform": sys.platform,
        "environment": packages.shared_digest(),
        "own_environments": _own_environments(
            plugin for plugin in (first, *others) if plugin.environment is not None
        ),
        "standard": dataset.standard,
        "standard_by": _provider(dataset.standard),
        "period": plain(period),
        "params": parameters.describe(params),
        "inputs": _sources(dataset),
        "inputs_last_year": [] if last is None else _sources(last),
        "rows": dataset.rows,
        "rows_last_year": {} if last is None else last.rows,
        "started": started.isoformat(timespec="seconds"),
    }


def _own_environments(tools: Iterable[Plugin]) -> dict[str, str]:
    """Digests of the environments of tools that have their own; a lock file gives the same."""
    receipts = {plugin.name: receipt.read(plugin.name, receipt.OWN) for plugin in tools}
    return {
        name: packages.digest(entry.packages)
        for name, entry in receipts.items()
        if entry is not None
    }


def _provider(standard: str | None) -> str | None:
    """The package, with its version, that reads a standard."""
    for plugin in discovery.installed():
        if plugin.manifest is not None and standard in plugin.manifest.provides:
            return f"{plugin.package} {plugin.version}"
    return None


def _sources(dataset: Dataset) -> list[dict[str, Any]]:
    # File names only: a folder path can name a person.
    return [
        {
            "file": PurePath(source.path).name,
            "sha256": source.sha256,
            "rows": source.rows,
            "tables": list(source.tables),
        }
        for source in dataset.sources
    ]
