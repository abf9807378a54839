"""Recognise which table a file is by its headings; file names play no part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cstools import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cstools.standard import Schema, Table

KEY = "CHILD"


@dataclass(frozen=True)
class _Fit:
    """How well a file's headings fit a table.

    Attributes:
        table: the table.
        present: how many of its columns are there.
        own: whether one of them is in no other table.
    """

    table: Table
    present: int
    own: bool

    @property
    def whole(self) -> bool:
        """Whether all its columns are there."""
        return self.present == len(self.table.headings)


def recognise(schema: Schema, headings: Iterable[str], name: str) -> str | None:
    """The table these headings belong to, or None when they are those of something else.

    Case, blanks round a heading and the order do not matter. Columns may be lacking or extra: of
    two tables whose columns are there, it is the one with more of them. Of two that are there in
    whole it is the earlier one of the return, so a Header that carries UASC or adoption columns is
    the Header.

    Args:
        schema: the return.
        headings: what stands in the heading row.
        name: what to call the file or table in messages.

    Raises:
        InputError: it is a table of the return without doubt, and it cannot be told which, or it
            has no identifier of the child.
    """
    upper = {heading.strip().upper() for heading in headings}
    fits = [fit for fit in _fits(schema, upper) if fit.own]
    if not fits:
        return None
    best = _best(fits, name)
    if KEY in upper:
        return best.table.name
    if best.present * 2 < len(best.table.headings):
        return None
    raise InputError(
        f"{name} has {best.present} columns of the table {best.table.name}, but no column {KEY}.",
        f"Call the column with the child's identifier {KEY}, or leave the file out.",
    )


def share_known(schema: Schema, headings: Sequence[str]) -> float:
    """How many of the headings that the return knows are among these, 0 to 1."""
    upper = {heading.strip().upper() for heading in headings}
    known = {heading for table in schema.tables.values() for heading in _names(table)}
    return len(upper & known) / len(known)


def known_headings(schema: Schema, headings: Iterable[str]) -> list[str]:
    """Those of some headings that the return knows, as it writes them."""
    known = {heading for table in schema.tables.values() for heading in _names(table)}
    return [heading.strip().upper() for heading in headings if heading.strip().upper() in known]


def _fits(schema: Schema, upper: set[str]) -> list[_Fit]:
    shared = _shared(schema)
    return [
        _Fit(
            table,
            sum(bool(upper & names) for names in _by_column(table)),
            any(upper & names for names in _by_column(table) if not names & shared),
        )
        for table in schema.tables.values()
    ]


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
            "be told "
            "which table it is.",
            "Take the columns of the other tables out, or export each table into a file of "
            "its own.",
        )
    return most


def _by_column(table: Table) -> list[set[str]]:
    """For each column of its files, the headings it may have."""
    return [{column.name, *column.aliases} for column in table.columns if not column.derived]


def _names(table: Table) -> set[str]:
    return set().union(*_by_column(table))


def _shared(schema: Schema) -> set[str]:
    several: set[str] = set()
    seen: set[str] = set()
    for table in schema.tables.values():
        several |= seen & _names(table)
        seen |= _names(table)
    return several
