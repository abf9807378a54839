"""How a rule differs from other tools' rules: reasons, and the rows these are about.

A reason says why one of two tools flags a row that the other does not. What can be told from the
data itself, whether an end is blank, say, is told to the comparison, which then looks whether the
reason fits each such row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools.data.difference import Difference, RowCondition

if TYPE_CHECKING:
    from cstools.data.difference import By


def because(reason: str, *fits: RowCondition) -> Difference:
    """A reason, and the rows it is about."""
    return Difference(reason, fits)


def row(by: By = "", **is_like: Any) -> RowCondition:
    """The flagged record is like that; see `RowCondition`."""
    return RowCondition(by=by, **is_like)


def anywhere(table: str, by: By = "", **is_like: Any) -> RowCondition:
    """Any record of that table is like that, as where it stops a rule for all the tables."""
    return RowCondition(by=by, table=table, **is_like)
