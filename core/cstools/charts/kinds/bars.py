"""Bars that lie, for names; bars that stand, for what follows in time; bars in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools.charts import theme
from cstools.charts.chart import Chart, specification
from cstools.charts.sentences import largest_and_smallest, nothing_drawn, parts_of_each
from cstools.charts.series import CATEGORY, SERIES, VALUE, Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    Data = pd.DataFrame | Iterable[Mapping[str, Any]]

_WIDEST = 140
_TEXT = {"type": "text", "align": "left", "dx": 3, "fontSize": 11, "color": theme.INK}


def bars(
    data: Data,
    category: str,
    value: str,
    *,
    series: str = "",
    unit: str = "",
    order: Sequence[str] | None = None,
    colours: Mapping[str, str] | None = None,
    titles: tuple[str, str] | None = None,
) -> Chart:
    """Lying bars with their numbers, one for each category, or one for each series of it.

    Args:
        data: figures, a DataFrame or records; see `Series.of`.
        category: the column that names a bar, or a group of bars.
        value: the column of their lengths.
        series: the column that tells the bars of a group apart.
        unit: of the numbers, where the data do not say it.
        order: the categories from the top; those it does not name follow as they stand.
        colours: a colour for each series, such as `theme.BESIDE_EARLIER` for two periods.
        titles: what the axes are called, where not as the columns.

    Raises:
        ValueError: a column is not there, or there are more series than colours.
    """
    chart = Series.of(data, category, value, series, unit)
    return _lying(chart, chart.ordered(order), colours, titles or (category, value))


def ranked_bars(
    data: Data,
    category: str,
    value: str,
    *,
    series: str = "",
    unit: str = "",
    highlight: Sequence[str] = (),
    titles: tuple[str, str] | None = None,
) -> Chart:
    """Lying bars, the longest first; those named in `highlight` stand out, such as one's own area.

    The other arguments and errors are those of `bars`.
    """
    chart = Series.of(data, category, value, series, unit)
    ranked = _lying(chart, chart.ranked(), None, titles or (category, value))
    if highlight and not series:
        field = {"field": CATEGORY, "oneOf": list(highlight)}
        paint = {"condition": {"test": field, "value": theme.NAVY}, "value": theme.GREY}
        ranked.spec["layer"][0]["encoding"]["color"] = paint
    return ranked


def stacked_bars(
    data: Data,
    category: str,
    value: str,
    series: str,
    *,
    unit: str = "",
    order: Sequence[str] | None = None,
    share: bool = False,
    titles: tuple[str, str] | None = None,
) -> Chart:
    """Lying bars made of parts, one part a series.

    Args:
        data: figures, a DataFrame or records.
        category: the column that names a bar.
        value: the column of the parts' lengths.
        series: the column that names the parts.
        unit: of the numbers, where the data do not say it.
        order: the categories from the top.
        share: draw each bar as long as the others, its parts as shares of it.
        titles: what the axes are called, where not as the columns.

    Raises:
        ValueError: a column is not there, or there are more parts than colours.
    """
    chart = Series.of(data, category, value, series, unit)
    across, along = titles or (category, value)
    text = nothing_drawn(chart) or parts_of_each(chart)
    values = chart.records()
    for record in values:
        record["place"] = chart.names.index(str(record[SERIES]))
    stack = {"stack": "normalize" if share else "zero"}
    axis = theme.number_axis(along, chart.unit)
    if share:
        axis = theme.number_axis("Share", "percent", format=".0%")
    encoding = {
        "y": _names(across, chart.ordered(order)),
        "x": {
            "field": VALUE,
            "type": "quantitative",
            **stack,
            "axis": axis,
        },
        "color": theme.colour(SERIES, theme.colours_of(chart.names)),
        "order": {"field": "place", "type": "quantitative"},
    }
    mark = {"type": "bar", "stroke": theme.LINE, "strokeWidth": 0.5}
    height = {"step": theme.name_step(chart.categories, theme.BAR + 9)}
    body = {"width": theme.WIDTH, "height": height, "mark": mark, "encoding": encoding}
    return Chart(specification(values, text, **body), text, chart.table)


def columns(
    data: Data,
    category: str,
    value: str,
    *,
    series: str = "",
    unit: str = "",
    order: Sequence[str] | None = None,
    titles: tuple[str, str] | None = None,
) -> Chart:
    """Standing bars, for what follows in time or by age; the arguments are those of `bars`."""
    chart = Series.of(data, category, value, series, unit)
    across, along = titles or (category, value)
    text = nothing_drawn(chart) or largest_and_smallest(chart)
    values = chart.records()
    names = chart.ordered(order)
    widest = min(max(24, 9 * max(map(len, names), default=1)), _WIDEST)
    encoding: dict[str, Any] = {
        "x": {
            "field": CATEGORY,
            "type": "nominal",
            "sort": names,
            "axis": {
                "title": across,
                "labelAngle": 0,
                "labelOverlap": True,
                "labelLimit": 0,
                "labelExpr": theme.in_lines(widest // 8),
            },
            "scale": {"domain": names, "paddingInner": 0.25},
        },
        "y": theme.quantity(VALUE, along, chart.unit),
    }
    mark: dict[str, Any] = {"type": "bar", "color": theme.ALONE}
    width: dict[str, Any] = {"step": widest}
    if series:
        encoding["xOffset"] = {"field": SERIES, "type": "nominal", "sort": chart.names}
        encoding["color"] = theme.colour(SERIES, theme.colours_of(chart.names))
        mark |= {"stroke": theme.LINE, "strokeWidth": 0.5}
        width = {"step": 20, "for": "offset"}
    body = {"width": width, "height": theme.HEIGHT, "mark": mark, "encoding": encoding}
    return Chart(specification(values, text, **body), text, chart.table)


def _lying(
    chart: Series,
    order: list[str],
    colours: Mapping[str, str] | None,
    titles: tuple[str, str],
) -> Chart:
    across, along = titles
    text = nothing_drawn(chart) or largest_and_smallest(chart)
    several = len(chart.names) > 1
    values = chart.records()
    encoding: dict[str, Any] = {
        "y": _names(across, order),
        "x": theme.quantity(VALUE, along, chart.unit),
    }
    if several:
        encoding["yOffset"] = {"field": SERIES, "type": "nominal", "sort": chart.names}
    paint: dict[str, Any] = {"value": theme.ALONE}
    if chart.series:
        shades = dict(colours) if colours else theme.colours_of(chart.names)
        paint = theme.colour(SERIES, shades, legend=several)
    number = {"field": VALUE, "type": "quantitative", "format": theme.number_format(chart.unit)}
    layer = [
        {
            "mark": {"type": "bar", "stroke": theme.LINE, "strokeWidth": 0.5},
            "encoding": {"color": paint},
        },
        {"mark": _TEXT, "encoding": {"text": number}},
    ]
    step = theme.name_step(order, theme.BAR + 9)
    height = {"step": theme.BAR, "for": "offset"} if several else {"step": step}
    body = {"width": theme.WIDTH, "height": height, "encoding": encoding, "layer": layer}
    return Chart(specification(values, text, **body), text, chart.table)


def _names(title: str, order: list[str]) -> dict[str, Any]:
    return {
        "field": CATEGORY,
        "type": "nominal",
        "sort": order,
        "axis": theme.label_axis(title),
        # What is hidden keeps its place, so that nobody takes it for what is not there.
        "scale": {"domain": order, "paddingInner": 0.25},
    }
