"""Exporters: each writes a result in one format, behind the hook ``cstools_export``.

A built-in exporter is a module of this package named after its format. Installed tools with the
stage ``export`` add the formats they list under ``produces``.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from cstools.call import call, load
from cstools.data.context import Context, Progress, Silent
from cstools.data.target import Target
from cstools.errors import UsageError
from cstools.export import _built_in
from cstools.export._placement import Staging
from cstools.export._receipt import write_receipt
from cstools.plugin import discovery

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from cstools.data.result import Result
    from cstools.plugin.discovery import Plugin

__all__ = ["Target", "check", "formats", "write"]


def formats() -> tuple[str, ...]:
    """The formats that can be asked for: built-in ones and those of installed tools."""
    return tuple(_exporters())


def check(formats: Sequence[str], folder: Path, *, overwrite: bool = False) -> None:
    """Find out before a long run whether its results can be written.

    Raises:
        UsageError: a format is unknown.
        OutputError: the folder holds a run already, or cannot be written.
    """
    _exporters_of(formats)
    with Staging(folder, overwrite=overwrite):
        pass  # left without a commit, it leaves everything as it was


def write(
    result: Result,
    folder: str | os.PathLike[str],
    formats: Sequence[str],
    *,
    overwrite: bool = False,
    database: str | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write a result in several formats, all or nothing, and return the files, receipt last.

    Raises:
        UsageError: a format is unknown.
        OutputError: the folder holds a run already, or cannot be written.
    """
    # A database keeps what it was given even when a later format fails, so it comes last.
    exporters = _exporters_of(sorted(dict.fromkeys(formats), key=lambda name: name == "sql"))
    context = Context(params=result.params, progress=progress or Silent())
    clock = time.perf_counter()
    with Staging(Path(folder), overwrite=overwrite) as staging:
        for name, exporter in exporters.items():
            context.progress.say(f"Writing {name}")
            target = Target(staging.folder, name, database)
            arguments = {"result": result, "target": target}
            for path in call(exporter, "export", arguments, context, staging.folder):
                staging.add(path)
        staging.add(write_receipt(result, staging, time.perf_counter() - clock))
        result.notes.extend(note for note in context.notes if note not in result.notes)
        return staging.commit()


def _exporters_of(names: Sequence[str]) -> dict[str, Plugin]:
    """The exporters of these formats, which can be loaded and have hooks that fit."""
    known = _exporters()
    for name in names:
        if name not in known:
            raise UsageError(f"There is no format '{name}'.", f"Choose from {', '.join(known)}.")
        load(known[name])
    return {name: known[name] for name in names}


def _exporters() -> dict[str, Plugin]:
    """By format, what writes it: of two of the same format the core's own."""
    plugins = (*discovery.tools(), *_built_in.exporters())
    by_format = {
        form: plugin
        for plugin in plugins
        if plugin.manifest is not None
        for form in plugin.manifest.formats
    }
    return dict(sorted(by_format.items()))
