"""A heat table: each cell carries its number, and its letters suit its shade."""

from __future__ import annotations

from typing import Any

import pytest
from tests.charts.conftest import AWKWARD, LONG, drawing, hidden, long_form, records, rows

from cstools import charts
from cstools.charts.draw import draw_svg
from cstools.charts.kinds.heat import BLACK, WHITE

TEAMS = records(
    *(("North", 0, "x"), ("North", 50, "y"), ("South", 60, "x"), ("South", 1000, "y")),
    columns="team n kind",
)


def test_each_cell_carries_its_number() -> None:
    chart = charts.heat_table(
        TEAMS, "team", "kind", "n", rows=["South"], titles=("Team", "Kind of visit")
    )
    drawn = drawing(chart)
    assert drawn.count("rect") == 4
    assert drawn.words[:4] == ["0", "50", "60", "1,000"]
    assert drawn.words[4:] == ["x", "y", "Kind of visit", "South", "North", "Team"]
    assert chart.text == "Largest: South, y (1,000)."
    assert rows(chart.table)[-1] == ["South", "y", 1000]


def test_letters_are_white_on_dark_shades_only() -> None:
    drawn = draw_svg(charts.heat_table(TEAMS, "team", "kind", "n").spec)
    assert drawn.count(f'fill="{BLACK}">') + drawn.count(f'fill="{BLACK}"') > 0
    white = charts.heat_table(TEAMS[:1], "team", "kind", "n").spec["layer"][1]["encoding"]["color"]
    assert white["condition"]["value"] == WHITE


def test_a_hidden_cell_stays_empty_in_its_place() -> None:
    figures = long_form(("a", "2024", 5.0, ""), ("b", "2025", None, "suppressed"))
    chart = charts.heat_table(figures, "category", "period", "value")
    drawn = drawing(chart)
    assert drawn.count("rect") == 1
    assert drawn.words == ["5.0", "2024", "2025", "period", "a", "b", "category"]
    assert chart.text == "Largest: a, 2024 (5.0%). Not drawn: 1 hidden."
    assert rows(chart.table) == [["a", "2024", "5.0%"], ["b", "2025", "hidden"]]


@pytest.mark.parametrize("data", [[], hidden("team kind")], ids=["no rows", "all hidden"])
def test_nothing_to_draw_draws_nothing(data: list[Any]) -> None:
    chart = charts.heat_table(data, "team", "kind", "n")
    assert chart.text.startswith("There is nothing to draw.")
    assert drawing(chart).count("rect") == 0


def test_many_columns_are_no_series() -> None:
    data = [{"team": "North", "kind": number, "n": number} for number in range(12)]
    assert drawing(charts.heat_table(data, "team", "kind", "n")).count("rect") == 12


@pytest.mark.parametrize("name", [AWKWARD, LONG], ids=["awkward", "long"])
def test_names_are_written_as_they_are(name: str) -> None:
    assert drawing(charts.heat_table([{name: name, "k": "x", "n": 1}], name, "k", "n")).writes(name)


def test_an_absent_column_is_refused() -> None:
    with pytest.raises(ValueError, match="no column m"):
        charts.heat_table(TEAMS, "team", "kind", "m")
