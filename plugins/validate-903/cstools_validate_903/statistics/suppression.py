"""Which counts to hide so that no small one is shown or can be worked out.

A count from 1 to the limit is hidden. As the parts of a whole add up to it, a single hidden part
could be had by taking the others away; so the next smallest part is hidden with it, failing that a
part that is 0, failing that the whole. The same is done when several parts are hidden and their sum
leaves them no choice; of a whole that is small itself every part is hidden. A count stands under
one key wherever it is shown, so what is hidden in one place is hidden in all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cstools_validate_903.statistics.figures import Figures, Partition


def hidden(figures: Figures, limit: int) -> frozenset[str]:
    """The keys of the counts to hide.

    Args:
        figures: one year's counts.
        limit: counts from 1 to this number are small; 0 hides nothing.
    """
    hide = {key for key, count in figures.counts.items() if is_small(count, limit)}
    before = -1
    while len(hide) > before:
        before = len(hide)
        for partition in figures.partitions:
            _protect(partition, figures.counts, hide, limit)
    return frozenset(hide) | {key for key, of in figures.follows.items() if of in hide}


def is_small(count: float, limit: int) -> bool:
    """Whether a count is one to hide."""
    return 1 <= count <= limit


def _protect(partition: Partition, counts: Mapping[str, int], hide: set[str], limit: int) -> None:
    """Hide more until nothing hidden follows from the sum."""
    if is_small(counts[partition.whole], limit):
        # Which parts of a small whole are shown would tell how small it is.
        hide.update(partition.cells)
    while _tells(partition, counts, hide, limit):
        shown = [cell for cell in partition.cells if cell not in hide]
        if not shown:
            hide.add(partition.whole)
            return
        # Zeros last: hiding one costs the reader more than it protects. Of equal parts all go:
        # which of them went would tell a reader who knows this rule where the small one stands.
        next_smallest = min((counts[cell] == 0, counts[cell]) for cell in shown)[1]
        hide.update(cell for cell in shown if counts[cell] == next_smallest)


def _tells(partition: Partition, counts: Mapping[str, int], hide: set[str], limit: int) -> bool:
    secret = [counts[cell] for cell in partition.cells if cell in hide]
    if partition.whole in hide:
        return not secret
    # Two numbers from 1 to 5 that make 2 or 10 are known as well as a single one.
    small = all(is_small(count, limit) for count in secret)
    extreme = sum(secret) in (len(secret), len(secret) * limit)
    return len(secret) == 1 or (bool(secret) and small and extreme)
