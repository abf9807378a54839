"""What stands in the cells of a record, as rules of any data ask: filled, known, the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.rules.columns import Mask
    from cstools.rules.flags import Flags
    from cstools.rules.tables import Return
    from cstools.rules.view import View


def with_child(rows: View) -> View:
    """The rows that name a child; no rule on several tables can judge the others."""
    return rows.where(rows.child >= 0)


def any_filled(rows: View, columns: Sequence[str]) -> Mask:
    """Rows with at least one of the columns filled in, be it with what cannot be read."""
    filled: Mask = np.logical_or.reduce([rows.filled(column) for column in columns])
    return filled


def any_blank(rows: View, columns: Sequence[str]) -> Mask:
    """Rows with at least one of the columns blank."""
    blank: Mask = np.logical_or.reduce([rows.blank(column) for column in columns])
    return blank


def same_entry(left: View, left_column: str, right: View, right_column: str) -> Mask:
    """Rows where two date cells hold the same day or, both unreadable, the same text."""
    same: Mask = left[left_column] == right[right_column]
    odd = left.unreadable(left_column) & right.unreadable(right_column)
    # The typed text is made only when it decides something: it is far slower than the dates.
    if odd.any():
        same = same | (odd & (left.typed(left_column) == right.typed(right_column)))
    return same


def unreadable_date(ret: Return, table: str, column: str) -> Flags:
    """Rows whose date is filled in but is no date."""
    return ret[table].flag(ret[table].unreadable(column))


def unknown_code(ret: Return, table: str, column: str) -> Flags:
    """Rows whose code is filled in but not in the code list of the rules in use."""
    values = ret[table][column]
    return ret[table].flag(values.filled & ~values.isin(*ret.allowed(table, column)))


def repeated_key(ret: Return, table: str) -> Flags:
    """Each row of a child that has more than one."""
    return ret[table].flag(ret[table].count_of_child() > 1)
