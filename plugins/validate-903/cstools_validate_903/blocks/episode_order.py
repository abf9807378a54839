"""Building blocks on a child's episodes in order: neighbours, the first, last year's last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import Return, shared
from cstools_ssda903.care import ordered_episodes

if TYPE_CHECKING:
    from cstools.rules import View


@shared
def with_previous(ret: Return) -> tuple[View, View]:
    """Episodes of this year in order, and beside each the child's episode before it."""
    ordered = ordered_episodes(ret)
    return ordered, ordered.before


@shared
def with_next(ret: Return) -> tuple[View, View]:
    """Episodes of this year in order, and beside each the child's episode after it."""
    ordered = ordered_episodes(ret)
    return ordered, ordered.after


@shared
def first_episodes(ret: Return) -> View:
    """Each child's episode of this year with the earliest DECOM (block FIRST_THIS_YEAR).

    A child without any readable DECOM has none.
    """
    ordered = ordered_episodes(ret)
    return ordered.where(ordered.is_first & ~np.isnat(ordered.DECOM))


@shared
def last_of_last_year(ret: Return) -> View:
    """Each child's episode of last year with the latest DECOM (block LAST_OF_LAST_YEAR)."""
    return ret.last.Episodes.latest("DECOM")


@shared
def carried_over(ret: Return) -> tuple[View, View]:
    """Each child's first episode this year beside last year's open one (block CARRY_OVER_PAIR).

    Last year's is the one with the latest DECOM; the pair counts when its DEC is blank or no date.
    Neither the two DECOM nor this year's DEC need fit.
    """
    latest = last_of_last_year(ret)
    return first_episodes(ret).join(latest.where(np.isnat(latest.DEC)))
