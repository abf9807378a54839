"""What is shown of counts: rounded wholes, hidden parts, percentages and means of what is shown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstools.figures import HIDDEN, UNKNOWN, Counts, Partition, Published, in_words

CELLS = st.lists(st.integers(0, 9), min_size=1, max_size=5)
LIMITS = st.integers(1, 5)


def flat(*cells):
    names = tuple(f"part {place}" for place in range(len(cells)))
    counts = dict(zip(names, cells, strict=True)) | {"all": sum(cells)}
    return Counts(counts, partitions=[Partition("all", names)])


def test_shares_and_averages_of_hidden_numbers_are_hidden():
    counted = Counts()
    counted.count("all", 100)
    counted.part("few", 3, "all")
    counted.part("nearly all", 98, "all")
    counted.part("half", 50, "all")
    counted.things("incidents", 12, "few")
    counted.average("mean", np.array([4, 4, 4]), "few")
    shown = Published("2026", counted, 5)
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
    assert Published("2026", counted).average("mean") == 4.0


@given(CELLS, LIMITS)
def test_wholes_are_rounded_and_no_less_than_what_is_shown(cells, limit):
    shown = Published("2026", flat(*cells), limit)
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
    counted = Counts()
    counted.count("all", whole)
    counted.part("part", part, "all")
    assert Published("2026", counted).percent("part", "all", places) == percent


def test_what_is_not_known_is_shown_as_that_with_all_its_parts():
    counted = flat(3, 7)
    counted.unknown.add("all")
    shown = Published("2026", counted)
    assert [shown.count(key) for key in ("all", "part 0")] == [UNKNOWN, UNKNOWN]
    assert shown.percent("part 0", "all") == UNKNOWN


@pytest.mark.parametrize(
    ("number", "limit", "words"),
    [(1, 0, "1 visit"), (1200, 0, "1,200 visits"), (3, 5, "a few visits"), (3, 2, "3 visits")],
)
def test_counts_in_words(number, limit, words):
    counted = Counts()
    counted.count("all", number)
    assert Published("2026", counted, limit).in_words("all", "visit", "visits") == words


def test_a_figure_in_words():
    assert [in_words(12.5, "%"), in_words(None), in_words(HIDDEN)] == ["12.5%", "–", "c"]
