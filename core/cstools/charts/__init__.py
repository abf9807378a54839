"""Charts: one theme, and a builder for each kind, whose chart comes with its text and its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.io.lazy import attach

if TYPE_CHECKING:
    from cstools.charts.chart import Chart
    from cstools.charts.kinds.bars import bars, columns, ranked_bars, stacked_bars
    from cstools.charts.kinds.donut import donut
    from cstools.charts.kinds.dumbbell import dumbbell
    from cstools.charts.kinds.flow import flow
    from cstools.charts.kinds.heat import heat_table
    from cstools.charts.kinds.histogram import histogram
    from cstools.charts.kinds.lines import lines
    from cstools.charts.kinds.pyramid import pyramid
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
        "cstools.charts.kinds.bars": ("bars", "columns", "ranked_bars", "stacked_bars"),
        "cstools.charts.chart": ("Chart",),
        "cstools.charts.kinds.donut": ("donut",),
        "cstools.charts.kinds.dumbbell": ("dumbbell",),
        "cstools.charts.kinds.flow": ("flow",),
        "cstools.charts.kinds.heat": ("heat_table",),
        "cstools.charts.kinds.histogram": ("histogram",),
        "cstools.charts.kinds.lines": ("lines",),
        "cstools.charts.kinds.pyramid": ("pyramid",),
        "cstools.charts.theme": ("BESIDE_EARLIER", "SERIES"),
    },
)
