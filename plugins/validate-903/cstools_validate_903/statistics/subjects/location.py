"""Where children looked after on 31 March are placed: how far from home, in or out of area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools_validate_903.statistics import cohorts
from cstools_validate_903.statistics.figures import Figures, Split, bands, chosen
from cstools_validate_903.statistics.subject import Subject, split_panel
from cstools_validate_903.statistics.wholes import LOOKED_AFTER

if TYPE_CHECKING:
    from cstools.panels import Panel
    from cstools_validate_903.engine import OneYear
    from cstools_validate_903.statistics.years import Years

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

_LIMITS = (
    "Distance is a straight line between the two postcodes in the return; children without a known "
    "postcode, among them many unaccompanied asylum-seeking children, count as not known."
)


def count_distance(year: OneYear, figures: Figures) -> None:
    """Count how far from home children were placed."""
    rows = cohorts.looked_after(year)
    miles = rows.PL_DISTANCE
    figures.count(LOOKED_AFTER, len(rows))
    figures.split(DISTANCE, chosen(miles <= FAR, miles > FAR), LOOKED_AFTER)


def count_location(year: OneYear, figures: Figures) -> None:
    """Count who was placed outside the authority, and who also far from home."""
    rows = cohorts.looked_after(year)
    count_distance(year, figures)
    figures.split(LOCATION, LOCATION.places(rows.PL_LOCATION), LOOKED_AFTER)
    both = ((rows.PL_LOCATION == "OUT") & (rows.PL_DISTANCE > FAR)).sum()
    figures.part(FAR_OUTSIDE, both, DISTANCE.cell(OVER))
    figures.part(FAR_OUTSIDE, both, LOCATION.cell(OUTSIDE))


def _show_distance(years: Years) -> list[Panel]:
    far = years.share(DISTANCE.cell(OVER), LOOKED_AFTER)
    text = f"Of {years.whole(LOOKED_AFTER)}, those placed over 20 miles from home are {far}."
    text += _unknown(years, DISTANCE)
    title = "Looked after on 31 March, by distance from home"
    return [split_panel(years, title, DISTANCE, LOOKED_AFTER, _LIMITS, text=text)]


def _show_location(years: Years) -> list[Panel]:
    out = years.share(LOCATION.cell(OUTSIDE), LOOKED_AFTER)
    both = years.share(FAR_OUTSIDE, LOOKED_AFTER)
    text = (
        f"Of {years.whole(LOOKED_AFTER)}, those placed outside the authority are {out}. Placed "
        f"outside it and over 20 miles from home: {both}."
    )
    text += _unknown(years, LOCATION)
    title = "Looked after on 31 March, inside or outside the authority"
    return [split_panel(years, title, LOCATION, LOOKED_AFTER, text=text)]


def _unknown(years: Years, split: Split) -> str:
    cell = split.cell(split.rest)
    return f" Not known: {years.share(cell, LOOKED_AFTER)}." if years.now.count(cell) else ""


DISTANCE_SUBJECT = Subject("distance from home", count_distance, _show_distance)
LOCATION_SUBJECT = Subject("inside or outside the authority", count_location, _show_location)
