"""A heat table: numbers in rows and columns, darker where they are larger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools.charts import theme
from cstools.charts.chart import Chart, specification
from cstools.charts.sentences import nothing_drawn
from cstools.charts.series import CATEGORY, SERIES, VALUE, Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

_CELL = (58, 26)
# Letters are white from here on, of the way from the palest shade to the darkest: on either side
# they can be read.
DARK_FROM = 0.74
BLACK, WHITE = "#000000", "#ffffff"


def heat_table(
    data: pd.DataFrame | Iterable[Mapping[str, Any]],
    row: str,
    column: str,
    value: str,
    *,
    unit: str = "",
    rows: Sequence[str] | None = None,
    titles: tuple[str, str] | None = None,
) -> Chart:
    """A table whose cells are shaded by their number and carry it.

    Args:
        data: figures, a DataFrame or records; see `Series.of`.
        row: the column that names the rows.
        column: the column that names the columns.
        value: the column of the numbers.
        unit: of the numbers, where the data do not say it.
        rows: the rows from the top; those it does not name follow.
        titles: what rows and columns are called, where not as the columns of the data.

    Raises:
        ValueError: a column is not there.
    """
    chart = Series.of(data, row, value, column, unit)
    down, across = titles or (row, column)
    text = nothing_drawn(chart) or _in_words(chart)
    values = chart.records()
    largest = max((record[VALUE] for record in values), default=0)
    smallest = min((record[VALUE] for record in values), default=0)
    dark = f"datum.value > {smallest + DARK_FROM * (largest - smallest)}"
    encoding = {
        "y": {
            "field": CATEGORY,
            "type": "nominal",
            "sort": chart.ordered(rows),
            "scale": {"domain": chart.ordered(rows)},
            "axis": {**theme.label_axis(down), "titleY": -24},
        },
        "x": {
            "field": SERIES,
            "type": "nominal",
            "sort": chart.names,
            "scale": {"domain": chart.names},
            "axis": {
                "title": across,
                "orient": "top",
                "labelAngle": 0,
                "ticks": False,
                "domain": False,
                "labelLimit": 2 * _CELL[0],
            },
        },
    }
    shade = {
        "field": VALUE,
        "type": "quantitative",
        "scale": {"range": list(theme.SCALE)},
        "legend": None,
    }
    words = {
        "text": {"field": VALUE, "format": theme.number_format(chart.unit)},
        "color": {"condition": {"test": dark, "value": WHITE}, "value": BLACK},
    }
    layer = [
        {"mark": {"type": "rect", "stroke": WHITE}, "encoding": {"color": shade}},
        {"mark": {"type": "text", "fontSize": 12}, "encoding": words},
    ]
    width = max(_CELL[0], 8 * max(map(len, chart.names), default=1))
    size = {
        "width": {"step": width},
        "height": {"step": theme.name_step(chart.categories, _CELL[1])},
    }
    return Chart(
        specification(values, text, **size, encoding=encoding, layer=layer), text, chart.table
    )


def _in_words(chart: Series) -> str:
    top = chart.largest(chart.drawn)
    place = f"{top[chart.category]}, {top[chart.series]}"
    return f"Largest: {place} ({chart.said(top[chart.value])}).{chart.hidden_in_words()}"
