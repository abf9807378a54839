"""What the report is about: the return, its period and its area, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cstools.call import schema_of
from cstools.data import words
from cstools.export._period import period_in_words

if TYPE_CHECKING:
    from cstools.data.dataset import Dataset
    from cstools.data.result import Result
    from cstools.standard.schema import Schema


@dataclass(frozen=True)
class About:
    """The return in words.

    Attributes:
        standard: the data standard's title, or None for loose tables.
        period: e.g. ``Collection year 2026``, or None when unknown.
        area: e.g. ``Local authority E09000027``, or None when no parameter names it.
        children: number of different children in the tables, or None when no column of the
            standard identifies them.
        last_year: rows of last year's return, or None when it was not read.
        titles: table name to what the standard calls it.

    """

    standard: str | None
    period: str | None
    area: str | None
    children: int | None
    last_year: int | None
    titles: dict[str, str]

    @property
    def line(self) -> str:
        """Standard, period and area in one line."""
        parts = (self.standard, self.period, self.area)
        return " · ".join(part for part in parts if part)


def about(result: Result) -> About:
    """Put the return of a run in words."""
    dataset = result.dataset
    schema = schema_of(dataset.standard)
    earlier = dataset.last_year
    period = period_in_words(result)
    return About(
        standard=schema.title if schema else dataset.standard,
        period=f"{period[0].upper()}{period[1:]}" if period else None,
        area=_area(result),
        children=children(dataset, schema),
        last_year=None if earlier is None else sum(earlier.rows.values()),
        titles={name: table.title for name, table in schema.tables.items()} if schema else {},
    )


def children(dataset: Dataset, schema: Schema | None) -> int | None:
    """Count the different children in a dataset; None when no column identifies them."""
    named = {name: schema.child_of(name) if schema else None for name in dataset}
    columns = [dataset[name][column] for name, column in named.items() if column in dataset[name]]
    if not columns:
        return None
    return len({child for column in columns for child in column.dropna().unique()})


def _area(result: Result) -> str | None:
    for name, param in result.tool.params.items():
        value = result.params.get(name)
        if param.role == "area" and value:
            return f"{words.label(name)} {value}"
    return None
