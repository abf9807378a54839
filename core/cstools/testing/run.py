"""Run a tool in a test."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pluggy

from cstools import hookspecs
from cstools.errors import ToolError, UsageError
from cstools.plugin import discovery
from cstools.plugin.manifest import FILE, read_manifest
from cstools.runner.pipeline import run
from cstools.standard.standard import Sample
from cstools.testing.result import CheckedResult

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cstools.plugin.discovery import Plugin


class RunTool:
    """Runs tools. The fixture ``run_tool`` is one for the session.

    Args:
        *places: folders that may be the project of a tool that was not installed.
    """

    def __init__(self, *places: Path) -> None:
        self._places = places

    def __call__(
        self, name: str, data: Any = None, *, sample: bool = False, **params: Any
    ) -> CheckedResult:
        """Run an installed tool; what it raises comes through as it is.

        A hook or an argument of one that is deprecated gives a warning, which a run keeps silent.

        Args:
            name: the tool.
            data: what `cstools.run` takes: a mapping of table name to DataFrame, a Dataset or
                paths; or what the fixture ``sample`` gave. With a sample go its parameters, as far
                as the tool has them and they are not given here.
            sample: run on the data that ``cstools run NAME --sample`` makes.
            **params: the tool's parameters, and what else `cstools.run` takes.

        Raises:
            UsageError: the tool is not installed, or a parameter is wrong.
        """
        __tracebackhide__ = True
        plugin = self._installed(name)
        if not isinstance(sample, bool):
            raise UsageError(
                "sample is neither True nor False.",
                f'Give a sample as the data: run_tool("{name}", sample("a-standard")).',
            )
        if isinstance(data, Sample):
            data, params = data.dataset, {**_of_sample(plugin, data), **params}
        result = CheckedResult.of(run(name, data, sample=sample, **params))
        # Last, because the tool is to be imported as a run does it.
        _warn_of_deprecated_hooks(plugin)
        return result

    def _installed(self, name: str) -> Plugin:
        __tracebackhide__ = True
        try:
            return discovery.find(name)
        except UsageError:
            for project in self._projects(name):
                raise UsageError(
                    f"{name} is not installed: python -m pip install -e .",
                    f"Run that in the folder {project}.",
                ) from None
            raise

    def _projects(self, name: str) -> Iterator[Path]:
        """Folders of a project that has the tool of this name."""
        for place in self._places:
            for path in (*place.glob(f"*/{FILE}"), *place.glob(f"src/*/{FILE}")):
                try:
                    tool = read_manifest(path.parent).name
                except ToolError:
                    continue
                if tool == name:
                    yield place


def _warn_of_deprecated_hooks(plugin: Plugin) -> None:
    hooks = pluggy.PluginManager(hookspecs.PROJECT)
    hooks.add_hookspecs(hookspecs)
    with suppress(pluggy.PluginValidationError):
        hooks.register(discovery.load(plugin), plugin.name)


def _of_sample(plugin: Plugin, sample: Sample) -> dict[str, Any]:
    known = plugin.manifest.params if plugin.manifest else {}
    return {name: value for name, value in sample.params.items() if name in known}
