"""Charts as Vega-Lite specifications with their data inside.

Colours are from the palette of Okabe and Ito, which people with any kind of colour vision can tell
apart; no chart relies on colour alone, as bars carry their numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools.figures import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cstools.figures import Share, Split
    from cstools_statistics_903.years import Years

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
BLUE, VERMILION, GREY = "#0072B2", "#D55E00", "#7F7F7F"
COLOURS = (BLUE, VERMILION, GREY)
WIDTH = 420
BAR = 15
LABEL_WIDTH = 270
LABEL_GAP = 6

Values = list[dict[str, Any]]


def split_bars(years: Years, split: Split, whole: str, description: str) -> dict[str, Any]:
    """A breakdown: one bar per category and year, hidden counts left out."""
    values: Values = []
    for year in years:
        for label, cell in zip(split.labels, split.cells, strict=True):
            number = year.count(cell)
            if isinstance(number, int) and (number or label != split.rest):
                percent = year.percent(cell, whole)
                values.append(
                    {
                        split.title: label,
                        "Year": str(year.year),
                        "Children": number,
                        "Percent": None if percent == HIDDEN else percent,
                    }
                )
    return bars(values, split.title, "Children", _order(years, split), _by_year(years), description)


def share_bars(years: Years, measures: Sequence[Share], description: str) -> dict[str, Any]:
    """Percentages side by side: one bar per measure and year, hidden ones left out."""
    values: Values = [
        {"Measure": measure.label, "Year": str(year.year), "Percent": percent}
        for year in years
        for measure in measures
        if isinstance(percent := measure.value(year, 1), int | float)
    ]
    order = [measure.label for measure in measures]
    return bars(values, "Measure", "Percent", order, _by_year(years), description)


def bars(
    values: Values,
    category: str,
    number: str,
    order: Sequence[str],
    series: tuple[str, Mapping[str, str]],
    description: str,
) -> dict[str, Any]:
    """Lying bars, grouped.

    Args:
        values: one record per bar.
        category: the field that names a group of bars, also the axis title.
        number: the field of the bars' length, also the axis title.
        order: the categories from the top.
        series: the field that tells the bars of a group apart, and the colour of each.
        description: what the chart says, in a sentence.
    """
    field, colours = series
    several = len(colours) > 1
    digits = ".1f" if number == "Percent" else ",d"
    y: dict[str, Any] = {
        "field": category,
        "type": "nominal",
        "sort": list(order),
        "axis": {
            "title": category,
            "titleAngle": 0,
            "titleAlign": "right",
            "titleX": -LABEL_GAP,
            "titleY": -10,
            "labelLimit": LABEL_WIDTH,
            "labelPadding": LABEL_GAP,
            "ticks": False,
            "domain": False,
        },
        "scale": {"paddingInner": 0.25},
    }
    encoding: dict[str, Any] = {
        "y": y,
        "x": {
            "field": number,
            "type": "quantitative",
            "axis": _number_axis(number),
        },
    }
    if several:
        encoding["yOffset"] = {"field": field, "type": "nominal", "sort": list(colours)}
    return {
        "$schema": SCHEMA,
        "description": description,
        "width": WIDTH,
        "height": {"step": BAR, "for": "offset"} if several else {"step": BAR + 9},
        "data": {"values": values},
        "encoding": encoding,
        "layer": [
            {"mark": "bar", "encoding": {"color": _colour(field, colours, legend=several)}},
            {
                "mark": {"type": "text", "align": "left", "dx": 3, "fontSize": 11},
                "encoding": {"text": {"field": number, "type": "quantitative", "format": digits}},
            },
        ],
    }


def columns(
    values: Values,
    category: str,
    number: str,
    order: Sequence[str],
    series: tuple[str, Mapping[str, str]],
    description: str,
) -> dict[str, Any]:
    """Standing bars, grouped, for what follows in time; the arguments are those of `bars`."""
    field, colours = series
    return {
        "$schema": SCHEMA,
        "description": description,
        "width": {"step": 20, "for": "offset"},
        "height": 240,
        "data": {"values": values},
        "mark": "bar",
        "encoding": {
            "x": {
                "field": category,
                "type": "nominal",
                "sort": list(order),
                "axis": {"title": category, "labelAngle": 0},
                "scale": {"domain": list(order), "paddingInner": 0.25},
            },
            "xOffset": {"field": field, "type": "nominal", "sort": list(colours)},
            "y": {
                "field": number,
                "type": "quantitative",
                "axis": _number_axis(number),
            },
            "color": _colour(field, colours, legend=True),
        },
    }


def _number_axis(title: str) -> dict[str, Any]:
    return {
        "title": title,
        "titleAnchor": "start",
        "tickCount": 6,
        "tickMinStep": 1,
        "format": ",d",
        "gridColor": "#e4e7ea",
    }


def _colour(field: str, colours: Mapping[str, str], *, legend: bool) -> dict[str, Any]:
    return {
        "field": field,
        "type": "nominal",
        "scale": {"domain": list(colours), "range": list(colours.values())},
        "legend": {"title": None, "orient": "top"} if legend else None,
    }


def _by_year(years: Years) -> tuple[str, dict[str, str]]:
    shades = (BLUE, GREY)
    return "Year", {str(year.year): shade for year, shade in zip(years, shades, strict=False)}


def _order(years: Years, split: Split) -> list[str]:
    return list(ranked(years, split)) if split.ranked else list(split.labels)


def ranked(years: Years, split: Split) -> Iterable[str]:
    """The categories, largest first; those hidden or not counted, and then the rest, come last."""

    def size(label: str) -> tuple[bool, int]:
        number = years.now.count(split.cell(label))
        return label == split.rest, -(number if isinstance(number, int) else 0)

    return sorted(split.labels, key=size)
