"""A dumbbell: the change of each category between two dates."""

from __future__ import annotations

from typing import Any

import pytest
from tests.charts.conftest import AWKWARD, LONG, drawing, hidden, long_form, records, rows

from cstools import charts

TWO = records(
    *(("North", 10, 2024), ("North", 4, 2025), ("South", 3, 2024), ("South", 9, 2025)),
    ("West", 7, 2025),
    columns="team n year",
)


def test_what_rose_most_stands_at_the_top() -> None:
    chart = charts.dumbbell(TWO, "team", "n", "year", titles=("Team", "Visits"))
    drawn = drawing(chart)
    assert [word for word in drawn.words if word in {"North", "South", "West"}] == [
        "South",
        "North",
        "West",
    ]
    assert drawn.words[-2:] == ["2024", "2025"]
    assert drawn.count("point") == 5
    assert {"Team", "Visits"} <= set(drawn.words)
    assert chart.text == "1 rose, 1 fell of 2: South most upward (+6), North most downward (-6)."
    assert rows(chart.table)[0] == ["North", "2024", 10]


def test_one_category_has_one_line() -> None:
    chart = charts.dumbbell(TWO[:2], "team", "n", "year")
    assert chart.text == "0 rose, 1 fell of 1: North most upward (-6)."
    assert drawing(chart).count("point") == 2


def test_a_hidden_end_leaves_the_other() -> None:
    figures = long_form(("North", "2024", 10.0, ""), ("North", "2025", None, "suppressed"))
    chart = charts.dumbbell(figures, "category", "value", "period")
    assert chart.text == "No category has both numbers. Not drawn: 1 hidden."
    assert drawing(chart).count("point") == 1
    assert rows(chart.table) == [["North", "2024", "10.0%"], ["North", "2025", "hidden"]]


@pytest.mark.parametrize("data", [[], hidden("team year")], ids=["no rows", "all hidden"])
def test_nothing_to_draw_draws_nothing(data: list[Any]) -> None:
    chart = charts.dumbbell(data, "team", "n", "year")
    assert chart.text.startswith("There is nothing to draw.")
    assert drawing(chart).count("point") == 0


@pytest.mark.parametrize("name", [AWKWARD, LONG], ids=["awkward", "long"])
def test_names_are_written_as_they_are(name: str) -> None:
    data = [{"team": name, "n": 1, name: 2024}, {"team": name, "n": 2, name: 2025}]
    assert drawing(charts.dumbbell(data, "team", "n", name)).writes(name)


def test_there_are_two_dates() -> None:
    with pytest.raises(ValueError, match="two ends; year holds 1"):
        charts.dumbbell(TWO[:1], "team", "n", "year")
    with pytest.raises(ValueError, match="no column m"):
        charts.dumbbell(TWO, "team", "n", "m")
