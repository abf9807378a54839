"""A donut: the parts of one whole, none of them hidden."""

from __future__ import annotations

from typing import Any

import pytest
from tests.charts.conftest import AWKWARD, LONG, drawing, hidden, long_form, records, rows

from cstools import charts

KINDS = records(("a", 1), ("b", 3))


def test_each_part_has_its_share_and_the_whole_stands_in_the_middle() -> None:
    chart = charts.donut(KINDS, "kind", "n", middle="children")
    drawn = drawing(chart)
    assert drawn.count("arc") == 2
    assert drawn.words == ["25%", "75%", "4children", "a", "b"]
    assert chart.text == "4 in all: a 1 (25%), b 3 (75%)."
    assert rows(chart.table) == [["a", 1], ["b", 3]]


def test_a_hidden_part_could_be_worked_out_so_nothing_is_drawn() -> None:
    figures = long_form(("a", "2025", 40.0, ""), ("b", "2025", None, "suppressed"))
    chart = charts.donut(figures, "category", "value")
    assert chart.text == "Shares are not drawn, as a part is hidden. Not drawn: 1 hidden."
    assert drawing(chart).count("arc") == 0
    panel = chart.panel("Kinds")
    assert panel.spec is None
    assert panel.table is not None
    assert rows(panel.table) == [["a", "40.0%"], ["b", "hidden"]]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ([], "There is nothing to draw."),
        (hidden(), "There is nothing to draw. Not drawn: 2 hidden."),
        (records(("a", 0), ("b", 0)), "All parts are zero."),
    ],
)
def test_nothing_to_draw_draws_nothing(data: list[Any], text: str) -> None:
    chart = charts.donut(data, "kind", "n")
    assert chart.text == text
    assert drawing(chart).count("arc") == 0


def test_one_part_is_the_whole() -> None:
    assert drawing(charts.donut(KINDS[:1], "kind", "n")).words[:2] == ["100%", "1"]


@pytest.mark.parametrize("name", [AWKWARD, LONG], ids=["awkward", "long"])
def test_names_are_written_as_they_are(name: str) -> None:
    chart = charts.donut([{name: name, "n": 1}, {name: "b", "n": 1}], name, "n")
    assert name in chart.text
    assert drawing(chart).writes(name)


def test_an_absent_column_and_too_many_parts_are_refused() -> None:
    with pytest.raises(ValueError, match="no column m"):
        charts.donut(KINDS, "kind", "m")
    with pytest.raises(ValueError, match="6 series"):
        charts.donut(records(*((str(number), 1) for number in range(6))), "kind", "n")


def test_long_names_of_the_key_stand_below_one_another() -> None:
    long = charts.donut([{"kind": LONG, "n": 1}, {"kind": "b", "n": 1}], "kind", "n")
    short = charts.donut(KINDS, "kind", "n")
    columns = [
        chart.spec["layer"][0]["encoding"]["color"]["legend"]["columns"] for chart in (long, short)
    ]
    assert columns == [1, 0]
