"""Recognise which table some headings belong to; names of files play no part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cstools.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from cstools.standard.schema import Schema
    from cstools.standard.table import Column, Table


@dataclass(frozen=True)
class _Fit:
    """How well some headings fit a table.

    Attributes:
        table: the table.
        claimed: by column of the table, the heading that is taken for it.
        own: whether one of them is of no other table.
    """

    table: Table
    claimed: dict[str, str]
    own: bool

    @property
    def present(self) -> int:
        """How many of its columns are there."""
        return len(self.claimed)

    @property
    def whole(self) -> bool:
        """Whether all its columns are there."""
        return self.present == len(self.table.headings)

    @property
    def half(self) -> bool:
        """Whether at least half of its columns are there."""
        return self.present * 2 >= len(self.table.headings)


def heading_key(heading: str) -> str:
    """A heading as it is compared: in capitals, blanks and ends of lines within as one blank."""
    return " ".join(heading.split()).upper()


def claims(table: Table, keys: Collection[str], *, derived: bool = False) -> dict[str, str]:
    """Which of some headings are which columns of a table.

    A column is known by its name, else by an alias, else by a pattern; a heading is one column.

    Args:
        table: the table.
        keys: headings as `heading_key` has them.
        derived: take columns that are derived on loading as well.
    """
    columns = [column for column in table.columns if derived or not column.derived]
    claimed: dict[str, str] = {}
    for column in columns:
        for name in _names(column):
            if name in keys and name not in claimed.values():
                claimed[column.name] = name
                break
    for column in columns:
        if column.name not in claimed and column.patterns:
            rest = (key for key in keys if key not in claimed.values())
            match = next((key for key in rest if _fits_pattern(column, key)), None)
            if match is not None:
                claimed[column.name] = match
    return claimed


def recognise(
    schema: Schema, headings: Iterable[str], name: str, sheet: str | None = None
) -> str | None:
    """The table these headings belong to, or None when they are those of something else.

    Case, blanks round a heading and the order do not matter. Columns may be lacking or extra: of
    two tables whose columns are there, it is the one with more of them. Of two that are there in
    whole it is the earlier one of the schema, so a table that also carries columns of a later one
    is the earlier.

    Args:
        schema: the standard's.
        headings: what stands in the heading row.
        name: what to call the file or table in messages.
        sheet: the name of the sheet they stand on. Where it is that of one table, as the schema
            has it, and half of that table's columns are there, it is that table.

    Raises:
        InputError: it is a table of the standard without doubt, and it cannot be told which, or it
            has no identifier of the child.
    """
    keys = {heading_key(heading) for heading in headings}
    every = _fits(schema, keys)
    by_sheet = [fit for fit in every if _is_sheet(fit.table, sheet) and fit.half]
    fits = by_sheet or [fit for fit in every if fit.own]
    if not fits:
        return None
    best = _best(fits, name)
    child = best.table.child
    if child in best.claimed:
        return best.table.name
    if not best.half:
        return None
    if child is None:
        return best.table.name
    raise InputError(
        f"{name} has {best.present} columns of the table {best.table.name}, but no column {child}.",
        f"Call the column with the child's identifier {child}, or leave the file out.",
    )


def share_known(schema: Schema, headings: Sequence[str]) -> float:
    """How many of the headings that the standard knows are among these, 0 to 1."""
    keys = {heading_key(heading) for heading in headings}
    known = _known(schema)
    by_pattern = {key for key in keys - known if _any_pattern(schema, key)}
    return len((keys & known) | by_pattern) / max(len(known), 1)


def known_headings(schema: Schema, headings: Iterable[str]) -> list[str]:
    """Those of some headings that the standard knows by name, in capitals."""
    known = _known(schema)
    return [heading_key(heading) for heading in headings if heading_key(heading) in known]


def _known(schema: Schema) -> set[str]:
    return {name for table in schema.tables.values() for name in _table_names(table)}


def _any_pattern(schema: Schema, key: str) -> bool:
    columns = (column for table in schema.tables.values() for column in table.columns)
    return any(_fits_pattern(column, key) for column in columns)


def _is_sheet(table: Table, sheet: str | None) -> bool:
    return bool(table.sheet and sheet and _pattern(table.sheet).fullmatch(sheet.strip()))


def _fits(schema: Schema, keys: set[str]) -> list[_Fit]:
    shared = _shared(schema)
    claimed = {name: claims(table, keys) for name, table in schema.tables.items()}
    taken_by_others = {
        name: {key for other, of_it in claimed.items() if other != name for key in of_it.values()}
        for name in claimed
    }
    return [
        _Fit(table, claimed[name], _has_own(table, claimed[name], shared | taken_by_others[name]))
        for name, table in schema.tables.items()
    ]


def _has_own(table: Table, claimed: dict[str, str], shared: set[str]) -> bool:
    return any(
        column.name in claimed
        and claimed[column.name] not in shared
        and shared.isdisjoint(_names(column))
        for column in table.columns
    )


def _best(fits: list[_Fit], name: str) -> _Fit:
    most = max(fits, key=lambda fit: fit.present)
    whole = next((fit for fit in fits if fit.whole), None)
    if whole is not None and (most.whole or most.present <= whole.present):
        return whole
    equal = [fit for fit in fits if fit.present == most.present]
    if len(equal) > 1:
        tables = " and ".join(fit.table.name for fit in equal)
        raise InputError(
            f"{name} has columns of the tables {tables}, equally many of each, so it cannot "
            "be told which table it is.",
            "Take the columns of the other tables out, or export each table into a file of "
            "its own.",
        )
    return most


@cache
def _names(column: Column) -> tuple[str, ...]:
    """The headings that a column is known by, the true one first."""
    return tuple(map(heading_key, (column.name, *column.aliases)))


def _table_names(table: Table) -> set[str]:
    return {name for column in table.columns if not column.derived for name in _names(column)}


def _shared(schema: Schema) -> set[str]:
    several: set[str] = set()
    seen: set[str] = set()
    for table in schema.tables.values():
        several |= seen & _table_names(table)
        seen |= _table_names(table)
    return several


def _fits_pattern(column: Column, key: str) -> bool:
    return any(_pattern(pattern).fullmatch(key) for pattern in column.patterns)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
