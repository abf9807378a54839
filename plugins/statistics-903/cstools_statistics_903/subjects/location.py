"""Where children looked after on 31 March are placed: how far from home, in or out of area."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.figures import UNKNOWN, Share, Split, bands, first_that_holds, in_words
from cstools_ssda903 import care
from cstools_statistics_903.left_out import EPISODES
from cstools_statistics_903.subject import Subject, split_panel
from cstools_statistics_903.wholes import LOOKED_AFTER
from cstools_statistics_903.year_counts import YearCounts, places

if TYPE_CHECKING:
    from cstools import Panel
    from cstools.rules import OnePeriod
    from cstools_statistics_903.years import Years

FAR = 20
OVER = f"Over {FAR} miles"
OUTSIDE = "Outside the authority"
DISTANCE = bands("distance", "Distance from home", f"{FAR} miles or less", OVER)
LOCATION = Split(
    "location",
    "Location",
    {"Inside the authority": ("IN",), OUTSIDE: ("OUT",)},
    ranked=False,
)
FAR_OUTSIDE = "over 20 miles from home and outside the authority"
FAR_OUTSIDE_UNKNOWN = f"not known whether {FAR_OUTSIDE}"
MEASURES = (
    Share(
        "Placed outside the authority",
        LOCATION.cell(OUTSIDE),
        LOCATION.known,
        LOCATION.cell(LOCATION.rest),
    ),
    Share(
        "Placed over 20 miles from home",
        DISTANCE.cell(OVER),
        DISTANCE.known,
        DISTANCE.cell(DISTANCE.rest),
    ),
    # Out of all, as it is published.
    Share(
        "Placed over 20 miles from home, outside the authority",
        FAR_OUTSIDE,
        LOOKED_AFTER,
        FAR_OUTSIDE_UNKNOWN,
    ),
)

_LIMITS = (
    "Distance is a straight line between the two postcodes in the return; children without a known "
    "postcode, among them many unaccompanied asylum-seeking children, count as not known."
)


def count_distance(year: OnePeriod, figures: YearCounts) -> None:
    """Count how far from home children were placed."""
    rows = care.looked_after(year)
    miles = rows.PL_DISTANCE
    figures.count(LOOKED_AFTER, len(rows))
    figures.split(DISTANCE, first_that_holds(miles <= FAR, miles > FAR), LOOKED_AFTER)
    figures.known(DISTANCE, LOOKED_AFTER)
    figures.dated(year, EPISODES, of=(LOOKED_AFTER,))


def count_location(year: OnePeriod, figures: YearCounts) -> None:
    """Count who was placed outside the authority, and who also far from home."""
    rows = care.looked_after(year)
    count_distance(year, figures)
    figures.split(LOCATION, places(LOCATION, rows.PL_LOCATION), LOOKED_AFTER)
    figures.known(LOCATION, LOOKED_AFTER)
    both = ((rows.PL_LOCATION == "OUT") & (rows.PL_DISTANCE > FAR)).sum()
    figures.part(FAR_OUTSIDE, both, DISTANCE.cell(OVER))
    figures.part(FAR_OUTSIDE, both, LOCATION.cell(OUTSIDE))
    # Whoever is near, or inside, is not both, whatever else is known.
    near = (rows.PL_LOCATION == "IN") | (rows.PL_DISTANCE <= FAR)
    unknown = ~near & (rows.PL_LOCATION.blank | np.isnan(rows.PL_DISTANCE))
    figures.part(FAR_OUTSIDE_UNKNOWN, unknown.sum(), LOOKED_AFTER)


def _show_distance(years: Years) -> list[Panel]:
    far = _of_known(years, DISTANCE, OVER)
    text = f"Of {years.whole(LOOKED_AFTER)}, those placed over 20 miles from home are {far}"
    title = "Looked after on 31 March, by distance from home"
    return [split_panel(years, title, DISTANCE, LOOKED_AFTER, _LIMITS, text=text)]


def _show_location(years: Years) -> list[Panel]:
    out = _of_known(years, LOCATION, OUTSIDE)
    both = years.share(FAR_OUTSIDE, LOOKED_AFTER, FAR_OUTSIDE_UNKNOWN)
    text = (
        f"Of {years.whole(LOOKED_AFTER)}, those placed outside the authority are {out} Placed "
        f"outside it and over 20 miles from home, of all: {both}."
    )
    if years.now.count(FAR_OUTSIDE_UNKNOWN) not in (0, UNKNOWN):
        text += f" Not known: {_number(years, FAR_OUTSIDE_UNKNOWN)}."
    title = "Looked after on 31 March, inside or outside the authority"
    return [split_panel(years, title, LOCATION, LOOKED_AFTER, text=text)]


def _of_known(years: Years, split: Split, label: str) -> str:
    """A percentage of those for whom it is known, and the number of the others."""
    unknown = split.cell(split.rest)
    share = years.share(split.cell(label), split.known, unknown)
    if not years.now.count(unknown) or years.now.count(unknown) == UNKNOWN:
        return f"{share}."
    if not years.now.count(split.known):
        return f"{share}: for none of them can it be told."
    known = _number(years, split.known)
    return f"{share} of the {known} for whom it is known. Not known: {_number(years, unknown)}."


def _number(years: Years, key: str) -> str:
    return in_words(years.now.count(key))


DISTANCE_SUBJECT = Subject("distance from home", count_distance, _show_distance)
LOCATION_SUBJECT = Subject(
    "placements inside or outside the authority", count_location, _show_location
)
