"""Counts in the long form of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cstools.data.figures import COLUMNS, canonical, empty

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cstools.data.figures import Figures
    from cstools.figures.measures import Breakdown, Measure
    from cstools.figures.published import Published


def figures(
    published: Published,
    measures: Iterable[Measure | Breakdown],
    *,
    area_code: str = "",
    area: str = "",
) -> Figures:
    """What was counted in one period, one line a figure.

    Args:
        published: the counts, and up to which number they are hidden.
        measures: which figures, in the order of the lines. One without an id is known by its label.
        area_code: code of the area they are of.
        area: its name.

    Raises:
        ValueError: two of the measures have the same id.
    """
    place = {"area_code": area_code, "area": area, "period": published.period}
    blank = dict.fromkeys(COLUMNS, "")
    lines = [
        {**blank, **line, **place, "measure": line["measure"] or line["title"]}
        for measure in measures
        for line in measure.lines(published)
    ]
    return canonical(pd.DataFrame(lines)) if lines else empty()
