"""Recognise which table some headings belong to; names of files play no part."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cstools.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from cstools.standard.schema import Schema
    from cstools.standard.table import Column, Table

# Office programs put curly ones in the place of those that were typed.
_STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")


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
    """A heading as it is compared: in capitals, single blanks, straight quotation marks."""
    return " ".join(heading.translate(_STRAIGHT).split()).upper()


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


class Recognition:
    """Tells tables of a standard by their headings.

    Args:
        schema: the standard's.
    """

    def __init__(self, schema: Schema) -> None:
        self._tables = tuple(schema.tables.values())
        of_table = [_table_names(table) for table in self._tables]
        self._known = set().union(*of_table)
        self._shared = {name for name in self._known if sum(name in n for n in of_table) > 1}
        columns = (column for table in self._tables for column in table.columns)
        self._patterned = tuple(column for column in columns if column.patterns)

    def table_of(self, headings: Iterable[str], name: str, sheet: str | None = None) -> str | None:
        """The table these headings belong to, or None when they are those of something else.

        Case, blanks round a heading and the order do not matter. Columns may be lacking or extra:
        of two tables whose columns are there, it is the one with more of them. Of two that are
        there in whole it is the earlier one of the schema, so a table that also carries columns of
        a later one is the earlier.

        Args:
            headings: what stands in the heading row.
            name: what to call the file or table in messages.
            sheet: the name of the sheet they stand on. Where it is that of one table, as the schema
                has it, and half of that table's columns are there, it is that table.

        Raises:
            InputError: it is a table of the standard without doubt, and it cannot be told which, or
                it has no identifier of the child.
        """
        of_tables = self._fits({heading_key(heading) for heading in headings})
        by_sheet = [fit for fit in of_tables if _is_sheet(fit.table, sheet) and fit.half]
        fits = by_sheet or [fit for fit in of_tables if fit.own]
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
            f"{name} has {best.present} columns of the table {best.table.name}, but no column "
            f"{child}.",
            f"Call the column with the child's identifier {child}, or leave the file out.",
        )

    def share_known(self, headings: Sequence[str]) -> float:
        """How many of the headings that the standard knows are among these, 0 to 1."""
        keys = {heading_key(heading) for heading in headings}
        by_pattern = sum(self._fits_any(key) for key in keys - self._known)
        return (len(keys & self._known) + by_pattern) / max(len(self._known), 1)

    def known_among(self, headings: Iterable[str]) -> list[str]:
        """Those of some headings that the standard knows by name, in capitals."""
        keys = map(heading_key, headings)
        return [key for key in keys if key in self._known]

    def _fits_any(self, key: str) -> bool:
        return any(_fits_pattern(column, key) for column in self._patterned)

    def _fits(self, keys: set[str]) -> list[_Fit]:
        claimed = [claims(table, keys) for table in self._tables]
        several = Counter(key for of_table in claimed for key in of_table.values())
        shared = self._shared | {key for key, number in several.items() if number > 1}
        return [
            _Fit(table, of_table, _has_own(table, of_table, shared))
            for table, of_table in zip(self._tables, claimed, strict=True)
        ]


def _is_sheet(table: Table, sheet: str | None) -> bool:
    return bool(table.sheet and sheet and _pattern(table.sheet).fullmatch(sheet.strip()))


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


def _names(column: Column) -> tuple[str, ...]:
    """The headings that a column is known by, the true one first."""
    return tuple(map(heading_key, (column.name, *column.aliases)))


def _table_names(table: Table) -> set[str]:
    return {name for column in table.columns if not column.derived for name in _names(column)}


def _fits_pattern(column: Column, key: str) -> bool:
    return any(_pattern(pattern).fullmatch(key) for pattern in column.patterns)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
