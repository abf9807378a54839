"""Which data standard a script reads, told from the columns and tables that it names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cstools.errors import CstoolsError, UsageError
from cstools.io.resemblance import likely
from cstools.plugin import discovery
from cstools.standard.schema import read_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.scaffold.script import Script
    from cstools.standard.schema import Schema

_FEWEST = 2
_MOST_NAMES = 4


@dataclass(frozen=True)
class Guess:
    """A standard that a script most likely reads.

    Attributes:
        standard: its name.
        columns: some of the columns that say so.
    """

    standard: str
    columns: tuple[str, ...]


def guess(script: Script) -> Guess | None:
    """The standard whose columns a script names, where it names several; None when unclear."""
    fits = []
    for schema in _schemas():
        headings = {name for table in schema.tables.values() for name in table.headings}
        named = tuple(sorted(script.texts & headings))
        if len(named) >= _FEWEST:
            fits.append((len(named), Guess(schema.name, named[:_MOST_NAMES])))
    fits.sort(key=lambda fit: -fit[0])
    if not fits or (len(fits) > 1 and fits[0][0] == fits[1][0]):
        return None
    best = fits[0][1]
    if script.wrapped.kind != "table" and _absent(script, best.standard):
        return None
    return best


def with_tables(script: Script, standard: str) -> Script:
    """The script with the standard's table for each that it reads.

    A function of one table need not say which: it is given every table that has its columns.

    Raises:
        UsageError: one is none of the standard's tables.
    """
    known = {schema.name: schema for schema in _schemas()}
    if standard not in known or not script.wrapped.tables:
        return script
    if script.wrapped.kind == "table":
        name, _, *columns = script.wrapped.tables[0]
        named = likely(name, known[standard].tables) or ""
        return _with(script, ((name, named, *columns),))
    if absent := _absent(script, standard):
        raise UsageError(
            f"{script.name} reads {absent[0]}, which is none of the tables of {standard}.",
            f"Its tables: {', '.join(known[standard].tables)}. Call it so in the script, or make a "
            "tool that reads any table: --reads any.",
        )
    tables = tuple(
        (name, str(_table(known[standard], name, columns)), *columns)
        for name, _, *columns in script.wrapped.tables
    )
    return _with(script, tables)


def _with(script: Script, tables: tuple[tuple[str, ...], ...]) -> Script:
    return replace(script, wrapped=replace(script.wrapped, tables=tables))


def _absent(script: Script, standard: str) -> list[str]:
    schema = next(candidate for candidate in _schemas() if candidate.name == standard)
    return [
        name for name, _, *columns in script.wrapped.tables if _table(schema, name, columns) is None
    ]


def _table(schema: Schema, name: str, columns: list[str]) -> str | None:
    """The table that a script means by a name, or by the columns it reads of it."""
    likeliest = likely(name, schema.tables)
    if likeliest is not None:
        return likeliest
    fits = [
        table.name
        for table in schema.tables.values()
        if columns and {*columns} <= {*table.headings}
    ]
    return fits[0] if len(fits) == 1 else None


def _schemas() -> Iterator[Schema]:
    """The schemas of the installed standards; nothing of theirs is imported."""
    for plugin in discovery.installed():
        if plugin.manifest is not None and plugin.manifest.schema is not None:
            try:
                yield read_schema(plugin.manifest.folder / plugin.manifest.schema)
            except (CstoolsError, OSError):
                continue
