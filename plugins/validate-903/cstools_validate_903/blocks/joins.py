"""Building blocks on joining more than two tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cstools_validate_903.engine import View


def beside(joined: tuple[View, ...], other: View) -> tuple[View, ...]:
    """Left-join one more table, by the child of the first view, to views aligned row by row.

    Returns:
        The views and `other`, aligned: a row without a partner stays, beside an absent row.
    """
    mine, theirs = joined[0].pairs(other, keep_all=True)
    return (*(view.take(mine) for view in joined), other.take(theirs))
