"""Pairs of rows: which row of one view goes with which of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools.rules.columns import Mask
    from cstools.rules.view import View

    Index: TypeAlias = NDArray[np.intp]
else:
    Index = np.ndarray


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
    is_pair = offset < np.repeat(count, repeats)
    partners = np.full(len(rows), -1, dtype=np.intp)
    partners[is_pair] = order[(np.repeat(first, repeats) + offset)[is_pair]]
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
    holds = np.zeros(length, dtype=bool)
    holds[places[condition]] = True
    return holds


def beside(joined: tuple[View, ...], other: View) -> tuple[View, ...]:
    """Left-join one more table, by the child of the first view, to views aligned row by row.

    Returns:
        The views and `other`, aligned: a row without a partner stays, beside an absent row.
    """
    mine, theirs = joined[0].pairs(other, keep_all=True)
    return (*(view.take(mine) for view in joined), other.take(theirs))
