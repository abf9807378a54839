"""Figures: count, hide what is small, compare, add up, read back.

`Counts` takes in what a tool counts and which counts add up to which; `Published` shows of them
what may be shown; measures (`Count`, `Share`, `Rate`, `Mean`, `Breakdown`) say what a figure is;
and `figures` puts them into the one long form that every exporter writes::

    counts = Counts()
    counts.count("visits", len(visits))
    counts.part("seen", (visits["SEEN"] == "Y").sum(), "visits")
    measures = [Share("Visits on which the child was seen", "seen", "visits", id="V1")]
    context.figures.append(figures(Published("2026", counts, limit=5), measures))

The functions `compare`, `total`, `suppress` and `read` work on figures in that form, whichever
tool they come from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.io.lazy import attach

if TYPE_CHECKING:
    from cstools.data.figures import COLUMNS, STATUSES, UNITS, Figures, check, empty, merge
    from cstools.figures.areas import total
    from cstools.figures.comparison import change, compare
    from cstools.figures.counts import Average, Counts, Partition
    from cstools.figures.disclosure import suppress
    from cstools.figures.lines import figures
    from cstools.figures.measures import Breakdown, Count, Mean, Measure, Rate, Share
    from cstools.figures.published import (
        HIDDEN,
        ROUND_TO,
        UNKNOWN,
        Number,
        Published,
        in_words,
    )
    from cstools.figures.source import read
    from cstools.figures.splits import NOT_KNOWN, Split, bands, first_that_holds
    from cstools.figures.suppression import hidden, is_small

__all__ = [
    "COLUMNS",
    "HIDDEN",
    "NOT_KNOWN",
    "ROUND_TO",
    "STATUSES",
    "UNITS",
    "UNKNOWN",
    "Average",
    "Breakdown",
    "Count",
    "Counts",
    "Figures",
    "Mean",
    "Measure",
    "Number",
    "Partition",
    "Published",
    "Rate",
    "Share",
    "Split",
    "bands",
    "change",
    "check",
    "compare",
    "empty",
    "figures",
    "first_that_holds",
    "hidden",
    "in_words",
    "is_small",
    "merge",
    "read",
    "suppress",
    "total",
]

__getattr__, __dir__ = attach(
    __name__,
    {
        "cstools.data.figures": (
            *("COLUMNS", "STATUSES", "UNITS", "Figures", "check", "empty", "merge"),
        ),
        "cstools.figures.areas": ("total",),
        "cstools.figures.comparison": ("change", "compare"),
        "cstools.figures.counts": ("Average", "Counts", "Partition"),
        "cstools.figures.disclosure": ("suppress",),
        "cstools.figures.lines": ("figures",),
        "cstools.figures.measures": ("Breakdown", "Count", "Mean", "Measure", "Rate", "Share"),
        "cstools.figures.published": (
            *("HIDDEN", "ROUND_TO", "UNKNOWN", "Number", "Published", "in_words"),
        ),
        "cstools.figures.source": ("read",),
        "cstools.figures.splits": ("NOT_KNOWN", "Split", "bands", "first_that_holds"),
        "cstools.figures.suppression": ("hidden", "is_small"),
    },
)
