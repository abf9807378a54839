"""Charts of past and forecast numbers, as Vega-Lite specifications with their data inside.

Each line stands in a small chart of its own with its name above, so that nothing depends on telling
colours apart. What was recorded is drawn whole, the forecast dashed, the reference period shaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cstools.charts import BESIDE_EARLIER

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

    from cstools_demand_model.period import Period

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
RECORDED, FORECAST = "recorded", "forecast"
BLUE = BESIDE_EARLIER[0]
SHADE, DARK = "#e8ecf0", "#555555"
# More points than a line is dots wide show nothing more.
MOST_POINTS = 180
WIDTH, GAP = 680, 60
# Below this a forecast for an age and placement nobody was in is not worth a chart.
LEAST = 0.5


def line(history: pd.Series, forecast: pd.Series, period: Period, description: str) -> Any:
    """One line over time.

    Args:
        history: recorded numbers by day.
        forecast: forecast numbers by day.
        period: the days of the forecast.
        description: what the chart says, in a sentence.
    """
    values = _values(history.to_frame(""), forecast.to_frame(""))
    return {
        "$schema": SCHEMA,
        "description": description,
        "data": {"values": values},
        **_layers(period, WIDTH, 260),
    }


def lines(
    history: pd.DataFrame, forecast: pd.DataFrame, period: Period, columns: int, description: str
) -> Any:
    """A small chart for each column anyone is ever in, each with a scale of its own from nought.

    Args:
        history: recorded numbers by day, one column a chart.
        forecast: forecast numbers by day, with the same columns.
        period: the days of the forecast.
        columns: how many charts stand side by side.
        description: what the charts say, in a sentence.
    """
    some = history.gt(0).any() | forecast.gt(LEAST).any()
    history, forecast = history.loc[:, some], forecast.loc[:, some]
    return {
        "$schema": SCHEMA,
        "description": description,
        "data": {"values": _values(history, forecast)},
        "facet": {
            "field": "group",
            "type": "nominal",
            "sort": list(history.columns),
            "header": {"title": None, "labelFontWeight": "bold", "labelAnchor": "start"},
        },
        "columns": columns,
        "spacing": 20,
        "spec": _layers(period, (WIDTH - GAP * (columns - 1)) // columns, 120),
        "resolve": {"scale": {"y": "independent"}, "axis": {"x": "independent"}},
    }


def _values(history: pd.DataFrame, forecast: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "group": group,
            "date": f"{date:%Y-%m-%dT00:00}",
            "children": round(number, 2),
            "kind": kind,
        }
        for kind, table in ((RECORDED, history), (FORECAST, forecast))
        for group, column in _thinned(table).items()
        for date, number in column.items()
    ]


def _thinned(table: pd.DataFrame) -> pd.DataFrame:
    """Rows spread evenly, the first and the last among them."""
    if len(table) <= MOST_POINTS:
        return table
    return table.iloc[np.linspace(0, len(table) - 1, MOST_POINTS).round().astype(int)]


def _layers(period: Period, width: int, height: int) -> dict[str, Any]:
    shaded = {
        "mark": {"type": "rect", "color": SHADE},
        "encoding": {
            "x": {"datum": _moment(period.reference_start), "type": "temporal"},
            "x2": {"datum": _moment(period.reference_end)},
        },
    }
    start = {
        "mark": {"type": "rule", "color": DARK, "strokeDash": [2, 2]},
        "encoding": {"x": {"datum": _moment(period.forecast_start), "type": "temporal"}},
    }
    return {"width": width, "height": height, "layer": [shaded, start, _drawn(width)]}


def _moment(date: dt.date) -> dict[str, int]:
    return {"year": date.year, "month": date.month, "date": date.day}


def _drawn(width: int) -> dict[str, Any]:
    kinds = [RECORDED, FORECAST]
    ticks: dict[str, Any] = {
        "tickCount": {"interval": "month", "step": 6},
        "format": "%b %Y",
    }
    if width < WIDTH:
        ticks = {"tickCount": "year", "format": "%Y"}
    return {
        "mark": {"type": "line", "color": BLUE, "strokeWidth": 2},
        "encoding": {
            "x": {
                "field": "date",
                "type": "temporal",
                "axis": {"title": None, "grid": False, "labelOverlap": True, **ticks},
            },
            "y": {
                "field": "children",
                "type": "quantitative",
                "scale": {"zero": True, "nice": True},
                "axis": {
                    "title": None,
                    "tickCount": 4,
                    "format": ",~f",
                    "gridColor": "#e4e7ea",
                    # Room for the longest numbers, so that the charts line up.
                    "minExtent": 36,
                },
            },
            "strokeDash": {
                "field": "kind",
                "type": "nominal",
                "sort": kinds,
                "scale": {"domain": kinds, "range": [[1, 0], [5, 4]]},
                "legend": {"title": None, "orient": "top", "symbolType": "stroke"},
            },
        },
    }
