"""What a chart says comes from its data."""

from __future__ import annotations

import pytest

from cstools.charts.sentences import (
    first_to_last,
    largest_and_smallest,
    nothing_drawn,
    parts_of_each,
)
from cstools.charts.series import Series

from .conftest import hidden, records


def two(*rows: tuple[str, float, str]) -> Series:
    return Series.of(records(*rows, columns="kind n s"), "kind", "n", "s")


def single(*rows: tuple[str, float]) -> Series:
    return Series.of(records(*rows), "kind", "n")


@pytest.mark.parametrize(
    ("chart", "text"),
    [
        (single(("a", 1204), ("b", 3)), "Most a (1,204), least b (3)."),
        (single(("a", 1)), "Only a (1)."),
        (single(("a", 2), ("b", 2)), "2 in each of 2."),
        (
            two(("a", 1, "x"), ("b", 2, "x"), ("a", 4, "y")),
            "x: most b (2), least a (1). y: only a (4).",
        ),
    ],
)
def test_the_largest_and_the_smallest(chart: Series, text: str) -> None:
    assert largest_and_smallest(chart) == text


@pytest.mark.parametrize(
    ("chart", "text"),
    [
        (
            single(("2023", 1), ("2024", 9), ("2025", 4)),
            "From 1 in 2023 to 4 in 2025, highest in 2024 (9).",
        ),
        (single(("2023", 1), ("2024", 9)), "From 1 in 2023 to 9 in 2024."),
        (single(("2023", 1)), "1 in 2023."),
        (two(("2023", 1, "x"), ("2024", 2, "x")), "x: from 1 in 2023 to 2 in 2024."),
    ],
)
def test_from_where_to_where(chart: Series, text: str) -> None:
    assert first_to_last(chart) == text


def test_the_largest_parts_of_the_first_few() -> None:
    chart = two(("a", 1, "x"), ("a", 2, "y"), ("b", 3, "x"), ("c", 4, "x"), ("d", 5, "x"))
    assert parts_of_each(chart) == "a: most y (2); b: most x (3); c: most x (4); and 1 more."
    assert parts_of_each(two(("a", 1, "x"))) == "a: most x (1)."


def test_a_series_without_a_number_says_nothing_of_its_own() -> None:
    data = [*records(("a", 1, "x"), columns="kind n s"), {"kind": "a", "n": None, "s": "y"}]
    chart = Series.of(data, "kind", "n", "s")
    assert largest_and_smallest(chart) == "x: only a (1). Not drawn: 1 not known."


def test_nothing_to_draw_is_said_with_the_reason() -> None:
    assert nothing_drawn(single(("a", 0))) == ""
    assert nothing_drawn(single()) == "There is nothing to draw."
    chart = Series.of(hidden(), "kind", "n")
    assert nothing_drawn(chart) == "There is nothing to draw. Not drawn: 2 hidden."
