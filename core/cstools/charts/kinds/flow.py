"""A flow: how many go from where to where, as bands between two columns."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from cstools.charts import theme
from cstools.charts.chart import Chart, specification
from cstools.charts.sentences import nothing_drawn
from cstools.charts.series import Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

_GAP = 0.06  # of the whole height, in all gaps of a side
_BLOCK = 0.03
_POINTS = 24
_LETTERS = 26


def flow(
    data: pd.DataFrame | Iterable[Mapping[str, Any]],
    source: str,
    target: str,
    value: str,
    *,
    unit: str = "",
) -> Chart:
    """Bands from the left column to the right, as wide as their numbers.

    Args:
        data: figures, a DataFrame or records; see `Series.of`.
        source: the column that says from where.
        target: the column that says to where.
        value: the column of the numbers.
        unit: of the numbers, where the data do not say it.

    Raises:
        ValueError: a column is not there, a number is below zero, or there are more sources than
            can be told apart.
    """
    chart = Series.of(data, source, value, target, unit)
    rows = chart.drawn[chart.drawn[value] != 0]
    if (rows[value] < 0).any():
        raise ValueError("A flow has no numbers below zero.")
    text = nothing_drawn(chart) or _in_words(chart, rows)
    left = _blocks(rows.groupby(source, sort=False)[value].sum())
    right = _blocks(rows.groupby(target, sort=False)[value].sum())
    values = _bands(rows, chart, left, right)
    colours = theme.colours_of(list(left)) if left else {}
    layer = [
        _areas(colours),
        _bars(_places(left, 0, chart), colours, side="left"),
        _bars(_places(right, 1, chart), None, side="right"),
    ]
    body = {
        "width": theme.WIDTH,
        "height": max(theme.HEIGHT, 30 * max(len(left), len(right))),
        "view": {"stroke": None},
        "padding": {"left": 170, "right": 170, "top": 8},
    }
    return Chart(specification(values, text, **body, layer=layer), text, chart.table)


def _blocks(sums: pd.Series) -> dict[str, tuple[float, float]]:
    """By name where its block begins and ends, from 0 at the top to 1."""
    total = float(sums.sum())
    gap = _GAP / max(len(sums) - 1, 1)
    room = 1 - (_GAP if len(sums) > 1 else 0)
    blocks, top = {}, 0.0
    for name, number in sums.items():
        size = room * float(number) / total
        blocks[str(name)] = (top, top + size)
        top += size + gap
    return blocks


def _bands(
    rows: pd.DataFrame,
    chart: Series,
    left: Mapping[str, tuple[float, float]],
    right: Mapping[str, tuple[float, float]],
) -> list[dict[str, Any]]:
    """The upper and lower edge of each band along its way."""
    edges = {
        "left": {n: b[0] for n, b in left.items()},
        "right": {n: b[0] for n, b in right.items()},
    }
    total = float(rows[chart.value].sum())
    scale = {
        "left": (1 - (_GAP if len(left) > 1 else 0)) / total if total else 0,
        "right": (1 - (_GAP if len(right) > 1 else 0)) / total if total else 0,
    }
    points = []
    for number, (_, row) in enumerate(rows.iterrows()):
        names = {"left": str(row[chart.category]), "right": str(row[chart.series])}
        starts = {side: edges[side][names[side]] for side in names}
        sizes = {side: float(row[chart.value]) * scale[side] for side in names}
        for side, name in names.items():
            edges[side][name] += sizes[side]
        for step in range(_POINTS + 1):
            way = step / _POINTS
            bend = way * way * (3 - 2 * way)
            upper = starts["left"] + (starts["right"] - starts["left"]) * bend
            size = sizes["left"] + (sizes["right"] - sizes["left"]) * bend
            points.append(
                {
                    "band": number,
                    "from": names["left"],
                    "to": names["right"],
                    "x": way,
                    "upper": upper,
                    "lower": upper + size,
                }
            )
    return points


def _areas(colours: dict[str, str]) -> dict[str, Any]:
    return {
        "mark": {"type": "area", "opacity": 0.55, "stroke": theme.LINE, "strokeWidth": 0.5},
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "axis": None, "scale": _UNIT},
            "y": {"field": "upper", "type": "quantitative", "axis": None, "scale": _DOWN},
            "y2": {"field": "lower"},
            "color": theme.colour("from", colours, legend=False),
            "detail": {"field": "band"},
        },
    }


_UNIT: dict[str, Any] = {"domain": [-_BLOCK, 1 + _BLOCK], "nice": False}
_DOWN: dict[str, Any] = {"domain": [0, 1], "reverse": True, "nice": False, "zero": False}


def _places(
    blocks: Mapping[str, tuple[float, float]], x: int, chart: Series
) -> list[dict[str, Any]]:
    column = chart.series if x else chart.category
    rows = chart.drawn
    sums = rows.groupby(column, sort=False)[chart.value].sum()
    return [
        {
            "Name": name,
            "Label": textwrap.wrap(f"{name} {chart.said(sums[name])}", _LETTERS),
            "x": x - _BLOCK * (1 - x),
            "x2": x + _BLOCK * x,
            "top": top,
            "bottom": bottom,
            "middle": (top + bottom) / 2,
        }
        for name, (top, bottom) in blocks.items()
    ]


def _bars(
    places: list[dict[str, Any]], colours: dict[str, str] | None, *, side: str
) -> dict[str, Any]:
    y = {"type": "quantitative", "axis": None, "scale": _DOWN}
    paint: dict[str, Any] = {"value": theme.LINE}
    if colours is not None:
        paint = theme.colour("Name", colours, legend=False)
    words = {"type": "text", "align": "right" if side == "left" else "left", "fontSize": 12}
    words |= {"dx": -6 if side == "left" else 6}
    edge = "x" if side == "left" else "x2"
    return {
        "data": {"values": places},
        "resolve": {"scale": {"color": "independent"}},
        "layer": [
            {
                "mark": {"type": "rect", "stroke": theme.LINE, "strokeWidth": 0.5},
                "encoding": {
                    "x": {"field": "x", "type": "quantitative", "axis": None, "scale": _UNIT},
                    "x2": {"field": "x2"},
                    "y": {"field": "top", **y},
                    "y2": {"field": "bottom"},
                    "color": paint,
                },
            },
            {
                "mark": words,
                "encoding": {
                    "x": {"field": edge, "type": "quantitative", "axis": None, "scale": _UNIT},
                    "y": {"field": "middle", **y},
                    "text": {"field": "Label"},
                },
            },
        ],
    }


def _in_words(chart: Series, rows: pd.DataFrame) -> str:
    if rows.empty:
        return f"All numbers are zero.{chart.hidden_in_words()}"
    top = chart.largest(rows)
    total = chart.said(float(rows[chart.value].sum()))
    most = f"{top[chart.category]} to {top[chart.series]}, {chart.said(top[chart.value])}"
    return f"{total} in all; most go from {most}.{chart.hidden_in_words()}"
