"""Views: rows of one table prepared for the rules, with its columns as attributes.

``reviews.CODE`` is a `Codes`, ``reviews.REVIEW`` an array of days. A view can be filtered, ordered
by child and date, shifted to the neighbouring record, or joined to another table by child; the
views that come out are aligned row by row, so a rule reads like the sentence it stands for.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from cstools.rules.columns import Codes, Mask, in_order, take_dates, take_numbers
from cstools.rules.flags import Flags, flag
from cstools.rules.pairs import Index, expand

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools.rules.base import Base


class ChildSet:
    """A set of children, by the numbers the run gives them."""

    def __init__(self, member: Mask) -> None:
        self.member = member

    def __and__(self, other: ChildSet) -> ChildSet:
        return ChildSet(self.member & other.member)

    def __or__(self, other: ChildSet) -> ChildSet:
        return ChildSet(self.member | other.member)

    def __sub__(self, other: ChildSet) -> ChildSet:
        return ChildSet(self.member & ~other.member)


class View:
    """Some rows of a table, in some order; a row may be absent (all its columns blank).

    Attributes:
        base: the table itself.
        index: position in the table for each row of the view, -1 where the row is absent.
        whole: whether it is the whole table in file order.
    """

    def __init__(self, base: Base, index: Index | None = None) -> None:
        self.base = base
        self.index = np.arange(len(base)) if index is None else index
        self.whole = index is None

    def __len__(self) -> int:
        return len(self.index)

    def __getattr__(self, column: str) -> Any:
        if column.startswith("_"):
            raise AttributeError(column)
        return self[column]

    def __getitem__(self, column: str) -> Any:
        values = self.base.column(column)
        if self.whole:
            return values
        if isinstance(values, Codes):
            return values.take(self.index)
        if values.dtype.kind == "M":
            return take_dates(values, self.index)
        return take_numbers(values, self.index)

    @property
    def headings(self) -> frozenset[str]:
        """The table's columns."""
        return self.base.headings

    # -- single columns ------------------------------------------------------------------

    def typed(self, column: str) -> Codes:
        """A date column as the text that was typed, unreadable dates included."""
        return self.base.typed(column).take(self.index)

    def filled(self, column: str) -> Mask:
        """Rows where the cell holds anything at all, a date that cannot be read included."""
        return self.present(self.base.filled(column))

    def blank(self, column: str) -> Mask:
        """Rows where the cell is empty, or the row is absent."""
        empty: Mask = ~self.filled(column)
        return empty

    def unreadable(self, column: str) -> Mask:
        """Rows where a date cell is filled with something that is no date."""
        odd: Mask = self.filled(column) & np.isnat(self[column])
        return odd

    def repeats(self, *columns: str) -> Mask:
        """Rows that hold the same as an earlier one of the table: in these columns, or in all."""
        return self.present(self.base.repeats(columns))

    @cached_property
    def child(self) -> NDArray[np.int32]:
        """The number of each row's child; -1 where none is named or the row is absent."""
        return self.base.child if self.whole else self.present(self.base.child, np.int32(-1))

    @cached_property
    def exists(self) -> Mask:
        """Rows that are not absent."""
        return self.index >= 0

    def present(self, values: NDArray[Any], absent: Any = False) -> NDArray[Any]:
        """Values of the whole table, for the rows of this view."""
        if self.whole:
            return values
        if not len(values):
            return np.full(len(self), absent, dtype=values.dtype)
        rows = values.take(self.index)
        rows[~self.exists] = absent
        return rows

    # -- other rows ------------------------------------------------------------------------

    def where(self, keep: Mask) -> View:
        """The rows of this view where `keep` is True."""
        return View(self.base, self.index[np.flatnonzero(keep)])

    def take(self, rows: Index) -> View:
        """The rows of this view at these places; -1 gives an absent row."""
        if not len(self):
            return View(self.base, np.full(len(rows), -1, dtype=np.intp))
        index = self.index.take(rows)
        index[rows < 0] = -1
        return View(self.base, index)

    def ordered(self, *keys: str | NDArray[Any]) -> View:
        """Rows that have a child, by child and then by the keys; blanks last, ties in file order.

        A key is the name of a date column or an array aligned with this view.
        """
        if self.whole and all(isinstance(key, str) for key in keys):
            return self.base.ordered(tuple(str(key) for key in keys))
        return self.take(self._order([self[k] if isinstance(k, str) else k for k in keys]))

    def _order(self, keys: list[NDArray[Any]]) -> Index:
        order = in_order([self.child, *keys])
        return order[np.searchsorted(self.child[order], 0) :]

    @property
    def before(self) -> View:
        """In an ordered view: for each row the one directly before it of the same child."""
        return self.take(np.where(self.is_first, -1, np.arange(len(self)) - 1))

    @property
    def after(self) -> View:
        """In an ordered view: for each row the one directly after it of the same child."""
        return self.take(np.where(self.is_last, -1, np.arange(len(self)) + 1))

    @property
    def is_first(self) -> Mask:
        """In an ordered view: rows that are the first of their child."""
        return np.append(True, self.child[1:] != self.child[:-1])[: len(self)]

    @property
    def is_last(self) -> Mask:
        """In an ordered view: rows that are the last of their child."""
        return np.append(self.child[1:] != self.child[:-1], True)[: len(self)]

    def earliest(self, column: str) -> View:
        """For each child the row with the earliest date; of equal dates the one first in the file.

        Rows whose date is blank, and children without any date, are left out.
        """
        dated = self.where(~np.isnat(self[column])).ordered(column)
        return dated.where(dated.is_first)

    def latest(self, column: str) -> View:
        """For each child the row with the latest date; of equal dates the one first in the file.

        Rows whose date is blank, and children without any date, are left out.
        """
        dated = self.where(~np.isnat(self[column]))
        newest_first = dated.ordered(-dated[column].astype(np.int64))
        return newest_first.where(newest_first.is_first)

    # -- children ----------------------------------------------------------------------------

    def children(self, rows: Mask | None = None) -> ChildSet:
        """The children who have a row here (one of `rows`, when given)."""
        # One slot more than there are children: the last one stands for a blank child.
        member = np.zeros(self.base.children + 1, dtype=bool)
        member[self.child if rows is None else self.child[rows]] = True
        member[-1] = False
        return ChildSet(member)

    def among(self, children: ChildSet) -> Mask:
        """Rows whose child is in the set."""
        return children.member[self.child]

    def any_of_child(self, rows: Mask) -> Mask:
        """Rows whose child has at least one of `rows`."""
        return self.among(self.children(rows))

    def count_of_child(self, rows: Mask | None = None) -> NDArray[np.int64]:
        """For each row, how many rows (of `rows`) its child has; 0 where none is named."""
        child = self.child if rows is None else self.child[rows]
        counts = np.bincount(child[child >= 0], minlength=self.base.children + 1)
        of_rows: NDArray[np.int64] = counts[self.child]
        return of_rows

    def sum_of_child(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """For each row, the sum of `values` over its child's rows; NaN counts as nothing."""
        known = self.child >= 0
        totals = np.bincount(
            self.child[known],
            weights=np.nan_to_num(values[known].astype(np.float64)),
            minlength=self.base.children + 1,
        )
        of_rows: NDArray[np.float64] = totals[self.child].astype(np.float64)
        return of_rows

    # -- joins -------------------------------------------------------------------------------

    def join(self, other: View, *, keep_all: bool = False) -> tuple[View, View]:
        """Pair every row with every row of `other` of the same child.

        Args:
            other: the other table, of this period or the one before.
            keep_all: keep rows without a partner, paired with an absent row.

        Returns:
            Two views of equal length, aligned pair by pair.
        """
        mine, theirs = self.pairs(other, keep_all=keep_all)
        return self.take(mine), other.take(theirs)

    def pairs(self, other: View, *, keep_all: bool = False) -> tuple[Index, Index]:
        """As `join`, but gives the places in the two views; -1 for no partner."""
        order = _by_child(other)
        # The last slot stands for a blank child, which has no partner.
        count = np.bincount(other.child[order], minlength=self.base.children + 1)
        first = np.cumsum(count) - count
        return expand(first[self.child], count[self.child], order, keep_all=keep_all)

    # -- result ------------------------------------------------------------------------------

    def flag(self, rows: Mask) -> Flags:
        """What a rule returns: the table's mask with `rows` of this view set."""
        return flag(rows, self)


def _by_child(view: View) -> Index:
    """Places of a view's rows by child, blank children left out."""
    return view.base.ordered(()).index if view.whole else view._order([])
