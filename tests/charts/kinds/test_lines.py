"""Lines go on in time, and break where nothing is known."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tests.charts.conftest import AWKWARD, LONG, drawing, hidden, long_form, records, rows

from cstools import charts
from cstools.charts import theme

YEARS = records((2023, 4), (2024, 9), (2025, 6), columns="year n")


def test_a_line_goes_from_year_to_year() -> None:
    chart = charts.lines(YEARS, "year", "n", titles=("Year", "Children"))
    drawn = drawing(chart)
    assert drawn.words[:4] == ["2023", "2024", "2025", "Year"]
    assert "Children" in drawn.words
    assert (drawn.count("line"), drawn.count("point")) == (1, 3)
    assert chart.text == "From 4 in 2023 to 6 in 2025, highest in 2024 (9)."
    assert rows(chart.table) == [["2023", 4], ["2024", 9], ["2025", 6]]


def test_several_lines_differ_in_colour_dash_and_point() -> None:
    data = records(*((year, year % 7, s) for s in "abcde" for year in (2024, 2025)))
    data = [{**row, "s": row_s} for row, row_s in zip(data, "aabbccddee", strict=True)]
    chart = charts.lines(data, "kind", "n", series="s")
    drawn = drawing(chart)
    assert (drawn.count("line"), drawn.count("point")) == (5, 10)
    assert drawn.words[-5:] == list("abcde")
    shades = chart.spec["encoding"]["color"]["scale"]["range"]
    assert len(set(shades)) == 5
    assert theme.PALE not in shades, "a thin pale line does not show"
    assert len({str(dash) for dash in chart.spec["encoding"]["strokeDash"]["scale"]["range"]}) == 5


def test_an_unknown_number_leaves_a_gap() -> None:
    figures = long_form(
        ("", "2022", 1.0, ""),
        ("", "2023", 2.0, ""),
        ("", "2024", None, "suppressed"),
        ("", "2025", 4.0, ""),
    )
    chart = charts.lines(figures, "period", "value")
    drawn = drawing(chart)
    assert drawn.words[:4] == ["2022", "2023", "2024", "2025"]
    assert drawn.count("point") == 3
    assert chart.text == "From 1.0% in 2022 to 4.0% in 2025. Not drawn: 1 hidden."
    assert rows(chart.table)[2] == ["2024", "hidden"]


def test_days_are_drawn_to_scale_each_with_its_date() -> None:
    days = pd.to_datetime(["2025-01-01", "2025-02-01", "2025-04-01"])
    chart = charts.lines(pd.DataFrame({"day": days, "n": [1, 2, 4]}), "day", "n")
    words = drawing(chart).words
    assert words[:3] == ["1 Jan 2025", "1 Feb 2025", "1 Apr 2025"]
    assert chart.spec["encoding"]["x"]["type"] == "temporal"
    assert chart.text == "From 1 in 2025-01-01 to 4 in 2025-04-01."


def test_many_days_leave_the_ticks_to_the_axis() -> None:
    days = pd.date_range("2025-01-01", periods=40, freq="D")
    drawn = drawing(charts.lines(pd.DataFrame({"day": days, "n": range(40)}), "day", "n"))
    assert drawn.count("point") == 40
    days_said = [word for word in drawn.words if word.endswith(" 2025")]
    assert 1 < len(days_said) < 40
    assert days_said[0][0].isdigit()


def test_the_axis_may_begin_where_the_numbers_do() -> None:
    near = records((2024, 1001), (2025, 1003), columns="year n")
    assert "0" in drawing(charts.lines(near, "year", "n")).words
    assert "0" not in drawing(charts.lines(near, "year", "n", from_zero=False)).words


def test_one_period_is_one_point() -> None:
    chart = charts.lines(YEARS[:1], "year", "n")
    assert drawing(chart).count("point") == 1
    assert chart.text == "4 in 2023."


@pytest.mark.parametrize("data", [[], hidden()], ids=["no rows", "all hidden"])
def test_nothing_to_draw_draws_nothing(data: list[Any]) -> None:
    chart = charts.lines(data, "kind", "n")
    assert chart.text.startswith("There is nothing to draw.")
    assert chart.spec["data"]["values"] == []
    assert drawing(chart).count("point") == 0
    assert len(chart.table) == len(data)


@pytest.mark.parametrize("name", [AWKWARD, LONG], ids=["awkward", "long"])
def test_names_are_written_as_they_are(name: str) -> None:
    chart = charts.lines([{name: 2025, "n": 1, "s": name}], name, "n", series="s")
    words = drawing(chart).words
    assert name in words, "the title of the axis"
    assert words[-1] == name or name.startswith(words[-1].rstrip("…"))


def test_an_absent_column_and_too_many_series_are_refused() -> None:
    with pytest.raises(ValueError, match="no column m"):
        charts.lines(YEARS, "year", "m")
    data = [{"year": 2025, "n": 1, "s": number} for number in range(6)]
    with pytest.raises(ValueError, match="6 series"):
        charts.lines(data, "year", "n", series="s")
