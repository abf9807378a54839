"""Import a tool's module and look at its hooks. Runs in the Python that the tool runs in."""

from __future__ import annotations

import importlib
import inspect
import time
import warnings
from difflib import get_close_matches
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pluggy

from cstools import hookspecs
from cstools.checks.trial.answers import Imported
from cstools.checks.trial.watching import ImportWatch, Noting, is_undeclared, printing
from cstools.guard import guard
from cstools.manifest import Manifest, read_manifest
from cstools.plugins import describe

if TYPE_CHECKING:
    from types import ModuleType

    from cstools.checks.trial.answers import Job

_PREFIX = "cstools_"
_STANDARDS = "standards"


def examine(job: Job) -> Imported:
    """Import the module of a job and say what came of it."""
    started = time.process_time()
    importlib.import_module("pandas")
    measure = max(time.process_time() - started, 0.05)
    package = Path(job.package)
    manifest = read_manifest(package)
    imported = Imported()
    noting, watch = Noting(manifest), ImportWatch(package)
    started = time.process_time()
    with printing() as printed:
        module = _import(job.module, manifest, imported, noting, watch)
    imported.cost = (time.process_time() - started) / measure
    imported.acts = [*noting.doing, *watch.acts]
    if printed.text.strip():
        imported.acts.append("prints")
    if module is not None:
        _look_at_hooks(module, manifest, imported)
        held = packages_distributions()
        imported.distributions = {name: held.get(name, []) for name in job.imports}
    return imported


def _import(
    name: str, manifest: Manifest, imported: Imported, noting: Noting, watch: ImportWatch
) -> ModuleType | None:
    try:
        with guard(manifest), noting, watch:
            return importlib.import_module(name)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # even an exit() is to be told
        if is_undeclared(error):
            imported.refused = str(error)
        else:
            imported.error = describe(error, name.partition(".")[0])
    return None


def _look_at_hooks(module: ModuleType, manifest: Manifest, imported: Imported) -> None:
    for name, value in vars(module).items():
        marked = getattr(value, f"{hookspecs.PROJECT}_impl", None)
        if marked is not None:
            _look_at(marked.get("specname") or name, value, imported)
        elif name.startswith(_PREFIX) and inspect.isfunction(value) and _spec(name):
            imported.unmarked.append(name.removeprefix(_PREFIX))
    if not imported.misfits:
        imported.deprecated = deprecations(module)
    lacking = set(manifest.stages) - set(imported.stages)
    if manifest.provides and _STANDARDS not in imported.stages:
        lacking.add(_STANDARDS)
    if imported.misfits or imported.unmarked:
        imported.unfit = "hooks"
    elif lacking:
        imported.unfit = "stages"


def _look_at(name: str, function: Any, imported: Imported) -> None:
    spec = _spec(name)
    if spec is None:
        near = get_close_matches(name, _hooks(), 1)
        hint = f"did you mean {near[0]}?" if near else f"the hooks are {', '.join(_hooks())}."
        imported.misfits.append(f"{name} is no hook; {hint}")
        return
    imported.stages.append(name.removeprefix(_PREFIX))
    known = list(inspect.signature(spec).parameters)
    for one in inspect.signature(function).parameters.values():
        if one.kind in (one.VAR_POSITIONAL, one.VAR_KEYWORD):
            imported.misfits.append(f"{name} takes *{one.name}; name the arguments it uses.")
        elif one.name not in known:
            allowed = ", ".join(known) or "none"
            imported.misfits.append(f"{name} takes '{one.name}'; its arguments are {allowed}.")


def deprecations(module: ModuleType) -> list[str]:
    """What is deprecated of the hooks that a module uses, a sentence each."""
    hooks = pluggy.PluginManager(hookspecs.PROJECT)
    hooks.add_hookspecs(hookspecs)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        hooks.register(module)
    return [str(one.message) for one in heard]


def _hooks() -> list[str]:
    return [name for name in vars(hookspecs) if name.startswith(_PREFIX)]


def _spec(name: str) -> Any:
    return getattr(hookspecs, name, None) if name.startswith(_PREFIX) else None
