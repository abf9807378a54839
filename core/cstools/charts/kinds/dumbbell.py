"""A dumbbell: two numbers of each category on one line, and how far they lie apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools.charts import theme
from cstools.charts.chart import Chart, specification
from cstools.charts.sentences import nothing_drawn
from cstools.charts.series import CATEGORY, SERIES, VALUE, Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd


def dumbbell(
    data: pd.DataFrame | Iterable[Mapping[str, Any]],
    category: str,
    value: str,
    series: str,
    *,
    unit: str = "",
    titles: tuple[str, str] | None = None,
) -> Chart:
    """The change between two dates, the category that rose most at the top.

    Args:
        data: figures, a DataFrame or records; see `Series.of`.
        category: the column that names a line.
        value: the column of the numbers.
        series: the column that tells the earlier number from the later: two, the earlier first.
        unit: of the numbers, where the data do not say it.
        titles: what the axes are called, where not as the columns.

    Raises:
        ValueError: a column is not there, or there are not two dates.
    """
    chart = Series.of(data, category, value, series, unit)
    across, along = titles or (category, value)
    values = chart.records()
    if len(chart.names) != 2 and values:
        raise ValueError(f"A dumbbell has two ends; {series} holds {len(chart.names)}.")
    changes = _changes(chart)
    text = nothing_drawn(chart) or _in_words(chart, changes)
    order = [*changes, *(name for name in chart.categories if name not in changes)]
    names = {
        "field": CATEGORY,
        "type": "nominal",
        "sort": order,
        "axis": {**theme.label_axis(across), "grid": True, "gridColor": theme.GRID},
    }
    x = theme.quantity(VALUE, along, chart.unit, scale={"zero": False, "nice": True})
    between = {
        "mark": {"type": "line", "color": theme.LINE, "strokeWidth": 2},
        "encoding": {"x": x, "detail": {"field": CATEGORY}},
    }
    shades = dict(zip(chart.names, (theme.AMBER, theme.NAVY), strict=False))
    ends = {
        "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1, "stroke": theme.INK},
        "encoding": {
            "x": x,
            "color": theme.colour(SERIES, shades),
            "shape": {
                "field": SERIES,
                "type": "nominal",
                "legend": None,
                "scale": {"domain": chart.names, "range": ["circle", "square"]},
            },
        },
    }
    body = {
        "width": theme.WIDTH,
        "height": {"step": theme.name_step(order, 24)},
        "encoding": {"y": names},
    }
    spec = specification(values, text, **body, layer=[between, ends])
    return Chart(spec, text, chart.table)


def _changes(chart: Series) -> dict[str, float]:
    """By category with both numbers the later less the earlier, the largest rise first."""
    rows = chart.drawn
    names, groups = rows[chart.category], rows[chart.series]
    ends = [
        dict(zip(names[groups == group], rows.loc[groups == group, chart.value], strict=True))
        for group in [*chart.names, "", ""][:2]
    ]
    changes = {name: ends[1][name] - ends[0][name] for name in ends[0] if name in ends[1]}
    return dict(sorted(changes.items(), key=lambda item: -item[1]))


def _in_words(chart: Series, changes: dict[str, float]) -> str:
    if not changes:
        return f"No category has both numbers.{chart.hidden_in_words()}"
    rose = sum(change > 0 for change in changes.values())
    fell = sum(change < 0 for change in changes.values())
    first, last = next(iter(changes)), list(changes)[-1]
    ends = f"{first} most upward ({_signed(chart, changes[first])})"
    if len(changes) > 1:
        ends += f", {last} most downward ({_signed(chart, changes[last])})"
    return f"{rose} rose, {fell} fell of {len(changes)}: {ends}.{chart.hidden_in_words()}"


def _signed(chart: Series, change: float) -> str:
    return f"{'+' if change > 0 else ''}{chart.said(change)}"
