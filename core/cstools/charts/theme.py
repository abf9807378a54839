"""How every chart looks: colours, letters, lines, sizes, and how numbers are written.

The colours of a series differ in lightness as much as in hue, so that they can be told apart by
people with any kind of colour vision and on a grey print; `tests/charts/test_theme.py` measures it.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
BLUE = "#0072B2"
NAVY, AMBER, ORANGE, PALE = "#12355B", "#F0B429", "#E0743A", "#CFE3F1"
GREY, LINE, GRID, INK = "#B4BAC1", "#5B6570", "#e4e7ea", "#222222"
# One series; this period beside an earlier one; and several, so ordered that any first few of them
# lie far apart in lightness.
ALONE = BLUE
BESIDE_EARLIER = (BLUE, GREY)
SERIES = (NAVY, AMBER, BLUE, PALE, ORANGE)
# From least to most, for a heat table; and for what goes both ways.
SCALE = ("#EAF3FA", "#9CC7E3", "#3D8DC1", "#12355B")
WIDTH = 420
BAR, HEIGHT = 15, 240
LETTERS, LINE_HEIGHT, LABEL_GAP = 42, 13, 6
LONGEST_ROW = 45  # letters of all names in a row of the key
MOST_SERIES = len(SERIES)

CONFIG: dict[str, Any] = {
    "background": "#ffffff",
    "font": "Arial, Helvetica, sans-serif",
    "axis": {
        "labelFontSize": 12,
        "titleFontSize": 12,
        "labelColor": INK,
        "titleColor": INK,
        "gridColor": GRID,
    },
    "legend": {"labelFontSize": 12, "titleFontSize": 12, "labelLimit": 0},
    "header": {"labelFontSize": 12, "titleFontSize": 12},
    "title": {"fontSize": 14},
    "view": {"stroke": "#d5d9de"},
}

# How a number of each unit is written: in a chart (d3), to how many places, and what follows it.
_FORMATS = {
    "count": (",d", 0, ""),
    "percent": (".1f", 1, "%"),
    "rate_per_10000": (",.1f", 1, " per 10,000"),
    "gbp": (",.0f", 0, " pounds"),
    "gbp_per_week": (",.0f", 0, " pounds a week"),
    "days": (",.0f", 0, " days"),
    "fte": (",.1f", 1, ""),
    "mean": (",.1f", 1, ""),
    "score": (",.1f", 1, ""),
    "ratio": (",.2f", 2, ""),
}


def number_format(unit: str) -> str:
    """How a chart writes a number of a unit, as d3 takes it."""
    return _FORMATS[unit][0] if unit in _FORMATS else ",~f"


def number_in_words(number: float, unit: str) -> str:
    """A number of a unit as a sentence has it: ``1,204``, ``17.2%``, ``83 days``."""
    if unit not in _FORMATS:
        return f"{number:,g}"
    _, places, after = _FORMATS[unit]
    # As the chart beside it: a half goes up, where Python would take the even number.
    rounded = Decimal(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded:,}{after}"


def colours_of(names: list[str]) -> dict[str, str]:
    """A colour for each series, by name.

    Raises:
        ValueError: there are more series than colours that can be told apart.
    """
    if len(names) > MOST_SERIES:
        raise ValueError(
            f"A chart has {len(names)} series, and only {MOST_SERIES} can be told apart. "
            "Join the smallest, or give each a chart of its own."
        )
    return {names[0]: ALONE} if len(names) == 1 else dict(zip(names, SERIES, strict=False))


def number_axis(title: str, unit: str, **more: Any) -> dict[str, Any]:
    """The axis of a number."""
    # Between two whole numbers no child can be counted: the lines there carry no number.
    whole = {"labelExpr": "datum.value % 1 ? '' : datum.label"} if unit == "count" else {}
    return {
        "title": title,
        "titleAnchor": "start",
        "tickCount": 6,
        "format": ",d" if unit == "count" else ",~f",
        "gridColor": GRID,
        **whole,
        **more,
    }


def label_axis(title: str | None) -> dict[str, Any]:
    """The axis of names that stand to the left of lying bars."""
    return {
        "title": title,
        "titleAngle": 0,
        "titleAlign": "right",
        "titleX": -LABEL_GAP,
        "titleY": -10,
        "labelExpr": in_lines(LETTERS),
        "labelLimit": 0,
        "labelPadding": LABEL_GAP,
        "ticks": False,
        "domain": False,
    }


def in_lines(letters: int, field: str = "label") -> str:
    """A label in lines of about so many letters, broken between words: none is cut."""
    words = f"regexp('(.{{1,{letters}}})(\\\\s+|$)', 'g')"
    return f"split(trim(replace(datum.{field}, {words}, '$1\\n')), '\\n')"


def name_step(names: Iterable[str], least: int) -> int:
    """How much room a name needs from one to the next, with its lines below one another."""
    lines = max((math.ceil(len(name) / LETTERS) for name in names), default=1)
    return max(least, LINE_HEIGHT * lines + 4)


def colour(field: str, colours: dict[str, str], *, legend: bool = True) -> dict[str, Any]:
    """The encoding of a series by colour, with its key above the chart."""
    return {
        "field": field,
        "type": "nominal",
        "scale": {"domain": list(colours), "range": list(colours.values())},
        "legend": key(list(colours), symbolStrokeColor=LINE) if legend else None,
    }


def key(names: list[str], **more: Any) -> dict[str, Any]:
    """The key of the series above a chart: in one row, or below one another where they are long."""
    columns = 1 if sum(map(len, names)) > LONGEST_ROW else 0
    return {"title": None, "orient": "top", "columns": columns, **more}


def quantity(field: str, title: str, unit: str, **more: Any) -> dict[str, Any]:
    """The encoding of a number along an axis."""
    return {
        "field": field,
        "type": "quantitative",
        "axis": number_axis(title, unit),
        **more,
    }
