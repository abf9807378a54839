"""No small number is shown, and none follows from what is shown."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cstools.figures import Counts, Partition, Split, hidden
from cstools.figures.deduction import settled

CELLS = st.lists(st.integers(0, 9), min_size=1, max_size=5)
LIMITS = st.integers(1, 5)


def flat(*cells):
    names = tuple(f"part {place}" for place in range(len(cells)))
    counts = dict(zip(names, cells, strict=True)) | {"all": sum(cells)}
    return Counts(counts, partitions=[Partition("all", names)])


def nested(*parts):
    """A whole of parts, each of which is made of parts."""
    counts, partitions, names = {}, [], []
    for place, cells in enumerate(parts):
        inner = tuple(f"part {place}.{number}" for number in range(len(cells)))
        counts |= dict(zip(inner, cells, strict=True)) | {f"part {place}": sum(cells)}
        partitions.append(Partition(f"part {place}", inner))
        names.append(f"part {place}")
    counts["all"] = sum(map(sum, parts))
    return Counts(counts, partitions=[*partitions, Partition("all", tuple(names))])


def fitting(counted, hide):
    """Every way the hidden cells could be filled so that all sums hold; wholes may be hidden."""
    cells = [key for key in counted.counts if key not in {p.whole for p in counted.partitions}]
    free = [key for key in cells if key in hide]
    most = max(counted.counts["all"], 6)
    for values in product(range(most + 1), repeat=len(free)):
        counts = counted.counts | dict(zip(free, values, strict=True))
        holds = True
        for partition in counted.partitions:
            total = sum(counts[cell] for cell in partition.cells)
            if partition.whole in hide:
                counts[partition.whole] = total
            holds &= counts[partition.whole] == total
        if holds:
            yield counts


def test_nothing_is_hidden_without_a_limit():
    assert hidden(flat(1, 2, 3), 0) == frozenset()


@pytest.mark.parametrize(
    ("cells", "also"),
    [
        ((3, 20, 7), [True, False, True]),  # the next smallest goes with it
        ((3, 4, 20), [True, True, False]),
        ((3, 0, 20), [True, False, True]),
        ((3, 0, 0), [True, True, True]),  # the whole is hidden, too, and with it all its parts
        ((1, 1, 20), [True, True, True]),  # two that make 2 are 1 and 1
        ((5, 5, 20), [True, True, True]),
        ((0, 20, 6), [False, False, False]),
        ((5, 5), [True, True]),
    ],
)
def test_what_goes_with_a_small_number(cells, also):
    hide = hidden(flat(*cells), 5)
    assert [f"part {place}" in hide for place in range(len(cells))] == also


def test_hidden_in_one_breakdown_is_hidden_in_all():
    counted = flat(3, 7, 20)
    counted.counts |= {"other": 23}
    counted.partitions.append(Partition("all", ("part 1", "other")))
    assert hidden(counted, 5) >= {"part 0", "part 1", "other"}


@settings(deadline=None, max_examples=60)
@given(CELLS, st.integers(2, 5))
@example([0, 1, 1], 2)
@example([3, 3, 1], 2)
def test_no_hidden_number_follows_even_for_one_who_knows_how_numbers_are_hidden(cells, limit):
    assume(sum(cells) <= 12)
    counted = flat(*cells)
    hide = hidden(counted, limit)
    partition = counted.partitions
    likely = [
        counts
        for counts in fitting(counted, hide)
        if hidden(Counts(counts, partitions=partition), limit) == hide
    ]
    assert counted.counts in likely
    for key in hide:
        if 1 <= counted.counts[key] <= limit:
            assert len({counts[key] for counts in likely}) > 1, (cells, key)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.lists(st.integers(0, 8), min_size=1, max_size=3), min_size=1, max_size=3), LIMITS
)
def test_no_hidden_number_follows_from_sums_of_sums(parts, limit):
    assume(sum(map(sum, parts)) <= 10 and sum(map(len, parts)) <= 5)
    counted = nested(*parts)
    hide = hidden(counted, limit)
    ways = list(fitting(counted, hide))
    for key, number in counted.counts.items():
        if 1 <= number <= limit:
            assert key in hide
            assert len({counts[key] for counts in ways}) > 1, (parts, key)


def two_way(rows, limit):
    """A table with both margins and its total; its hidden cells, and every way to fill them."""
    height, width = len(rows), len(rows[0])
    tall = Split("row", "Row", {str(n): () for n in range(height - 1)}, str(height - 1))
    wide = Split("column", "Column", {str(n): () for n in range(width - 1)}, str(width - 1))
    places = np.repeat(
        np.indices((height, width)).reshape(2, -1), np.asarray(rows).reshape(-1), axis=1
    )
    counted = Counts()
    counted.count("all", places.shape[1])
    counted.split(tall, places[0], "all")
    counted.split(wide, places[1], "all")
    counted.cross(tall, wide, (places[0], places[1]))
    names = [tall.across(wide).cells, tall.cells, wide.cells, ("all",)]
    return counted, names, hidden(counted, limit)


def ways(rows, names, counted, hide, most):
    """The tables that show the same: one line each, cell by cell."""
    height, width = len(rows), len(rows[0])
    cells, tall, wide, whole = names
    ranges = [range(most + 1) if cell in hide else [counted.counts[cell]] for cell in cells]
    tables = np.array(list(product(*ranges))).reshape(-1, height, width)
    sums = [
        *zip(tall, tables.sum(axis=2).T, strict=True),
        *zip(wide, tables.sum(axis=1).T, strict=True),
        (whole[0], tables.sum(axis=(1, 2))),
    ]
    fits = np.ones(len(tables), dtype=bool)
    for key, numbers in sums:
        if key not in hide:
            fits &= numbers == counted.counts[key]
    return tables[fits].reshape(-1, height * width)


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from([(2, 2), (2, 3), (3, 2)]).flatmap(
        lambda shape: st.lists(
            st.lists(st.integers(0, 4), min_size=shape[1], max_size=shape[1]),
            min_size=shape[0],
            max_size=shape[0],
        )
    ),
    st.integers(1, 3),
)
def test_no_hidden_number_follows_from_a_table_with_both_margins(rows, limit):
    counted, names, hide = two_way(rows, limit)
    tables = ways(rows, names, counted, hide, 6)
    for place, cell in enumerate(names[0]):
        number = counted.counts[cell]
        assert cell in hide or not 1 <= number <= limit
        if cell in hide and number:
            assert len(np.unique(tables[:, place])) > 1, (rows, cell)


def test_a_number_that_several_sums_give_away_together_is_hidden_better():
    """Each row and each column has two hidden cells or none, and yet one cell follows.

    Two blocks of four, joined by one cell in the middle that belongs to neither: the sums of the
    first block leave nothing for it to be but what it is.
    """
    rows = [
        [1, 1, 30, 30],
        [1, 1, 2, 30],
        [30, 30, 1, 1],
        [30, 30, 1, 1],
    ]
    counted, names, hide = two_way(rows, 2)
    assert settled(counted, {cell for cell in names[0] if counted.counts[cell] <= 2}) == [
        "row x column: 1 x 2"
    ]
    assert not settled(counted, set(hide))
    assert len(hide & set(names[0])) > 9


def test_what_hangs_on_a_hidden_count_is_hidden_with_it():
    counted = flat(3, 7, 20)
    counted.things("incidents", 12, "part 0")
    assert "incidents" in hidden(counted, 5)
    assert "incidents" not in hidden(counted, 2)
