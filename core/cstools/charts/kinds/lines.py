"""Lines: how numbers go on in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools.charts import theme
from cstools.charts.chart import Chart, specification
from cstools.charts.sentences import first_to_last, nothing_drawn
from cstools.charts.series import CATEGORY, SERIES, VALUE, Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

_MOST_DAYS = 12  # that stand below their points; of more the axis shows some
_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4])


def lines(
    data: pd.DataFrame | Iterable[Mapping[str, Any]],
    time: str,
    value: str,
    *,
    series: str = "",
    unit: str = "",
    from_zero: bool = True,
    titles: tuple[str, str] | None = None,
) -> Chart:
    """A line for each series, told apart by colour, dashes and the shape of its points.

    A period without a number leaves a gap: a line across it would say more than is known.

    Args:
        data: figures, a DataFrame or records, in the order of time; see `Series.of`.
        time: the column of the periods; dates are drawn to scale, other periods evenly.
        value: the column of the numbers.
        series: the column that tells lines apart.
        unit: of the numbers, where the data do not say it.
        from_zero: whether the axis begins at zero.
        titles: what the axes are called, where not as the columns.

    Raises:
        ValueError: a column is not there, or there are more series than can be told apart.
    """
    chart = Series.of(data, time, value, series, unit)
    across, along = titles or (time, value)
    text = nothing_drawn(chart) or first_to_last(chart)
    values = chart.records()
    values = [*values, *_gaps(chart)] if values else []
    encoding: dict[str, Any] = {
        "x": _time(across, chart),
        "y": theme.quantity(VALUE, along, chart.unit, scale={"zero": from_zero, "nice": True}),
    }
    mark: dict[str, Any] = {"type": "line", "strokeWidth": 2, "color": theme.ALONE}
    mark |= {"point": {"filled": True, "size": 40}, "invalid": "break-paths-show-path-domains"}
    if series:
        colours = theme.colours_of(chart.names)
        scale = {"domain": chart.names, "range": list(_DASHES[: len(chart.names)])}
        encoding["color"] = theme.colour(SERIES, {**colours, **_dark(colours)})
        encoding["strokeDash"] = {
            "field": SERIES,
            "type": "nominal",
            "scale": scale,
            "legend": theme.key(chart.names, symbolType="stroke"),
        }
        encoding["shape"] = {"field": SERIES, "type": "nominal", "legend": None}
    body = {"width": theme.WIDTH, "height": theme.HEIGHT, "mark": mark, "encoding": encoding}
    return Chart(specification(values, text, **body), text, chart.table)


def _dark(colours: dict[str, str]) -> dict[str, str]:
    """A thin pale line does not show on white: it is drawn in a darker shade."""
    return {name: theme.LINE for name, shade in colours.items() if shade == theme.PALE}


def _time(title: str, chart: Series) -> dict[str, Any]:
    axis = {"title": title, "labelAngle": 0, "labelOverlap": True, "grid": False}
    if chart.dated:
        # A day alone would be read as of Greenwich and shown as of here.
        day = {"timeUnit": "utcyearmonthdate", "scale": {"type": "utc"}}
        axis |= {"format": "%-d %b %Y", "labelSeparation": 6}
        if len(chart.categories) <= _MOST_DAYS:
            axis["values"] = chart.categories
        return {"field": CATEGORY, "type": "temporal", **day, "axis": axis}
    return {"field": CATEGORY, "type": "ordinal", "sort": chart.categories, "axis": axis}


def _gaps(chart: Series) -> list[dict[str, Any]]:
    """Rows without a number, so that the line breaks where they stand."""
    return [
        {
            CATEGORY: row[chart.category],
            **({SERIES: row[chart.series]} if chart.series else {}),
            VALUE: None,
        }
        for _, row in chart.hidden.iterrows()
    ]
