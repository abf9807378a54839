"""Import a tool's module and look at its hooks. Runs in the Python that the tool runs in."""

from __future__ import annotations

import importlib
import inspect
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

from cstools import hookspecs
from cstools.call.guard import guard
from cstools.check.sources import holding
from cstools.check.trial.answers import ImportReport
from cstools.check.trial.observer import ImportWatch, RecordingGuard, is_undeclared, printing
from cstools.errors import CstoolsError, describe
from cstools.plugin import hooks as fitting
from cstools.plugin.manifest import Manifest, read_manifest

if TYPE_CHECKING:
    from types import ModuleType

    from cstools.check.trial.answers import TrialJob


def examine(job: TrialJob) -> ImportReport:
    """Import the module of a job and say what came of it."""
    started = time.process_time()
    importlib.import_module("pandas")
    measure = max(time.process_time() - started, 0.05)
    package = Path(job.package)
    manifest = read_manifest(package)
    imported = ImportReport()
    watch = ImportWatch(package)
    noting = RecordingGuard(manifest, only=watch.own)
    started = time.process_time()
    with printing() as printed:
        module = _import(job.module, manifest, imported, noting, watch)
    imported.cost = (time.process_time() - started) / measure
    imported.acts = [*noting.doing, *watch.acts]
    if printed.text.strip():
        imported.acts.append("prints")
    if module is not None:
        _look_at_hooks(module, manifest, imported)
        holders = holding(job.imports)
        imported.distributions = {name: holders[name] for name in job.imports}
    return imported


def _import(
    name: str,
    manifest: Manifest,
    imported: ImportReport,
    noting: RecordingGuard,
    watch: ImportWatch,
) -> ModuleType | None:
    try:
        with guard(manifest), noting, watch:
            return importlib.import_module(name)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # even an exit() is to be told
        if is_undeclared(error):
            imported.refused = error.problem if isinstance(error, CstoolsError) else str(error)
        else:
            imported.error = describe(error, name.partition(".")[0])
    return None


def _look_at_hooks(module: ModuleType, manifest: Manifest, imported: ImportReport) -> None:
    hooks = fitting.hooks_of(module)
    known = [name for name in hooks if fitting.spec(name) is not None]
    imported.stages = [name.removeprefix(fitting.PREFIX) for name in known]
    imported.misfits = [*fitting.misfits(module), *fitting.oversights(module)]
    imported.unmarked = [
        name.removeprefix(fitting.PREFIX)
        for name, value in vars(module).items()
        if name not in hooks and inspect.isfunction(value) and fitting.spec(name) is not None
    ]
    if not imported.misfits:
        imported.deprecated = deprecations(module)
    missing = set(manifest.stages) - set(imported.stages)
    if manifest.provides and fitting.STANDARDS not in imported.stages:
        missing.add(fitting.STANDARDS)
    if imported.misfits or imported.unmarked:
        imported.unfit = "hooks"
    elif missing or fitting.unlisted(module, manifest):
        imported.unfit = "stages"


def deprecations(module: ModuleType) -> list[str]:
    """What is deprecated of the hooks that a module uses, a sentence each."""
    hooks = pluggy.PluginManager(hookspecs.PROJECT)
    hooks.add_hookspecs(hookspecs)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        hooks.register(module)
    return [str(warning.message) for warning in caught]
