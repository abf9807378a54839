"""What a reader can work out of hidden counts from all the sums that are shown.

Hidden counts can be other than they are if they can be moved, some up and some down, so that every
sum stays as it is. A count that no such move changes is settled. Hidden zeros are taken to be
known, for they cannot move down; so a count that is free here is free for every reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from cstools.figures.counts import Counts, Partition

_NOTHING = 1e-9


def settled(counts: Counts, hide: set[str]) -> list[str]:
    """Keys of the hidden counts above 0 that follow from the sums.

    Args:
        counts: the counts, and which add up to which.
        hide: keys of the counts that are not shown.
    """
    secret = {key for key in hide if counts.counts[key]}
    return [key for block in _blocks(counts.partitions, secret) for key in _settled(*block)]


def _blocks(
    partitions: Sequence[Partition], secret: set[str]
) -> Iterator[tuple[list[str], list[Partition]]]:
    """Counts that have sums in common, with these sums: each block is a system of its own."""
    block_of: dict[str, int] = {}
    keys: dict[int, list[str]] = {}
    sums: dict[int, list[Partition]] = {}
    for number, partition in enumerate(partitions):
        names = [key for key in (*partition.cells, partition.whole) if key in secret]
        if not names:
            continue
        keys[number], sums[number] = [], [partition]
        for block in {block_of[key] for key in names if key in block_of}:
            keys[number] += keys.pop(block)
            sums[number] += sums.pop(block)
        keys[number] += [key for key in dict.fromkeys(names) if key not in block_of]
        block_of.update(dict.fromkeys(keys[number], number))
    yield from ((names, sums[number]) for number, names in keys.items())


def _settled(keys: list[str], partitions: list[Partition]) -> list[str]:
    place = {key: number for number, key in enumerate(keys)}
    system = np.zeros((len(partitions), len(keys)))
    for line, partition in zip(system, partitions, strict=True):
        for cell in partition.cells:
            if cell in place:
                line[place[cell]] += 1
        if partition.whole in place:
            line[place[partition.whole]] -= 1
    moves = _moves(system)
    return [key for key, move in zip(keys, moves, strict=True) if move < _NOTHING]


def _moves(system: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far each unknown can move while every sum stays: 0 for one that cannot."""
    _, sizes, right = np.linalg.svd(system)
    rank = int((sizes > _NOTHING).sum())
    moves: NDArray[np.float64] = np.abs(right[rank:]).sum(axis=0)
    return moves
