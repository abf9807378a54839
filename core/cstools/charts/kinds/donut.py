"""A donut: the parts of one whole, for few parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools.charts import theme
from cstools.charts.chart import Chart, specification
from cstools.charts.sentences import nothing_drawn
from cstools.charts.series import CATEGORY, VALUE, Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

_RADIUS, _HOLE = 105, 60


def donut(
    data: pd.DataFrame | Iterable[Mapping[str, Any]],
    category: str,
    value: str,
    *,
    unit: str = "",
    middle: str = "",
) -> Chart:
    """The parts of a whole as slices, each with its share, and what the whole is in the middle.

    Where a part is hidden there are no shares to draw, as they would give it away: the chart is
    empty and its table says what is hidden.

    Args:
        data: figures, a DataFrame or records; see `Series.of`.
        category: the column that names the parts.
        value: the column of the numbers.
        unit: of the numbers, where the data do not say it.
        middle: a word under the whole, such as ``children``.

    Raises:
        ValueError: a column is not there, or there are more parts than colours.
    """
    chart = Series.of(data, category, value, "", unit)
    total = float(chart.drawn[value].sum())
    drawable = total > 0 and not len(chart.hidden)
    values = chart.records() if drawable else []
    text = nothing_drawn(chart) or _in_words(chart, total)
    for record in values:
        record["place"] = chart.categories.index(str(record[CATEGORY]))
        record["share"] = f"{100 * record[VALUE] / total:.0f}%"
    colours = theme.colours_of(chart.categories) if values else {}
    angle = {"field": VALUE, "type": "quantitative", "stack": True}
    order = {"field": "place", "type": "ordinal"}
    slices = {
        "mark": {
            "type": "arc",
            "innerRadius": _HOLE,
            "outerRadius": _RADIUS,
            "stroke": "#ffffff",
            "strokeWidth": 2,
        },
        "encoding": {"theta": angle, "order": order, "color": theme.colour(CATEGORY, colours)},
    }
    shares = {
        "mark": {"type": "text", "radius": _RADIUS + 16, "fontSize": 12},
        "encoding": {"theta": angle, "order": order, "text": {"field": "share"}},
    }
    whole = {
        "data": {"values": [{"whole": [chart.said(total), middle]}] if values else []},
        "mark": {"type": "text", "fontSize": 15, "lineHeight": 18, "dy": -6},
        "encoding": {"text": {"field": "whole"}},
    }
    size = 2 * (_RADIUS + 34)
    body = {"width": size, "height": size, "layer": [slices, shares, whole]}
    body["view"] = {"stroke": None}
    return Chart(specification(values, text, **body), text, chart.table)


def _in_words(chart: Series, total: float) -> str:
    if not total:
        return f"All parts are zero.{chart.hidden_in_words()}"
    if len(chart.hidden):
        return f"Shares are not drawn, as a part is hidden.{chart.hidden_in_words()}"
    parts = [
        f"{row[chart.category]} {chart.said(row[chart.value])} "
        f"({100 * row[chart.value] / total:.0f}%)"
        for _, row in chart.drawn.iterrows()
    ]
    return f"{chart.said(total)} in all: {', '.join(parts)}."
