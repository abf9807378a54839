"""Exporters: each writes a result in one format, behind the hook ``cstools_export``.

A built-in exporter is a module of this package named after its format. Installed tools with the
stage ``export`` add the formats they list under ``produces``.
"""

from __future__ import annotations

import importlib
import pkgutil
import time
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cstools import hookspecs
from cstools.call.guard import guard
from cstools.data.context import Context, Progress, Silent
from cstools.data.target import Target
from cstools.errors import CstoolsError, ToolError, UsageError, describe, kind_of
from cstools.export._receipt import write_receipt
from cstools.export._staging import Staging
from cstools.plugin import discovery, load

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from cstools.data.result import Result

__all__ = ["Target", "check", "formats", "write"]


_EXPECTED = "Nothing was written. Return the list of files it wrote, as pathlib.Path objects."


def formats() -> tuple[str, ...]:
    """The formats that can be asked for: built-in ones and those of installed tools."""
    return tuple(sorted({*_builtin(), *_of_tools()}))


def check(formats: Sequence[str], folder: Path, *, overwrite: bool = False) -> None:
    """Find out before a long run whether its results can be written.

    Raises:
        UsageError: a format is unknown.
        OutputError: the folder holds a run already, or cannot be written.
    """
    for name in formats:
        _exporter(name)
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
    names = sorted(dict.fromkeys(formats), key=lambda name: name == "sql")
    chosen = [_exporter(name) for name in names]
    context = Context(params=result.params, progress=progress or Silent())
    clock = time.perf_counter()
    with Staging(Path(folder), overwrite=overwrite) as staging:
        for name, exporter in chosen:
            context.progress.say(f"Writing {name}")
            target = Target(staging.folder, name, database)
            for path in _call(name, exporter, result, target, context):
                staging.add(path)
        staging.add(write_receipt(result, staging, time.perf_counter() - clock))
        result.notes.extend(note for note in context.notes if note not in result.notes)
        return staging.commit()


def _builtin() -> tuple[str, ...]:
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(name for name in names if not name.startswith("_"))


def _of_tools() -> dict[str, discovery.Plugin]:
    found = {}
    for plugin in discovery.tools():
        if plugin.manifest is not None:
            found.update(dict.fromkeys(plugin.manifest.formats, plugin))
    return found


def _exporter(name: str) -> tuple[str, object]:
    if name in _builtin():
        return name, importlib.import_module(f"{__name__}.{name}")
    of_tools = _of_tools()
    if name in of_tools and of_tools[name].environment is not None:
        return name, _Apart(of_tools[name])
    if name in of_tools:
        manifest = of_tools[name].manifest
        if manifest is not None:
            load.keep_bytecode(manifest.folder)
        with _guarded(name):
            discovery.manager(of_tools[name])  # refuses hooks that do not fit
            return name, discovery.load(of_tools[name])
    raise UsageError(f"There is no format '{name}'.", f"Choose from {', '.join(formats())}.")


def _guarded(name: str, *folders: Path) -> AbstractContextManager[object]:
    """Hold a tool's exporter to its manifest; the built-in ones are the core's own."""
    plugin = None if name in _builtin() else _of_tools()[name]
    if plugin is None or plugin.manifest is None or plugin.environment is not None:
        return nullcontext()
    return guard(plugin.manifest, *folders)


@dataclass(frozen=True)
class _Apart:
    """The exporter of a tool with an environment of its own, where it is held to its manifest."""

    plugin: discovery.Plugin

    @hookspecs.hookimpl
    def cstools_export(self, result: Result, target: Target, context: Context) -> list[Path]:
        from cstools.call.worker import host

        given = {"result": result, "target": target}
        files: list[Path] = host.call(self.plugin, "export", given, context, (target.folder,))
        return files


def _call(
    name: str, exporter: object, result: Result, target: Target, context: Context
) -> list[Path]:
    import pluggy

    hooks = pluggy.PluginManager(hookspecs.PROJECT)
    hooks.add_hookspecs(hookspecs)
    hooks.register(exporter, name)
    try:
        with _guarded(name, target.folder):
            answers = hooks.hook.cstools_export(result=result, target=target, context=context)
    except (CstoolsError, OSError):
        raise  # said by whoever raised it, or by the staging that could not be written to
    except (Exception, SystemExit) as error:  # an exit of the tool's must not end the program
        raise ToolError(
            f"The exporter for {name} failed: {describe(error)}", "Nothing was written."
        ) from error
    if len(answers) != 1:
        raise ToolError(
            f"The exporter for {name} has no cstools_export hook, or the hook returned nothing.",
            _EXPECTED,
        )
    files = answers[0]
    if not isinstance(files, list) or not all(isinstance(one, Path) for one in files):
        raise ToolError(
            f"The exporter for {name} returned {kind_of(files)} from cstools_export, and "
            "no list of paths.",
            _EXPECTED,
        )
    for path in files:
        if not path.is_file():
            raise ToolError(f"The exporter for {name} names a file it did not write.", _EXPECTED)
    return files
