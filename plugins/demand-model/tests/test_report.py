"""Panels from an invented answer of the model: what they say, and that they can be drawn."""

from __future__ import annotations

import json

import pandas as pd
import pytest
import vl_convert

from cstools import Panel
from cstools_demand_model import charts, tables
from cstools_demand_model.outlook import AGE, PLACEMENT, Outlook
from cstools_demand_model.period import settle
from cstools_demand_model.report import panels

AGES, PLACEMENTS = ("Birth to 1", "1 to 5", "16 to 18+"), ("Fostering", "Residential", "Other")


def counts(days, fostering, residential):
    states = pd.MultiIndex.from_product([AGES, PLACEMENTS], names=[AGE, PLACEMENT])
    table = pd.DataFrame(0.0, index=days, columns=states)
    table["1 to 5", "Fostering"] = fostering
    table["16 to 18+", "Residential"] = residential
    return table


@pytest.fixture
def period(params):
    return settle(params(), 2)


@pytest.fixture
def outlook(period) -> Outlook:
    past = pd.date_range(period.first, period.last)
    ahead = pd.date_range(period.forecast_start, periods=period.steps + 1, freq="7D")
    return Outlook(
        AGES,
        PLACEMENTS,
        history=counts(past, 10.0, 4.0),
        forecast=counts(ahead, [10 + n / 10 for n in range(len(ahead))], 4.0),
        entries=pd.DataFrame(
            [("1 to 5", "Fostering", 12, 12 / 364)], columns=[AGE, PLACEMENT, "entries", "daily"]
        ),
        moves=pd.DataFrame(
            [("1 to 5", "Fostering", "Not in care", 9, 10.04, 0.0025)],
            columns=[AGE, "From", "To", "moves", "stock", "daily"],
        ),
        ageing=pd.DataFrame([("1 to 5", 1460, 1 / 1460)], columns=[AGE, "days", "daily"]),
    )


def test_the_report_in_reading_order(outlook, period):
    made = panels(outlook, period)
    assert [panel.title for panel in made] == [
        "Forecast",
        "Children looked after",
        "Children by placement",
        "Children by age",
        "Children by age and placement",
        "Entry rates",
        "Transition rates",
        "Ageing rates",
        "Forecast by date",
        "Forecast by date, age and placement",
    ]
    assert all(isinstance(panel, Panel) and panel.text.endswith(".") for panel in made)
    assert made[0].text == (
        "14 children were looked after at the start of the forecast, 1 April 2026; if the rates of "
        "1 April 2025 to 31 March 2026 go on, there will be about 22 on 6 October 2027."
    )
    assert "12 starts of being looked after" in made[5].text


def test_every_chart_can_be_drawn(outlook, period):
    drawn = [panel.spec for panel in panels(outlook, period) if panel.spec is not None]
    assert len(drawn) == 4
    for spec in drawn:
        json.dumps(spec, allow_nan=False)
        svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
        assert "<path" in svg
        assert charts.SHADE in svg


def test_a_chart_for_each_state_somebody_is_in(outlook, period):
    [spec] = [p.spec for p in panels(outlook, period) if p.title == "Children by age and placement"]
    assert spec["facet"]["sort"] == ["Fostering, 1 to 5", "Residential, 16 to 18+"]
    values = pd.DataFrame(spec["data"]["values"])
    ends = values.groupby(["group", "kind"])["date"].agg(["first", "last", "size"])
    recorded = ends.loc[("Fostering, 1 to 5", charts.RECORDED)]
    assert recorded.tolist() == ["2024-04-01T00:00", "2026-03-31T00:00", charts.MOST_POINTS]
    forecast = ends.loc[("Fostering, 1 to 5", charts.FORECAST)]
    assert forecast.tolist() == ["2026-04-01T00:00", "2027-10-06T00:00", 80]


def test_milestones_are_half_years_and_the_end(outlook):
    table = tables.milestones(outlook)
    assert table.columns.tolist() == [
        *("Children", "1 Apr 2026", "30 Sep 2026", "31 Mar 2027", "6 Oct 2027", "Change")
    ]
    assert table["Children"].tolist() == [
        *("All", "Fostering", "Residential", "Other"),
        *("Age Birth to 1", "Age 1 to 5", "Age 16 to 18+"),
    ]
    assert table.set_index("Children").loc["All"].tolist() == [14, 16.6, 19.2, 21.9, 7.9]
    assert table.set_index("Children").loc["Age 16 to 18+"].tolist() == [4, 4, 4, 4, 0]


def test_the_parts_of_the_forecast_add_up(outlook):
    table = tables.by_date(outlook)
    assert len(table) == 80
    assert table["All"].tolist() == pytest.approx(table[list(PLACEMENTS)].sum(axis=1).tolist())
    ages = [f"Age {age}" for age in AGES]
    assert table["All"].tolist() == pytest.approx(table[ages].sum(axis=1).tolist())
    single = tables.by_state(outlook)
    assert single.groupby("Date")["Children"].sum().tolist() == pytest.approx(table["All"].tolist())
    assert len(single) == 160


def test_rates_are_said_for_thirty_days(outlook):
    [entry] = tables.entries(outlook).to_dict("records")
    assert entry == {
        AGE: "1 to 5",
        PLACEMENT: "Fostering",
        "Entries in the reference period": 12,
        "Entries in 30 days": 0.99,
        "Entries in a year": 12.0,
    }
    [move] = tables.moves(outlook).to_dict("records")
    assert move["Moves in the reference period"] == 9
    assert move["Chance in 30 days, %"] == pytest.approx(100 * (1 - 0.9975**30), abs=0.005)
    [growing] = tables.ageing(outlook).to_dict("records")
    assert growing["Chance in 30 days, %"] == 2.03
