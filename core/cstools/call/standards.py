"""Data standards: find the one of a name, and hold what its code does."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cstools.call.door import call
from cstools.errors import CstoolsError, ToolError, UsageError, describe
from cstools.plugin import discovery
from cstools.plugin.hooks import STANDARDS
from cstools.standard.period import PeriodKind
from cstools.standard.schema import read_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.plugin.discovery import Plugin
    from cstools.plugin.manifest import Manifest
    from cstools.standard.schema import Schema
    from cstools.standard.standard import Standard


def load_standard(name: str) -> Standard:
    """The data standard of that name.

    Raises:
        UsageError: no installed package provides it.
        ToolError: the package that does is broken.
    """
    for plugin in discovery.installed():
        if plugin.manifest is not None and name in plugin.manifest.provides:
            return _standard(plugin, name)
    raise UsageError(
        f"The data standard '{name}' is not installed.", f"Install cstools-{name} and try again."
    )


def _standard(plugin: Plugin, name: str) -> Standard:
    standards: list[Standard] = call(plugin, STANDARDS, {})
    for standard in standards:
        if standard.name == name:
            return standard
    raise ToolError(
        f"{plugin.name} says it provides {name} but does not.",
        f"Let its cstools_standards return a standard called {name}, or take the name out "
        "of cstools.toml.",
    )


def schema_of(standard: str | None) -> Schema | None:
    """The schema of a standard, read without importing its package where the manifest names it.

    Returns:
        None for data of no standard, and where no installed package gives a schema for it.
    """
    for plugin in discovery.installed():
        if standard is not None and plugin.manifest and standard in plugin.manifest.provides:
            try:
                schema = _written(plugin.manifest)
                if schema is None or schema.name != standard:
                    schema = _standard(plugin, standard).schema
            except CstoolsError:
                return None
            return schema
    return None


def period_kind_of(standard: str | None) -> PeriodKind:
    """What the data of a standard are of; of nothing in particular where that is not known."""
    schema = schema_of(standard)
    return schema.period if schema is not None else PeriodKind()


def _written(manifest: Manifest) -> Schema | None:
    return None if manifest.schema is None else read_schema(manifest.folder / manifest.schema)


@contextmanager
def by_standard(name: str, doing: str) -> Iterator[None]:
    """Hold code of a data standard; whatever goes wrong in it becomes one clear error.

    Raises:
        ToolError: it failed; errors that the standard raises on purpose pass through.
    """
    try:
        yield
    except CstoolsError:
        raise
    except Exception as error:
        raise ToolError(
            f"The data standard {name} failed while {doing}: {describe(error)}",
            "Nothing was written. Tell its maintainer.",
        ) from error
