"""Which counts to hide so that no small one is shown or can be worked out.

A count from 1 to the limit is hidden. As the parts of a whole add up to it, a single hidden part
could be had by taking the others away; so the next smallest part is hidden with it, failing that a
part that is 0, failing that the whole. The same is done when several parts are hidden and their sum
leaves them no choice; of a whole that is small itself every part is hidden. A count stands under
one key wherever it is shown, so what is hidden in one place is hidden in all.

In a table with margins on both sides, and wherever a count is part of several wholes, several sums
together can give away what none does alone. So in the end each hidden count is tried against all
sums at once, and more is hidden until none of them is settled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.figures.deduction import settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cstools.figures.counts import Counts, Partition


def hidden(counts: Counts, limit: int) -> frozenset[str]:
    """The keys of the counts to hide.

    Args:
        counts: the counts of one period.
        limit: counts from 1 to this number are small; 0 hides nothing.
    """
    numbers = counts.counts
    hide = {key for key, number in numbers.items() if is_small(number, limit)}
    _protect_all(counts, hide, limit)
    while surplus := _settled_partitions(counts, hide):
        for partition in surplus:
            _hide_next(partition, counts, hide)
        _protect_all(counts, hide, limit)
    return frozenset(hide) | {key for key, of in counts.follows.items() if of in hide}


def is_small(count: float, limit: int) -> bool:
    """Whether a count is one to hide."""
    return 1 <= count <= limit


def _protect_all(counts: Counts, hide: set[str], limit: int) -> None:
    before = -1
    while len(hide) > before:
        before = len(hide)
        for partition in counts.partitions:
            _protect(partition, counts, hide, limit)


def _settled_partitions(counts: Counts, hide: set[str]) -> Iterable[Partition]:
    """Of each count that all sums together give away, a sum in which there is more to hide."""
    by_count: dict[str, Partition] = {}
    for key in settled(counts, hide):
        for partition in counts.partitions:
            names = (partition.whole, *partition.cells)
            if key in names and any(name not in hide for name in names):
                by_count.setdefault(key, partition)
    return by_count.values()


def _protect(partition: Partition, counts: Counts, hide: set[str], limit: int) -> None:
    """Hide more until nothing hidden follows from the sum."""
    if is_small(counts.counts[partition.whole], limit):
        # Which parts of a small whole are shown would tell how small it is.
        hide.update(partition.cells)
    while _tells(partition, counts.counts, hide, limit):
        before = len(hide)
        _hide_next(partition, counts, hide)
        if len(hide) == before:
            return


def _hide_next(partition: Partition, counts: Counts, hide: set[str]) -> None:
    """Hide the next part of a whole, failing that the whole."""
    numbers = counts.counts
    open_cells = [cell for cell in partition.cells if cell not in hide]
    if not open_cells:
        hide.add(partition.whole)
        return
    # What is never shown costs nothing. Zeros last: hiding one costs the reader more than it
    # protects. Of equal parts all go: which of them went would tell a reader who knows this rule
    # where the small one stands.
    order = {
        cell: (cell not in counts.rests, not numbers[cell], numbers[cell]) for cell in open_cells
    }
    next_smallest = min(order.values())
    hide.update(cell for cell in open_cells if order[cell] == next_smallest)


def _tells(partition: Partition, numbers: Mapping[str, int], hide: set[str], limit: int) -> bool:
    secret = [numbers[cell] for cell in partition.cells if cell in hide]
    if partition.whole in hide:
        return not secret
    # Two numbers from 1 to 5 that make 2 or 10 are known as well as a single one.
    small = all(is_small(number, limit) for number in secret)
    extreme = sum(secret) in (len(secret), len(secret) * limit)
    return len(secret) == 1 or (bool(secret) and small and extreme)
