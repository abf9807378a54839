"""The measures of the panels as figures, for this year and for last year where it was given.

A measure's id is made of the names its numerator and its whole are counted under, which stay the
same from release to release.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cstools.figures import Breakdown, Count, Mean, figures, merge
from cstools_statistics_903.wholes import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cstools.figures import Figures, Measure, Split
    from cstools_statistics_903.years import Years

SOURCE = "Children looked after in England including adoptions, Department for Education"


def measured(years: Years, measures: Iterable[Measure]) -> Figures:
    """Measures of which either year has something, one line for each year."""
    counted = [m for m in measures if years.has(m.key) or years.had(m.key)]
    named = [replace(measure, id=_id(measure), source=SOURCE) for measure in counted]
    return merge(figures(year, named, area_code=years.area) for year in years)


def broken_down(years: Years, whole: str, *splits: Split) -> Figures:
    """How many there are of a whole, in all and by each split it could be counted by."""
    of = Count(TITLES.get(whole, whole), whole, id=slug(whole), source=SOURCE)
    share = f"{of.id}-percent"
    return merge(
        figures(
            year,
            [of, *(Breakdown(of, s, share=share) for s in splits if year.has(s.cells[0]))],
            area_code=years.area,
        )
        for year in years
    )


def _id(measure: Measure) -> str:
    if isinstance(measure, Count):
        return slug(measure.key)
    if isinstance(measure, Mean):
        return f"{slug(measure.key)}-mean"
    whole = getattr(measure, "whole", "population")
    return f"{slug(measure.key)}-of-{slug(whole)}"


def slug(key: str) -> str:
    """A name as a part of an id: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")
