"""No small number is shown, and none follows from what is shown."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cstools_validate_903.statistics.figures import Figures, Partition
from cstools_validate_903.statistics.published import HIDDEN, Published
from cstools_validate_903.statistics.suppression import hidden

CELLS = st.lists(st.integers(0, 9), min_size=1, max_size=5)
LIMITS = st.integers(1, 5)


def flat(*cells):
    names = tuple(f"part {place}" for place in range(len(cells)))
    counts = dict(zip(names, cells, strict=True)) | {"all": sum(cells)}
    return Figures(counts, partitions=[Partition("all", names)])


def nested(*parts):
    """A whole of parts, each of which is made of parts."""
    counts, partitions, names = {}, [], []
    for place, cells in enumerate(parts):
        inner = tuple(f"part {place}.{number}" for number in range(len(cells)))
        counts |= dict(zip(inner, cells, strict=True)) | {f"part {place}": sum(cells)}
        partitions.append(Partition(f"part {place}", inner))
        names.append(f"part {place}")
    counts["all"] = sum(map(sum, parts))
    return Figures(counts, partitions=[*partitions, Partition("all", tuple(names))])


def fitting(figures, hide):
    """Every way the hidden cells could be filled so that all sums hold; wholes may be hidden."""
    cells = [key for key in figures.counts if key not in {p.whole for p in figures.partitions}]
    free = [key for key in cells if key in hide]
    most = max(figures.counts["all"], 6)
    for values in product(range(most + 1), repeat=len(free)):
        counts = figures.counts | dict(zip(free, values, strict=True))
        holds = True
        for partition in figures.partitions:
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
    found = hidden(flat(*cells), 5)
    assert [f"part {place}" in found for place in range(len(cells))] == also


def test_hidden_in_one_breakdown_is_hidden_in_all():
    figures = flat(3, 7, 20)
    figures.counts |= {"other": 23}
    figures.partitions.append(Partition("all", ("part 1", "other")))
    assert hidden(figures, 5) >= {"part 0", "part 1", "other"}


@settings(deadline=None, max_examples=60)
@given(CELLS, st.integers(2, 5))
@example([0, 1, 1], 2)
@example([3, 3, 1], 2)
def test_no_hidden_number_follows_even_for_one_who_knows_how_numbers_are_hidden(cells, limit):
    assume(sum(cells) <= 12)
    figures = flat(*cells)
    hide = hidden(figures, limit)
    partition = figures.partitions
    likely = [
        counts
        for counts in fitting(figures, hide)
        if hidden(Figures(counts, partitions=partition), limit) == hide
    ]
    assert figures.counts in likely
    for key in hide:
        if 1 <= figures.counts[key] <= limit:
            assert len({counts[key] for counts in likely}) > 1, (cells, key)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.lists(st.integers(0, 8), min_size=1, max_size=3), min_size=1, max_size=3), LIMITS
)
def test_no_hidden_number_follows_from_sums_of_sums(parts, limit):
    assume(sum(map(sum, parts)) <= 10 and sum(map(len, parts)) <= 5)
    figures = nested(*parts)
    hide = hidden(figures, limit)
    ways = list(fitting(figures, hide))
    for key, number in figures.counts.items():
        if 1 <= number <= limit:
            assert key in hide
            assert len({counts[key] for counts in ways}) > 1, (parts, key)


def test_shares_and_averages_of_hidden_numbers_are_hidden():
    figures = Figures()
    figures.count("all", 100)
    figures.part("few", 3, "all")
    figures.part("nearly all", 98, "all")
    figures.part("half", 50, "all")
    figures.things("incidents", 12, "few")
    figures.average("mean", np.array([4, 4, 4]), "few")
    shown = Published(2026, figures, 5)
    assert [shown.count(key) for key in ("few", "nearly all", "half", "incidents")] == [
        HIDDEN,
        HIDDEN,
        50,
        HIDDEN,
    ]
    assert [shown.percent(key, "all") for key in ("few", "nearly all", "half")] == [
        HIDDEN,
        HIDDEN,
        50.0,
    ]
    assert shown.average("mean") == HIDDEN
    assert Published(2026, figures).average("mean") == 4.0


@given(CELLS, LIMITS)
def test_wholes_are_rounded_and_no_less_than_what_is_shown(cells, limit):
    shown = Published(2026, flat(*cells), limit)
    whole = shown.count("all")
    if whole != HIDDEN:
        assert whole % 5 == 0
        assert abs(whole - sum(cells)) < 5
        for place in range(len(cells)):
            part = shown.count(f"part {place}")
            assert part == HIDDEN or part <= whole
            percent = shown.percent(f"part {place}", "all")
            assert percent is None or percent == HIDDEN or 0 <= percent <= 100


@pytest.mark.parametrize(
    ("part", "whole", "places", "percent"),
    [
        (1, 8, 1, 12.5),
        (1, 16, 1, 6.3),
        (1, 8, 0, 13),
        (1, 3, 1, 33.3),
        (2, 3, 0, 67),
        (0, 0, 1, None),
    ],
)
def test_percentages_round_half_up(part, whole, places, percent):
    figures = Figures()
    figures.count("all", whole)
    figures.part("part", part, "all")
    assert Published(2026, figures).percent("part", "all", places) == percent
