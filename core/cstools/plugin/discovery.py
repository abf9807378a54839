"""Discovery of installed tools and standards.

Finding them reads entry-point metadata, receipts and manifests only. A plugin's own code is
imported when it is loaded, and a plugin that cannot be loaded is reported by name while the others
go on.
"""

from __future__ import annotations

import importlib
import importlib.util
import warnings
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

from cstools.errors import ToolError, UsageError, describe, place_of
from cstools.hookspecs import PROJECT, DeprecatedHookWarning
from cstools.io.resemblance import did_you_mean
from cstools.plugin import (
    environment,
    shared,
)
from cstools.plugin import (
    hooks as fitting,
)
from cstools.plugin import (
    load as importing,
)
from cstools.plugin import (
    receipt as receipts,
)
from cstools.plugin.manifest import ApiError, Manifest, read_manifest

if TYPE_CHECKING:
    from collections.abc import Container
    from importlib.metadata import EntryPoint
    from types import ModuleType

    import pluggy

_TAKE_FROM = "Take names and arguments from the reference page 'Hooks'; 'cstools check' finds more."


@dataclass(frozen=True)
class Plugin:
    """An installed package that belongs to cstools.

    Attributes:
        name: entry-point name, the same as the manifest's.
        package: distribution name.
        version: distribution version.
        module: the module that holds the hooks.
        manifest: its manifest, or None when that cannot be read.
        problem: why it cannot be used, or an empty text.
        environment: the folder of its own environment; None when it is installed beside the core.
    """

    name: str
    package: str
    version: str
    module: str
    manifest: Manifest | None
    problem: str = ""
    environment: Path | None = None


@cache
def installed() -> tuple[Plugin, ...]:
    """Every installed plugin, by name, broken ones included."""
    shared.activate()
    apart = {
        name: _apart(name, receipt) for name, receipt in receipts.read_all(receipts.OWN).items()
    }
    beside = {point.name: _plugin(point) for point in entry_points(group=PROJECT)}
    return tuple(sorted({**apart, **beside}.values(), key=lambda plugin: plugin.name))


def tools() -> tuple[Plugin, ...]:
    """Installed plugins that implement at least one stage, or are broken."""
    return tuple(p for p in installed() if p.manifest is None or p.manifest.stages)


def find(name: str) -> Plugin:
    """The installed plugin of that name, with its manifest.

    Raises:
        UsageError: none has the name; suggests close ones.
        ToolError: it is broken.
    """
    by_name = {plugin.name: plugin for plugin in installed()}
    if name not in by_name:
        hint = did_you_mean(name, by_name, "'cstools list' shows what is.", most=3, cutoff=0.5)
        raise UsageError(f"No tool called '{name}' is installed.", hint)
    plugin = by_name[name]
    if plugin.manifest is None:
        raise ToolError(f"The tool {name} cannot be used: {plugin.problem}")
    return plugin


def manifest_of(name: str) -> Manifest:
    """The manifest of an installed plugin; raises as `find` does."""
    plugin = find(name)
    assert plugin.manifest is not None
    return plugin.manifest


def schemas(standards: Container[str]) -> dict[str, Path]:
    """The schema files of these standards by their names; those that have none are left out."""
    return {
        name: plugin.manifest.folder / plugin.manifest.schema
        for plugin in installed()
        if plugin.manifest is not None and plugin.manifest.schema is not None
        for name in plugin.manifest.provides
        if name in standards
    }


def load(plugin: Plugin) -> ModuleType:
    """Import a plugin's module.

    Raises:
        ToolError: importing it fails, or it has an environment of its own; names the tool.
    """
    if plugin.environment is not None:
        raise ToolError(
            f"The tool {plugin.name} has an environment of its own and cannot be loaded here."
        )
    package = plugin.module.split(".")[0]
    try:
        module = importing.import_module(plugin.module)
        shared.use(getattr(module, "__file__", None))
        return module
    except importing.TooLongError as error:
        raise ToolError(
            f"The tool {plugin.name} could not be loaded: importing it took longer than {error} "
            f"and was stopped in {place_of(error, package)}.",
            f"Tell its maintainer: what takes long belongs into a hook. Where the machine is slow, "
            f"set {importing.VARIABLE} to more seconds.",
        ) from error
    except (Exception, SystemExit) as error:
        raise ToolError(
            f"The tool {plugin.name} could not be loaded: {describe(error, package)}",
            f"Reinstall {plugin.package}, or tell its maintainer.",
        ) from error


def manager(*plugins: Plugin) -> pluggy.PluginManager:
    """A pluggy manager with these plugins loaded and checked against the hook specs.

    Raises:
        ToolError: a plugin cannot be loaded, a hook takes an argument that does not exist, or
            there is a hook of a stage that the manifest does not list.
    """
    import pluggy

    from cstools import hookspecs

    hooks = pluggy.PluginManager(PROJECT)
    hooks.add_hookspecs(hookspecs)
    for plugin in plugins:
        module = load(plugin)
        _check_hooks(plugin, module)
        with warnings.catch_warnings():
            # That a hook will change is for the tool's author to know: 'cstools check' says it.
            warnings.simplefilter("ignore", DeprecatedHookWarning)
            try:
                hooks.register(module, plugin.name)
            except pluggy.PluginValidationError as error:
                reason = str(error).splitlines()[-1]
                raise ToolError(
                    f"The tool {plugin.name} does not fit the hooks: {reason}", _TAKE_FROM
                ) from error
    return hooks


def _check_hooks(plugin: Plugin, module: ModuleType) -> None:
    """Refuse a tool whose hooks cannot be called, or would be passed over in silence."""
    for misfit in fitting.misfits(module):
        raise ToolError(
            f"The tool {plugin.name} does not fit the hooks: {misfit}",
            _TAKE_FROM,
        )
    for stage in fitting.unlisted(module, plugin.manifest) if plugin.manifest else ():
        raise ToolError(
            f"The tool {plugin.name} has a hook cstools_{stage}, and its manifest does not list "
            f"the stage {stage}.",
            "List the stage in cstools.toml, or take the hook out.",
        )


def _plugin(point: EntryPoint) -> Plugin:
    package = point.dist.name if point.dist else "?"
    version = point.dist.version if point.dist else "?"
    try:
        manifest = read_manifest(_folder(point.module.split(".")[0]))
        problem = ""
        if manifest.name != point.name:
            raise ToolError(
                f"The manifest is called '{manifest.name}', the entry point '{point.name}'.",
                "Give both the same name.",
            )
    except ToolError as error:
        manifest, problem = None, str(error)
    return Plugin(point.name, package, version, point.module, manifest, problem)


def _apart(name: str, receipt: receipts.Receipt | ToolError) -> Plugin:
    """A tool with an environment of its own, as its receipt and the files there have it."""
    if isinstance(receipt, ToolError):
        return Plugin(name, "?", "?", "", None, str(receipt))
    folder = receipt.folder
    manifest, problem = None, environment.problem_of(folder)
    advice = f"Run 'cstools repair {name}'."
    if problem:
        problem = f"{problem[0].upper()}{problem[1:]}. {advice}"
    else:
        try:
            package = environment.site_of(folder) / receipt.module.split(".")[0]
            manifest = read_manifest(package)
        except ApiError as error:
            problem = str(error)
        except ToolError as error:
            problem = f"{error.problem} {advice}"
    return Plugin(name, receipt.package, receipt.version, receipt.module, manifest, problem, folder)


def _folder(package: str) -> Path:
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):
        spec = None
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise ToolError(f"Its package {package} cannot be found.", "Reinstall it.")
    return Path(next(iter(places)))
