"""The schema of an installed standard, by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.errors import CstoolsError
from cstools.plugin import discovery
from cstools.standard.period import PeriodKind

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.standard.schema import Schema


def schema_of(standard: str | None) -> Schema | None:
    """The schema of a standard, read without importing its package where the manifest names it.

    Returns:
        None for data of no standard, and where no installed package gives a schema for it.
    """
    for plugin in discovery.installed():
        if standard is None or not plugin.manifest or standard not in plugin.manifest.provides:
            continue
        try:
            schema = _written(plugin.manifest.folder, plugin.manifest.schema)
            if schema is None or schema.name != standard:
                schema = discovery.load_standard(standard).schema
        except CstoolsError:
            return None
        return schema
    return None


def period_kind_of(standard: str | None) -> PeriodKind:
    """What the data of a standard are of; of nothing in particular where that is not known."""
    schema = schema_of(standard)
    return schema.period if schema is not None else PeriodKind()


def _written(folder: Path, name: str | None) -> Schema | None:
    from cstools.standard.schema import read_schema

    return None if name is None else read_schema(folder / name)
