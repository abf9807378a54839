"""What a chart takes, and how hidden and unknown numbers, dates and years are read."""

from __future__ import annotations

import pandas as pd
import pytest

from cstools.charts.series import Series

from .conftest import long_form, records, rows


def test_records_and_a_table_give_the_same() -> None:
    plain = records(("a", 1), ("b", 2))
    of_records, of_table = (Series.of(data, "kind", "n") for data in (plain, pd.DataFrame(plain)))
    assert of_records.records() == of_table.records()
    assert of_records.records() == [{"category": "a", "value": 1}, {"category": "b", "value": 2}]
    assert rows(of_records.table) == [["a", 1], ["b", 2]]


def test_figures_say_their_unit_and_what_is_hidden() -> None:
    chart = Series.of(
        long_form(("a", "2025", 1250.5, ""), ("b", "2025", None, "suppressed")), "category", "value"
    )
    assert chart.unit == "percent"
    assert rows(chart.table) == [["a", "1,250.5%"], ["b", "hidden"]]
    assert chart.hidden_in_words() == " Not drawn: 1 hidden."
    assert Series.of(chart.frame, "category", "value", unit="days").unit == "days"


def test_a_number_that_may_not_be_shown_is_hidden_even_where_it_stands() -> None:
    data = [{"kind": "a", "n": 3, "status": "suppressed"}, {"kind": "b", "n": 5, "status": None}]
    chart = Series.of(data, "kind", "n")
    assert chart.records() == [{"category": "b", "value": 5}]
    assert rows(chart.table) == [["a", "hidden"], ["b", "5"]]


def test_why_a_number_is_not_there_is_said() -> None:
    data = [
        {"kind": "a", "n": None, "status": "not available"},
        {"kind": "b", "n": None},
        {"kind": "c", "n": None, "status": "suppressed"},
        {"kind": "d", "n": None, "status": "suppressed"},
    ]
    chart = Series.of(data, "kind", "n")
    assert chart.hidden_in_words() == " Not drawn: 1 not available, 1 not known, 2 hidden."
    assert [row[1] for row in rows(chart.table)] == [
        "not available",
        "not known",
        "hidden",
        "hidden",
    ]


def test_what_names_a_mark_is_text() -> None:
    chart = Series.of(records((2024, 1), (None, 2)), "kind", "n")
    assert chart.categories == ["2024.0", "not known"]
    years = Series.of(records((2024, 1), (2025, 2)), "kind", "n")
    assert years.categories == ["2024", "2025"]
    assert years.ordered([2025, 1999]) == ["2025", "2024"]  # type: ignore[list-item]
    assert [record["category"] for record in years.records()] == ["2024", "2025"]
    assert not years.dated


def test_days_are_days() -> None:
    days = pd.DataFrame({"day": pd.to_datetime(["2025-01-31", None]), "n": [1, 2]})
    chart = Series.of(days, "day", "n")
    assert chart.dated
    assert chart.categories == ["2025-01-31", "not known"]


def test_the_largest_come_first_and_the_hidden_last() -> None:
    data = [*records(("a", 1), ("b", 3)), {"kind": "c", "n": None}, {"kind": "d", "n": 2}]
    assert Series.of(data, "kind", "n").ranked() == ["b", "d", "a", "c"]


def test_they_are_ranked_by_the_first_series() -> None:
    data = records(("a", 1, "x"), ("a", 9, "y"), ("b", 2, "x"), ("b", 1, "y"), columns="kind n s")
    assert Series.of(data, "kind", "n", "s").ranked() == ["b", "a"]


def test_no_data_are_no_rows() -> None:
    for data in ([], pd.DataFrame(), pd.DataFrame(columns=["kind", "n"])):
        chart = Series.of(data, "kind", "n")
        assert (chart.records(), chart.categories, chart.unit) == ([], [], "count")


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="have no column m, s"):
        Series.of(records(("a", 1)), "kind", "m", "s")


def test_a_status_that_is_nowhere_filled_hides_nothing() -> None:
    frame = pd.DataFrame({"kind": ["a"], "n": [1], "status": [float("nan")]})
    assert Series.of(frame, "kind", "n").hidden.empty


def test_two_numbers_in_one_place_are_refused() -> None:
    """Such as those of two areas: one would be drawn over the other without a word."""
    data = records(("a", 1), ("a", 9))
    with pytest.raises(ValueError, match="1 numbers more than places by kind"):
        Series.of(data, "kind", "n")
    apart = [{**row, "area": area} for row, area in zip(data, "xy", strict=True)]
    assert len(Series.of(apart, "kind", "n", "area").drawn) == 2
