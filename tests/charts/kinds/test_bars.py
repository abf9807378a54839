"""Bars that lie, that stand, that are ranked and that are made of parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from tests.charts.conftest import AWKWARD, LONG, drawing, hidden, long_form, numbers, records, rows

from cstools import charts
from cstools.charts import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from cstools.charts import Chart

KINDS = records(("a", 3), ("b", 1204), ("c", 40))
TWO = records(("a", 3, "x"), ("a", 5, "y"), ("b", 8, "x"), ("b", 1, "y"), columns="kind n s")


def parts(data: Any, category: str, value: str, **more: Any) -> Chart:
    """Bars in parts; where no series is said each has one part, of its own name."""
    if "series" in more:
        return charts.stacked_bars(data, category, value, **more)
    frame = pd.DataFrame(data)
    names = frame[category] if len(frame) else []
    return charts.stacked_bars(frame.assign(s=names), category, value, "s", **more)


EACH = [charts.bars, charts.ranked_bars, charts.columns, parts]


def test_bars_stand_in_their_order_with_their_numbers() -> None:
    chart = charts.bars(KINDS, "kind", "n", titles=("Kind of visit", "Visits"))
    drawn = drawing(chart)
    assert drawn.words[-7:] == ["a", "b", "c", "Kind of visit", "3", "1,204", "40"]
    assert "Visits" in drawn.words
    assert drawn.count("bar") == 3
    assert chart.text == "Most b (1,204), least a (3)."
    assert rows(chart.table) == [["a", 3], ["b", 1204], ["c", 40]]
    assert chart.spec["layer"][0]["encoding"]["color"] == {"value": theme.ALONE}


def test_an_order_may_be_asked_for() -> None:
    words = drawing(charts.bars(KINDS, "kind", "n", order=["c", "nowhere", "a"])).words
    assert [word for word in words if word in {"a", "b", "c"}] == ["c", "a", "b"]


def test_two_periods_stand_beside_each_other() -> None:
    colours = dict(zip(["x", "y"], charts.BESIDE_EARLIER, strict=True))
    chart = charts.bars(TWO, "kind", "n", series="s", colours=colours)
    drawn = drawing(chart)
    assert drawn.count("bar") == 4
    assert drawn.words[-6:] == ["3", "5", "8", "1", "x", "y"]
    assert chart.spec["layer"][0]["encoding"]["color"]["scale"]["range"] == [theme.BLUE, theme.GREY]
    assert chart.text == "x: most b (8), least a (3). y: most a (5), least b (1)."
    assert rows(chart.table)[0] == ["a", "x", 3]


def test_ranked_bars_begin_with_the_longest_and_show_one_s_own() -> None:
    chart = charts.ranked_bars(KINDS, "kind", "n", highlight=["c"])
    words = drawing(chart).words
    assert [word for word in words if word in {"a", "b", "c"}] == ["b", "c", "a"]
    paint = chart.spec["layer"][0]["encoding"]["color"]
    assert (paint["condition"]["value"], paint["value"]) == (theme.NAVY, theme.GREY)


def test_bars_in_parts_are_stacked_in_the_order_of_the_data() -> None:
    chart = charts.stacked_bars(TWO, "kind", "n", "s")
    drawn = drawing(chart)
    assert drawn.count("bar") == 4
    assert drawn.words[-2:] == ["x", "y"]
    assert chart.text == "a: most y (5); b: most x (8)."


def test_parts_as_shares_have_an_axis_of_shares() -> None:
    words = drawing(charts.stacked_bars(TWO, "kind", "n", "s", share=True)).words
    assert [word for word in words if word.endswith("%")][::5] == ["0%", "100%"]
    assert "Share" in words


def test_columns_follow_one_another_and_stand_side_by_side() -> None:
    years = records((2024, 3), (2025, 5))
    drawn = drawing(charts.columns(years, "kind", "n", titles=("Year", "Children")))
    assert drawn.words[:3] == ["2024", "2025", "Year"]
    assert drawn.count("bar") == 2
    assert drawing(charts.columns(TWO, "kind", "n", series="s")).count("bar") == 4


def test_years_and_numbers_as_series_have_their_colours() -> None:
    data = records(("a", 3, 2024), ("a", 5, 2025), columns="kind n s")
    chart = charts.columns(data, "kind", "n", series="s")
    assert drawing(chart).words[-2:] == ["2024", "2025"]


@pytest.mark.parametrize("draw", EACH)
def test_figures_give_the_unit(draw: Callable[..., Chart]) -> None:
    figures = long_form(("a", "2025", 17.25, ""), ("b", "2025", None, "suppressed"))
    chart = draw(figures, "category", "value")
    assert "17.3%" in chart.text
    assert chart.text.endswith(" Not drawn: 1 hidden.")
    assert [row[-1] for row in rows(chart.table)] == ["17.3%", "hidden"]
    drawn = drawing(chart)
    assert drawn.count("bar") == 1
    assert {"a", "b"} <= set(drawn.words), "what is hidden keeps its place"


@pytest.mark.parametrize("draw", EACH)
@pytest.mark.parametrize("data", [[], hidden()], ids=["no rows", "all hidden"])
def test_nothing_to_draw_draws_nothing(draw: Callable[..., Chart], data: list[Any]) -> None:
    chart = draw(data, "kind", "n")
    assert chart.text.startswith("There is nothing to draw.")
    assert drawing(chart).count("bar") == 0
    assert len(chart.table) == len(data)


@pytest.mark.parametrize("draw", EACH)
@pytest.mark.parametrize("name", [AWKWARD, LONG], ids=["awkward", "long"])
def test_names_are_written_as_they_are(draw: Callable[..., Chart], name: str) -> None:
    chart = draw([{name: name, "n": 1}], name, "n")
    assert drawing(chart).writes(name)
    assert name in chart.text
    assert next(iter(chart.table.columns)) == name


@pytest.mark.parametrize("draw", EACH)
def test_one_row_is_one_bar(draw: Callable[..., Chart]) -> None:
    drawn = drawing(draw(records(("a", 7)), "kind", "n"))
    assert drawn.count("bar") == 1
    assert "a" in drawn.words


def test_zero_is_a_number_too() -> None:
    chart = charts.bars(records(("a", 0), ("b", 0)), "kind", "n")
    assert chart.text == "0 in each of 2."
    assert numbers(drawing(chart).words)[-2:] == ["0", "0"]


@pytest.mark.parametrize("draw", EACH)
def test_an_absent_column_is_refused(draw: Callable[..., Chart]) -> None:
    with pytest.raises(ValueError, match="no column m"):
        draw(KINDS, "kind", "m")


@pytest.mark.parametrize("draw", [charts.bars, charts.ranked_bars, charts.columns, parts])
def test_too_many_series_are_refused(draw: Callable[..., Chart]) -> None:
    data = records(*(("a", n, f"s{n}") for n in range(6)), columns="kind n s")
    with pytest.raises(ValueError, match="6 series"):
        draw(data, "kind", "n", series="s")
