"""A histogram holds counts, no single case, and shows what is beyond a limit."""

from __future__ import annotations

from typing import Any

import pytest
from tests.charts.conftest import AWKWARD, LONG, drawing, rows

from cstools import charts
from cstools.charts import theme

DAYS = [1, 2, 5, 9.5, 10, 31, float("nan")]


def test_cases_are_counted_in_steps() -> None:
    chart = charts.histogram(DAYS, "Days", step=5, limit=10, limit_title="Ten days", most=20)
    drawn = drawing(chart)
    assert drawn.count("bar") == 5
    assert drawn.words[:6] == ["0", "5", "10", "15", "20+", "Days"]
    assert {"Cases", "Ten days"} <= set(drawn.words)
    assert chart.text == (
        "6 in all, half of them 7 days or less. Ten days: 1 (16.7%) are beyond it. "
        "Of 1 more it is not known."
    )
    assert rows(chart.table) == [
        ["0 to under 5", 2],
        ["5 to under 10", 2],
        ["10 to under 15", 1],
        ["15 to under 20", 0],
        ["20 and more", 1],
    ]
    assert list(chart.table.columns) == ["Days", "Cases"]
    assert [record["beyond"] for record in chart.spec["data"]["values"]] == [
        *(False, False, True, True, True)
    ]
    assert theme.ORANGE in str(chart.spec["layer"][0]["encoding"]["color"])


def test_no_single_case_goes_into_the_chart() -> None:
    assert "9.5" not in str(charts.histogram(DAYS, "Days", step=5).spec)


def test_without_a_limit_there_is_no_line() -> None:
    chart = charts.histogram([3, 4], "Days", step=2, cases="Visits")
    assert len(chart.spec["layer"]) == 1
    assert chart.text == "2 in all, half of them 4 days or less."
    assert "Visits" in drawing(chart).words


def test_numbers_below_zero_have_their_steps() -> None:
    chart = charts.histogram([-3, 1], "Days", step=5)
    assert rows(chart.table) == [["-5 to under 0", 1], ["0 to under 5", 1]]


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([], "There is nothing to draw."),
        ([float("nan")], "There is nothing to draw. Of 1 more it is not known."),
    ],
)
def test_nothing_to_draw_draws_nothing(numbers: list[Any], text: str) -> None:
    chart = charts.histogram(numbers, "Days", step=1, limit=3)
    assert chart.text == text
    assert drawing(chart).count("bar") == 0
    assert len(chart.table) == 0
    assert list(chart.panel("Days").data.columns) == ["Days", "Cases"]


@pytest.mark.parametrize("name", [AWKWARD, LONG], ids=["awkward", "long"])
def test_names_are_written_as_they_are(name: str) -> None:
    drawn = drawing(charts.histogram([1], name, step=1, limit=1, limit_title=name, cases=AWKWARD))
    assert drawn.words.count(name) >= 2


@pytest.mark.parametrize("step", [0, -1])
def test_a_step_is_above_zero(step: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        charts.histogram(DAYS, "Days", step=step)
