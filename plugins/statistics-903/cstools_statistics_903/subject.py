"""What a subject of the statistics is: how it is counted and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cstools_statistics_903 import charts
from cstools_statistics_903.lines import broken_down
from cstools_statistics_903.wholes import DATES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cstools import Panel
    from cstools.figures import Split
    from cstools.rules import OnePeriod
    from cstools_statistics_903.year_counts import YearCounts
    from cstools_statistics_903.years import Years


@dataclass(frozen=True)
class Subject:
    """One subject.

    Attributes:
        name: what the reader is told is left out, when it is.
        count: counts one year's return; raises Skip when what it needs was not given.
        show: makes its panels.
    """

    name: str
    count: Callable[[OnePeriod, YearCounts], None]
    show: Callable[[Years], list[Panel]]


def split_panel(
    years: Years,
    title: str,
    split: Split,
    whole: str,
    *caveats: str,
    text: str = "",
    made_from: Iterable[Any] = (),
) -> Panel:
    """A chart of one breakdown, with a sentence on its largest category.

    What could not be read of the dates that tell who is in the whole, of the split's codes and of
    what it is `made_from` besides stands in its caveats.
    """
    text = text or years.largest(split, whole)
    used = (*DATES.get(whole, ()), split.key, *made_from)
    return charts.split_bars(years, split).panel(
        title,
        text,
        caveats=years.caveats(*caveats, made_from=used),
        figures=broken_down(years, whole, split),
    )
