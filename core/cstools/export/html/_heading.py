"""What the report is about: the return, its period and its authority, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cstools.data import words
from cstools.errors import ToolError
from cstools.plugin import discovery
from cstools.standard.schema import Schema, read_schema

if TYPE_CHECKING:
    from cstools.data.dataset import Dataset
    from cstools.data.result import Result

_CHILD_HEADING = re.compile(r"(la|person)?child(unique)?(id|identifier)?")


@dataclass(frozen=True)
class About:
    """The return in words.

    Attributes:
        standard: the data standard's title, or None for loose tables.
        period: e.g. ``Collection year 2026``, or None when unknown.
        authority: e.g. ``Local authority E09000027``, or None when no parameter says.
        children: number of different children in the tables, or None when no column holds them.
        last_year: rows of last year's return, or None when it was not read.
        titles: table name to what the standard calls it.

    """

    standard: str | None
    period: str | None
    authority: str | None
    children: int | None
    last_year: int | None
    titles: dict[str, str]

    @property
    def line(self) -> str:
        """Standard, period and authority in one line."""
        parts = (self.standard, self.period, self.authority)
        return " · ".join(part for part in parts if part)


def about(result: Result) -> About:
    """Put the return of a run in words."""
    dataset = result.dataset
    schema = _schema(dataset.standard)
    earlier = dataset.last_year
    return About(
        standard=schema.title if schema else dataset.standard,
        period=_period(result),
        authority=_authority(result),
        children=children(dataset),
        last_year=None if earlier is None else sum(earlier.rows.values()),
        titles={name: table.title for name, table in schema.tables.items()} if schema else {},
    )


def children(dataset: Dataset) -> int | None:
    """Count the different children in a dataset; None when no column identifies them."""
    found: set[object] = set()
    known = False
    for table in dataset.values():
        for column in table.columns:
            if _CHILD_HEADING.fullmatch(re.sub("[^a-z]", "", str(column).lower())):
                known = True
                found.update(table[column].dropna().unique())
                break
    return len(found) if known else None


def _schema(standard: str | None) -> Schema | None:
    for plugin in discovery.installed():
        manifest = plugin.manifest
        if manifest and manifest.schema and standard in manifest.provides:
            try:
                schema = read_schema(manifest.folder / manifest.schema)
            except ToolError:
                return None
            if schema.name == standard:
                return schema
    return None


def _period(result: Result) -> str | None:
    for name, param in result.tool.params.items():
        value = result.params.get(name)
        if param.infer == "period" and value is not None:
            return f"{words.label(name)} {value}"
    period = result.dataset.period
    return None if period is None else f"Period {period}"


def _authority(result: Result) -> str | None:
    for name, value in result.params.items():
        if "authority" in name and isinstance(value, str) and value:
            return f"{words.label(name)} {value}"
    return None
