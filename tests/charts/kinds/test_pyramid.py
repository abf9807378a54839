"""A pyramid: two groups back to back, the first band at the bottom."""

from __future__ import annotations

from typing import Any

import pytest
from tests.charts.conftest import AWKWARD, LONG, drawing, hidden, long_form, records, rows

from cstools import charts

AGES = records(
    *(
        ("0 to 4", 3, "Girls"),
        ("0 to 4", 5, "Boys"),
        ("5 to 9", 12, "Girls"),
        ("5 to 9", 8, "Boys"),
    ),
    columns="age n sex",
)


def test_two_sides_stand_back_to_back() -> None:
    chart = charts.pyramid(AGES, "age", "n", "sex", titles=("Age", "Children"))
    drawn = drawing(chart)
    assert drawn.count("bar") == 4
    assert [word for word in drawn.words if word.startswith(("0 to", "5 to"))] == [
        "5 to 9",
        "0 to 4",
    ] or drawn.words.index("0 to 4") < drawn.words.index("5 to 9")
    assert drawn.words.count("Children") == 2
    assert {"Girls", "Boys", "Age", "3", "5", "12", "8"} <= set(drawn.words)
    assert chart.spec["hconcat"][0]["encoding"]["y"]["sort"] == ["5 to 9", "0 to 4"]
    assert (
        chart.text
        == "Girls: most 5 to 9 (12), least 0 to 4 (3). Boys: most 5 to 9 (8), least 0 to 4 (5)."
    )
    assert rows(chart.table)[0] == ["0 to 4", "Girls", 3]


def test_a_hidden_band_keeps_its_place_and_name() -> None:
    figures = long_form(
        ("0 to 4", "f", 1.0, ""),
        ("0 to 4", "m", 2.0, ""),
        ("5 to 9", "f", None, "suppressed"),
        ("5 to 9", "m", None, "suppressed"),
    )
    chart = charts.pyramid(figures, "category", "value", "period", order=["0 to 4", "5 to 9"])
    drawn = drawing(chart)
    assert "5 to 9" in drawn.words
    assert drawn.count("bar") == 2
    assert chart.text == "f: only 0 to 4 (1.0%). m: only 0 to 4 (2.0%). Not drawn: 2 hidden."
    assert [row[2] for row in rows(chart.table)] == ["1.0%", "2.0%", "hidden", "hidden"]


@pytest.mark.parametrize("data", [[], hidden("age sex")], ids=["no rows", "all hidden"])
def test_nothing_to_draw_draws_nothing(data: list[Any]) -> None:
    chart = charts.pyramid(data, "age", "n", "sex")
    assert chart.text.startswith("There is nothing to draw.")
    assert drawing(chart).count("bar") == 0


@pytest.mark.parametrize("name", [AWKWARD, LONG], ids=["awkward", "long"])
def test_names_are_written_as_they_are(name: str) -> None:
    data = [{"age": name, "n": 1, "sex": name}, {"age": name, "n": 2, "sex": "m"}]
    chart = charts.pyramid(data, "age", "n", "sex")
    drawn = drawing(chart)
    assert drawn.count("bar") == 2
    assert drawn.writes(name)


def test_there_are_two_sides() -> None:
    with pytest.raises(ValueError, match="two sides; sex holds 1"):
        charts.pyramid(AGES[:1], "age", "n", "sex")
    with pytest.raises(ValueError, match="two sides; age holds 3"):
        charts.pyramid([*AGES, {"age": "x", "n": 1, "sex": "Boys"}], "sex", "n", "age")
    with pytest.raises(ValueError, match="no column m"):
        charts.pyramid(AGES, "age", "n", "m")
