"""A flow: bands from where to where, as wide as their numbers."""

from __future__ import annotations

from typing import Any

import pytest
from tests.charts.conftest import AWKWARD, LONG, drawing, hidden, long_form, records, rows

from cstools import charts

MOVES = records(
    *(("Foster", 8, "Home"), ("Foster", 2, "Care home"), ("Kin", 5, "Home"), ("Kin", 0, "None")),
    columns="start n end",
)


def test_bands_go_from_left_to_right() -> None:
    chart = charts.flow(MOVES, "start", "end", "n")
    drawn = drawing(chart)
    assert drawn.count("area") == 3
    assert drawn.words == ["Foster 10", "Kin 5", "Home 13", "Care home 2"]
    assert chart.text == "15 in all; most go from Foster to Home, 8."
    assert rows(chart.table)[-1] == ["Kin", "None", 0]


def test_bands_are_as_wide_as_their_numbers() -> None:
    points = charts.flow(MOVES, "start", "end", "n").spec["data"]["values"]
    first = {point["band"]: point for point in points if point["x"] == 0}
    widths = {band: point["lower"] - point["upper"] for band, point in first.items()}
    assert widths[0] / widths[1] == pytest.approx(4)
    assert max(point["lower"] for point in points) == pytest.approx(1)


def test_what_is_hidden_is_said() -> None:
    figures = long_form(("a", "x", 5.0, ""), ("b", "y", None, "suppressed"))
    chart = charts.flow(figures, "category", "period", "value")
    assert chart.text == "5.0% in all; most go from a to x, 5.0%. Not drawn: 1 hidden."
    assert drawing(chart).words == ["a 5.0%", "x 5.0%"]
    assert rows(chart.table) == [["a", "x", "5.0%"], ["b", "y", "hidden"]]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ([], "There is nothing to draw."),
        (hidden("start end"), "There is nothing to draw. Not drawn: 2 hidden."),
        (MOVES[-1:], "All numbers are zero."),
    ],
)
def test_nothing_to_draw_draws_nothing(data: list[Any], text: str) -> None:
    chart = charts.flow(data, "start", "end", "n")
    assert chart.text == text
    assert drawing(chart).count("area") == 0
    assert chart.panel("Moves").spec is None


@pytest.mark.parametrize("name", [AWKWARD, LONG], ids=["awkward", "long"])
def test_names_are_written_as_they_are(name: str) -> None:
    assert drawing(charts.flow([{name: name, "to": name, "n": 1}], name, "to", "n")).writes(name)


def test_what_cannot_flow_is_refused() -> None:
    with pytest.raises(ValueError, match="below zero"):
        charts.flow([{"start": "a", "end": "b", "n": -1}], "start", "end", "n")
    with pytest.raises(ValueError, match="no column m"):
        charts.flow(MOVES, "start", "m", "n")
    with pytest.raises(ValueError, match="6 series"):
        charts.flow(records(*((str(n), 1) for n in range(6))), "kind", "kind", "n")
