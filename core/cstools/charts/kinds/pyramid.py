"""A pyramid: two groups back to back, such as girls and boys by age."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from cstools.charts import theme
from cstools.charts.chart import Chart, specification
from cstools.charts.sentences import largest_and_smallest, nothing_drawn
from cstools.charts.series import CATEGORY, SERIES, VALUE, Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

_SIDE = 210
_NARROWEST, _WIDEST = 110, 240


def pyramid(
    data: pd.DataFrame | Iterable[Mapping[str, Any]],
    category: str,
    value: str,
    side: str,
    *,
    unit: str = "",
    order: Sequence[str] | None = None,
    titles: tuple[str, str] | None = None,
) -> Chart:
    """Bars back to back, the first category at the bottom, each with its number.

    Args:
        data: figures, a DataFrame or records; see `Series.of`.
        category: the column of the bands, such as ages.
        value: the column of the numbers.
        side: the column that says left or right: exactly two groups, the first on the left.
        unit: of the numbers, where the data do not say it.
        order: the bands from the bottom.
        titles: what the bands and the numbers are called, where not as the columns.

    Raises:
        ValueError: a column is not there, or there are not two sides.
    """
    chart = Series.of(data, category, value, side, unit)
    across, along = titles or (category, value)
    text = nothing_drawn(chart) or largest_and_smallest(chart)
    values = chart.records()
    if len(chart.names) != 2 and values:
        raise ValueError(f"A pyramid has two sides; {side} holds {len(chart.names)}.")
    bands = chart.ordered(order)[::-1]
    largest = max((record[VALUE] for record in values), default=1)
    left, right = [*chart.names, "", ""][:2]
    halves = [
        _half(left, theme.NAVY, along, bands, largest, chart.unit, mirrored=True),
        _middle(across, bands),
        _half(right, theme.AMBER, along, bands, largest, chart.unit, mirrored=False),
    ]
    spec = specification(values, text, hconcat=halves, spacing=0)
    return Chart(spec, text, chart.table)


def _half(
    name: str,
    shade: str,
    along: str,
    bands: list[str],
    largest: float,
    unit: str,
    *,
    mirrored: bool,
) -> dict[str, Any]:
    scale = {"domain": [0, largest * 1.15], "reverse": mirrored}
    y = {"field": CATEGORY, "type": "nominal", "sort": bands, "axis": None}
    text = {"type": "text", "align": "right" if mirrored else "left", "fontSize": 11}
    number = {"field": VALUE, "type": "quantitative", "format": theme.number_format(unit)}
    axis = theme.number_axis(along, unit, tickCount=4, titleAnchor="start")
    x = {"field": VALUE, "type": "quantitative", "scale": scale, "axis": axis}
    bar = {"type": "bar", "color": shade, "stroke": theme.LINE, "strokeWidth": 0.5}
    return {
        "transform": [{"filter": {"field": SERIES, "equal": name}}],
        "title": {"text": name, "anchor": "end" if mirrored else "start", "fontSize": 12},
        "width": _SIDE,
        "height": {"step": _step(bands)},
        "encoding": {"y": {**y, "scale": {"domain": bands, "paddingInner": 0.2}}, "x": x},
        "layer": [
            {"mark": bar},
            {"mark": {**text, "dx": -3 if mirrored else 3}, "encoding": {"text": number}},
        ],
    }


def _lines(band: str) -> list[str]:
    return textwrap.wrap(band, _WIDEST // 7) or [""]


def _step(bands: list[str]) -> int:
    """How much room a band needs, with the lines of its name below one another."""
    lines = max((len(_lines(band)) for band in bands), default=1)
    return max(theme.BAR + 9, theme.LINE_HEIGHT * lines + 4)


def _middle(across: str, bands: list[str]) -> dict[str, Any]:
    width = min(max(_NARROWEST, *(7 * len(band) for band in [*bands, across])), _WIDEST)
    return {
        # Every band is named, whether or not it has a number to draw.
        "data": {"values": [{CATEGORY: band, "lines": _lines(band)} for band in bands]},
        "title": {"text": across, "anchor": "middle", "fontSize": 12, "limit": width},
        "width": width,
        "height": {"step": _step(bands)},
        "view": {"stroke": None},
        "mark": {"type": "text", "fontSize": 12},
        "encoding": {
            "y": {
                "field": CATEGORY,
                "type": "nominal",
                "sort": bands,
                "axis": None,
                "scale": {"domain": bands, "paddingInner": 0.2},
            },
            "text": {"field": "lines"},
        },
    }
