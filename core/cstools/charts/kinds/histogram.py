"""A histogram: how many cases take how long, with a line at the limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cstools.charts import theme
from cstools.charts.chart import Chart, specification
from cstools.charts.series import VALUE, Series

if TYPE_CHECKING:
    from collections.abc import Iterable

FROM, TO, CASES = "from", "to", "Cases"


def histogram(
    numbers: Iterable[float],
    title: str,
    *,
    step: float,
    unit: str = "days",
    limit: float | None = None,
    limit_title: str = "Limit",
    cases: str = CASES,
    most: float | None = None,
) -> Chart:
    """How many cases fall in each step, those beyond the limit in another colour.

    Only counts go into the chart, no single case.

    Args:
        numbers: one a case; missing ones are left out and said.
        title: what is measured: the title of the axis.
        step: how wide a bar is; a bar holds its lower end and not its upper.
        unit: of the numbers.
        limit: drawn as a line; a case of exactly the limit is within it.
        limit_title: what the limit is.
        cases: what is counted: the title of the other axis.
        most: everything from here on is one last bar.

    Raises:
        ValueError: the step is not above zero.
    """
    if step <= 0:
        raise ValueError("The step of a histogram has to be above zero.")
    known = np.asarray(list(numbers), dtype=float)
    absent = int(np.isnan(known).sum())
    known = known[~np.isnan(known)]
    values = _steps(known, step, most, limit)
    text = _in_words(known, absent, unit, limit, limit_title)
    frame = [{title: _step_in_words(record, most), cases: record[VALUE]} for record in values]
    table = Series.of(frame, title, cases).table
    axis = theme.number_axis(title, unit, labelOverlap="greedy", labelSeparation=6)
    axis |= {"values": [record[FROM] for record in values], "labelExpr": _label(values, most)}
    bar = {
        "mark": {"type": "bar", "stroke": "#ffffff", "strokeWidth": 1},
        "encoding": {
            "x": {"field": FROM, "type": "quantitative", "bin": {"binned": True}, "axis": axis},
            "x2": {"field": TO},
            "y": theme.quantity(VALUE, cases, "count"),
            "color": {
                "condition": {"test": "datum.beyond", "value": theme.ORANGE},
                "value": theme.NAVY,
            },
        },
    }
    layer = [bar, *_line(limit, limit_title)]
    body = {"width": theme.WIDTH, "height": theme.HEIGHT, "layer": layer}
    return Chart(specification(values, text, **body), text, table)


def _steps(
    known: np.ndarray, step: float, most: float | None, limit: float | None
) -> list[dict[str, Any]]:
    if not len(known):
        return []
    first = np.floor(known.min() / step)
    capped = known if most is None else np.minimum(known, most)
    places = np.floor(capped / step).astype(int)
    return [
        {
            FROM: float(place * step),
            TO: float((place + 1) * step),
            VALUE: int((places == place).sum()),
            "beyond": limit is not None and place * step >= limit,
        }
        for place in range(int(first), int(places.max()) + 1)
    ]


def _step_in_words(record: dict[str, Any], most: float | None) -> str:
    if most is not None and record[FROM] <= most < record[TO]:
        return f"{record[FROM]:g} and more"
    return f"{record[FROM]:g} to under {record[TO]:g}"


def _label(values: list[dict[str, Any]], most: float | None) -> str:
    """The label of a bar's lower end, which says of a last bar that it holds all the rest."""
    if most is None or not values:
        return "datum.label"
    return f"datum.value == {values[-1][FROM]} ? datum.label + '+' : datum.label"


def _line(limit: float | None, title: str) -> list[dict[str, Any]]:
    if limit is None:
        return []
    place = {"x": {"datum": limit}}
    once: dict[str, Any] = {"values": [{}]}
    rule = {"type": "rule", "color": theme.INK, "strokeDash": [4, 3], "strokeWidth": 1.5}
    words = {"type": "text", "align": "left", "dx": 4, "y": -6, "fontSize": 11}
    return [
        {"data": once, "mark": rule, "encoding": place},
        {"data": once, "mark": words, "encoding": {**place, "text": {"datum": title}}},
    ]


def _in_words(
    known: np.ndarray, absent: int, unit: str, limit: float | None, limit_title: str
) -> str:
    unknown = f" Of {absent:,} more it is not known." if absent else ""
    if not len(known):
        return f"There is nothing to draw.{unknown}"
    middle = theme.number_in_words(float(np.median(known)), unit)
    text = f"{len(known):,} in all, half of them {middle} or less."
    if limit is not None:
        beyond = int((known > limit).sum())
        share = theme.number_in_words(100 * beyond / len(known), "percent")
        text += f" {limit_title}: {beyond:,} ({share}) are beyond it."
    return text + unknown
