"""Prepare the tables of a run for the rules of a tool, as its manifest and standard say."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from cstools.data.dataset import Dataset
from cstools.plugin import discovery
from cstools.plugin.manifest import read_manifest
from cstools.rules.tables import Frame, Return
from cstools.standard.schema import read_schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cstools.data.context import Context
    from cstools.data.period import Period
    from cstools.plugin.manifest import Manifest
    from cstools.rules.needs import Derivation
    from cstools.standard.schema import Schema

_KEPT = "cstools.rules"


def prepare(
    module: str,
    dataset: Dataset,
    context: Context,
    *,
    derivations: Sequence[Derivation] = (),
    key: str | Mapping[str, str] = "",
) -> Return:
    """The tables prepared for the rules, the same for each stage of a run that sees this dataset.

    The tool's manifest says what is what: the parameter with ``infer = "period"`` is the period,
    ``ruleset`` the period whose rules are used, the one with ``years_before = 1`` the tables of the
    period before.

    Args:
        module: the ``__name__`` of a module of the tool.
        dataset: the tables.
        context: the tool's context.
        derivations: how columns are worked out that the tables came without.
        key: the column that names the child, for all tables or by table; where it says nothing,
            the column of the role ``child`` in the standard's schema.
    """
    earlier: tuple[Dataset, Return] | None = context.kept.get(_KEPT)
    if earlier is not None and earlier[0] is dataset:
        return earlier[1]
    manifest = manifest_of(module)
    ret = Return(
        _with_last_year(dataset, manifest, context),
        Frame(_schema(dataset, manifest, context), key, derivations, context),
        period=_period(dataset, manifest, context),
        ruleset=context.params.get("ruleset"),
    )
    context.kept[_KEPT] = dataset, ret
    return ret


def manifest_of(module: str) -> Manifest:
    """The manifest of the tool that a module belongs to."""
    package = importlib.import_module(module.split(".", maxsplit=1)[0])
    return read_manifest(Path(str(package.__file__)).parent)


def _period(dataset: Dataset, manifest: Manifest, context: Context) -> Period | None:
    named = (p.name for p in manifest.params.values() if p.infer == "period")
    periods = (context.params.get(name) for name in named)
    return next((period for period in periods if period is not None), dataset.period)


def _with_last_year(dataset: Dataset, manifest: Manifest, context: Context) -> Dataset:
    """The dataset, with the tables of the period before where a parameter gave them."""
    for param in manifest.params.values():
        value = context.params.get(param.name)
        if param.years_before == 1 and isinstance(value, Dataset):
            dataset.last_year = value
    return dataset


def _schema(dataset: Dataset, manifest: Manifest, context: Context) -> Schema | None:
    """The schema the tables are shaped by; None for a tool that reads any table."""
    name = dataset.standard
    if name is None or name not in manifest.reads:
        return None
    # A run hands over where they stand, also to where the standard is not installed.
    schemas = context.schemas or discovery.schemas(manifest.reads)
    return read_schema(schemas[name]) if name in schemas else None
