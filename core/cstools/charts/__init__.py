"""Charts: one theme, and a builder for each kind, whose chart comes with its text and its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.io.lazy import attach

if TYPE_CHECKING:
    from cstools.charts.bars import bars, columns, ranked_bars, stacked_bars
    from cstools.charts.chart import Chart
    from cstools.charts.donut import donut
    from cstools.charts.dumbbell import dumbbell
    from cstools.charts.flow import flow
    from cstools.charts.heat import heat_table
    from cstools.charts.histogram import histogram
    from cstools.charts.lines import lines
    from cstools.charts.pyramid import pyramid
    from cstools.charts.theme import BESIDE_EARLIER, SERIES

__all__ = [
    "BESIDE_EARLIER",
    "SERIES",
    "Chart",
    "bars",
    "columns",
    "donut",
    "dumbbell",
    "flow",
    "heat_table",
    "histogram",
    "lines",
    "pyramid",
    "ranked_bars",
    "stacked_bars",
]

__getattr__, __dir__ = attach(
    __name__,
    {
        "cstools.charts.bars": ("bars", "columns", "ranked_bars", "stacked_bars"),
        "cstools.charts.chart": ("Chart",),
        "cstools.charts.donut": ("donut",),
        "cstools.charts.dumbbell": ("dumbbell",),
        "cstools.charts.flow": ("flow",),
        "cstools.charts.heat": ("heat_table",),
        "cstools.charts.histogram": ("histogram",),
        "cstools.charts.lines": ("lines",),
        "cstools.charts.pyramid": ("pyramid",),
        "cstools.charts.theme": ("BESIDE_EARLIER", "SERIES"),
    },
)
