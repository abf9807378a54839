"""Recognise which table a file is by its headings; file names play no part."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cstools.schema import Schema, Table

# With fewer of a table's columns than this a file is something else that shares a heading.
_ENOUGH = 0.5


def recognise(schema: Schema, headings: Iterable[str]) -> str | None:
    """The one table these headings belong to, or None.

    Case, blanks round a heading and the order do not matter. Columns may be lacking or extra as
    long as what is there belongs to a single table.
    """
    found = {heading.strip().upper() for heading in headings}
    if "CHILD" not in found:
        return None
    shared = _shared(schema)
    scores = {name: _score(table, found, shared) for name, table in schema.tables.items()}
    best = max(scores.values())
    fitting = [name for name, score in scores.items() if score == best]
    return fitting[0] if best > 0 and len(fitting) == 1 else None


def _score(table: Table, found: set[str], shared: set[str]) -> float:
    """Share of the table's columns present; 0 when none of them is its own or too few are there."""
    own = {heading for heading in table.headings if heading not in shared}
    present = found & set(table.headings)
    share = len(present) / len(table.headings)
    return share if present & own and share >= _ENOUGH else 0.0


def _shared(schema: Schema) -> set[str]:
    seen: set[str] = set()
    several: set[str] = set()
    for table in schema.tables.values():
        several |= seen & set(table.headings)
        seen |= set(table.headings)
    return several
