"""What a subject of the statistics is: how it is counted and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cstools.panels import Panel
from cstools_validate_903.statistics import charts

if TYPE_CHECKING:
    from collections.abc import Callable

    from cstools_validate_903.engine import OneYear
    from cstools_validate_903.statistics.figures import Figures, Split
    from cstools_validate_903.statistics.years import Years


@dataclass(frozen=True)
class Subject:
    """One subject.

    Attributes:
        name: what the reader is told is left out, when it is.
        count: counts one year's return; raises Skip when what it needs was not given.
        show: makes its panels.
    """

    name: str
    count: Callable[[OneYear, Figures], None]
    show: Callable[[Years], list[Panel]]


def split_panel(
    years: Years, title: str, split: Split, whole: str, *caveats: str, text: str = ""
) -> Panel:
    """A chart of one breakdown, with a sentence on its largest category."""
    text = text or years.largest(split, whole)
    spec = charts.split_bars(years, split, whole, text)
    return Panel(title, text, spec=spec, caveats=years.caveats(*caveats))
