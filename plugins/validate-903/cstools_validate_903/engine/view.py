"""Views: rows of one table of the prepared return, with its columns as attributes.

``episodes.LS`` is a `Codes`, ``episodes.DECOM`` an array of days. A view can be filtered, ordered
by child and date, shifted to the neighbouring record, or joined to another table by child; the
views that come out are aligned row by row, so a rule reads like the sentence it stands for.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from cstools_validate_903.engine.columns import Codes, Mask, in_order, take_dates, take_numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools_validate_903.engine.base import Base

    Index: TypeAlias = NDArray[np.intp]

Flags: TypeAlias = dict[str, Mask]

# Before a table's name in flags: last year's table.
LAST_YEAR = "last "


class ChildSet:
    """A set of children, by the numbers the return gives them."""

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
        values = self.base.column(column)
        if self.whole:
            return values
        if isinstance(values, Codes):
            return values.take(self.index)
        if values.dtype.kind == "M":
            return take_dates(values, self.index)
        return take_numbers(values, self.index)

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
        odd: Mask = self.filled(column) & np.isnat(getattr(self, column))
        return odd

    @cached_property
    def child(self) -> NDArray[np.int32]:
        """The number of each row's child; -1 where CHILD is blank or the row is absent."""
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
        taken = values.take(self.index)
        taken[~self.exists] = absent
        return taken

    # -- other rows ------------------------------------------------------------------------

    def where(self, keep: Mask) -> View:
        """The rows of this view where `keep` is True."""
        return View(self.base, self.index[np.flatnonzero(keep)])

    def take(self, rows: Index) -> View:
        """The rows of this view at these places; -1 gives an absent row."""
        if not len(self):
            return View(self.base, np.full(len(rows), -1, dtype=np.intp))
        taken = self.index.take(rows)
        taken[rows < 0] = -1
        return View(self.base, taken)

    def ordered(self, *keys: str | NDArray[Any]) -> View:
        """Rows that have a child, by child and then by the keys; blanks last, ties in file order.

        A key is the name of a date column or an array aligned with this view.
        """
        if self.whole and all(isinstance(key, str) for key in keys):
            return self.base.ordered(tuple(str(key) for key in keys))
        return self.take(self._order([getattr(self, k) if isinstance(k, str) else k for k in keys]))

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
        dated = self.where(~np.isnat(getattr(self, column))).ordered(column)
        return dated.where(dated.is_first)

    def latest(self, column: str) -> View:
        """For each child the row with the latest date; of equal dates the one first in the file.

        Rows whose date is blank, and children without any date, are left out.
        """
        dated = self.where(~np.isnat(getattr(self, column)))
        newest_first = dated.ordered(-getattr(dated, column).astype(np.int64))
        return newest_first.where(newest_first.is_first)

    # -- children ----------------------------------------------------------------------------

    def children(self, rows: Mask | None = None) -> ChildSet:
        """The children who have a row here (one of `rows`, when given)."""
        # One slot more than there are children: the last one stands for a blank CHILD.
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
        """For each row, how many rows (of `rows`) its child has; 0 where CHILD is blank."""
        child = self.child if rows is None else self.child[rows]
        counts = np.bincount(child[child >= 0], minlength=self.base.children + 1)
        found: NDArray[np.int64] = counts[self.child]
        return found

    def sum_of_child(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """For each row, the sum of `values` over its child's rows; NaN counts as nothing."""
        known = self.child >= 0
        totals = np.bincount(
            self.child[known],
            weights=np.nan_to_num(values[known].astype(np.float64)),
            minlength=self.base.children + 1,
        )
        found: NDArray[np.float64] = totals[self.child].astype(np.float64)
        return found

    # -- joins -------------------------------------------------------------------------------

    def join(self, other: View, *, keep_all: bool = False) -> tuple[View, View]:
        """Pair every row with every row of `other` of the same child.

        Args:
            other: the other table, of this year or last.
            keep_all: keep rows without a partner, paired with an absent row.

        Returns:
            Two views of equal length, aligned pair by pair.
        """
        mine, theirs = self.pairs(other, keep_all=keep_all)
        return self.take(mine), other.take(theirs)

    def pairs(self, other: View, *, keep_all: bool = False) -> tuple[Index, Index]:
        """As `join`, but gives the places in the two views; -1 for no partner."""
        order = _by_child(other)
        # The last slot stands for a blank CHILD, which has no partner.
        count = np.bincount(other.child[order], minlength=self.base.children + 1)
        first = np.cumsum(count) - count
        return expand(first[self.child], count[self.child], order, keep_all=keep_all)

    # -- result ------------------------------------------------------------------------------

    def flag(self, rows: Mask) -> Flags:
        """What a rule returns: the table's mask with `rows` of this view set."""
        return flag(rows, self)


def flag(rows: Mask, *views: View) -> Flags:
    """Flag the same rows of several aligned views, each in its own table."""
    flags: Flags = {}
    for view in views:
        if view.base.last_year:
            raise ValueError("A rule can only flag this year's tables.")
        mask = flags.setdefault(view.base.name, np.zeros(len(view.base), dtype=bool))
        mask[view.index[rows & view.exists]] = True
    return flags


def flag_last_year(rows: Mask, view: View) -> Flags:
    """Flag rows of one of last year's tables, for want of a row of this year to point at.

    The findings carry the row of last year's table.
    """
    mask = np.zeros(len(view.base), dtype=bool)
    mask[view.index[rows & view.exists]] = True
    return {f"{LAST_YEAR}{view.base.name}": mask}


def both(*several: Flags) -> Flags:
    """Everything that any of these flags."""
    flags: Flags = {}
    for one in several:
        for table, mask in one.items():
            flags[table] = flags[table] | mask if table in flags else mask
    return flags


def expand(first: Index, count: Index, order: Index, *, keep_all: bool) -> tuple[Index, Index]:
    """Write out pairs: row i goes with the `count[i]` entries of `order` from `first[i]` on.

    Returns:
        For each pair the row, and the entry of `order` it goes with; -1 for rows without any,
        which are kept only with `keep_all`.
    """
    if count.max(initial=0) <= 1:
        return _singly(first, count, order, keep_all=keep_all)
    repeats = np.maximum(count, 1) if keep_all else count
    rows = np.repeat(np.arange(len(first)), repeats)
    offset = np.arange(len(rows)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    found = offset < np.repeat(count, repeats)
    partners = np.full(len(rows), -1, dtype=np.intp)
    partners[found] = order[(np.repeat(first, repeats) + offset)[found]]
    return rows, partners


def _singly(first: Index, count: Index, order: Index, *, keep_all: bool) -> tuple[Index, Index]:
    """As `expand`, where no row goes with more than one entry; by far the most frequent case."""
    paired = np.flatnonzero(count)
    if not keep_all:
        return paired, order.take(first.take(paired))
    partners = np.full(len(first), -1, dtype=np.intp)
    partners[paired] = order.take(first.take(paired))
    return np.arange(len(first)), partners


def any_at(places: Index, condition: Mask, length: int) -> Mask:
    """For each of `length` rows, whether `condition` holds in any pair at its place."""
    found = np.zeros(length, dtype=bool)
    found[places[condition]] = True
    return found


def _by_child(view: View) -> Index:
    """Places of a view's rows by child, blank children left out."""
    return view.base.ordered(()).index if view.whole else view._order([])
