"""Care leavers aged 17 to 21: in touch, activity, accommodation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from cstools import Panel
from cstools.charts import bars
from cstools.figures import Share, Split
from cstools_ssda903 import care
from cstools_ssda903.care import records
from cstools_statistics_903 import charts
from cstools_statistics_903.left_out import LEAVERS
from cstools_statistics_903.lines import broken_down, measured
from cstools_statistics_903.subject import Subject
from cstools_statistics_903.tables import breakdown_table
from cstools_statistics_903.wholes import OLDER_LEAVERS, YOUNGER_LEAVERS
from cstools_statistics_903.year_counts import YearCounts, places

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cstools.rules import OnePeriod, View
    from cstools_statistics_903.years import Years

NO_INFORMATION = "No information"
_STUDIES = {
    "Higher education": ("F1", "P1"),
    "Other education": ("F2", "P2"),
    "Training or employment": ("F4", "P4", "F5", "P5"),
}
_NEITHER = {
    "Not in any: illness or disability": ("G4",),
    "Not in any: pregnancy or parenting": ("G6",),
    "Not in any: other reason": ("G5",),
}
_PLACES_TO_LIVE = "BCDEKTUVWXYZ"
LEFT_OUT = "care leavers who died or returned home"


@dataclass(frozen=True)
class Group:
    """Care leavers of one age group.

    Attributes:
        whole: key of their number.
        ages: the ages, in words.
        first: the youngest age.
        last: the oldest age.
    """

    whole: str
    ages: str
    first: int
    last: int

    def _split(self, title: str, groups: Mapping[str, tuple[str, ...]]) -> Split:
        key = f"{self.whole}, {title.lower()}"
        return Split(key, title, groups, rest=NO_INFORMATION, ranked=False)

    @property
    def activity(self) -> Split:
        """What they do."""
        return self._split("Activity", {**_STUDIES, **_NEITHER})

    @property
    def accommodation(self) -> Split:
        """Whether where they live is suitable."""
        suitable = tuple(f"{letter}1" for letter in _PLACES_TO_LIVE)
        unsuitable = ("S2", *(f"{letter}2" for letter in _PLACES_TO_LIVE))
        return self._split("Accommodation", {"Suitable": suitable, "Unsuitable": unsuitable})

    @property
    def touch(self) -> Split:
        """Whether the authority is in touch."""
        groups = {
            "In touch": ("YES",),
            "Not in touch": ("NO",),
            "Refused contact": ("REFU",),
            "No longer requires services": ("NREQ",),
        }
        return self._split("In touch", groups)

    @property
    def columns(self) -> tuple[tuple[Split, str], ...]:
        """The breakdowns, each with its column."""
        return (
            (self.touch, "IN_TOUCH"),
            (self.activity, "ACTIV"),
            (self.accommodation, "ACCOM"),
        )

    @property
    def engaged(self) -> str:
        """Key of the number in education, employment or training."""
        return f"{self.whole}, in education, employment or training"

    @property
    def measures(self) -> tuple[Share, Share, Share]:
        """The three headline percentages of the group."""
        name = f"Care leavers {self.ages}"
        studies, lives, touch = self.activity, self.accommodation, self.touch
        # Out of all, as it is published: those without information are in the whole.
        return (
            Share(
                f"{name}: in education, employment or training",
                *(self.engaged, self.whole, studies.cell(studies.rest)),
            ),
            Share(
                f"{name}: in suitable accommodation",
                *(lives.cell("Suitable"), self.whole, lives.cell(lives.rest)),
            ),
            Share(
                f"{name}: in touch",
                *(touch.cell("In touch"), self.whole, touch.cell(touch.rest)),
            ),
        )


YOUNGER = Group(YOUNGER_LEAVERS, "17 to 18", 17, 18)
OLDER = Group(OLDER_LEAVERS, "19 to 21", 19, 21)
GROUPS = (OLDER, YOUNGER)


def count(year: OnePeriod, figures: YearCounts) -> None:
    """Count care leavers whose birthday of that age fell in the year."""
    leavers = records(year, "OC3")
    first = leavers.where(_first_of_child(leavers))
    left_out = first.IN_TOUCH.isin("DIED", "RHOM")
    ages = care.age(first.DOB, year.end)
    figures.count(LEFT_OUT, (left_out & (ages >= 17) & (ages <= 21)).sum())
    for group in GROUPS:
        aged = (ages >= group.first) & (ages <= group.last)
        _count(group, first.where(aged & ~left_out), figures)
        for split, column in group.columns:
            rows = first.where(aged & ~left_out)
            figures.coded(year, split, "OC3", column, getattr(rows, column))
    figures.dated(year, LEAVERS, of=[group.whole for group in GROUPS])


def _first_of_child(records: View) -> Any:
    seen = np.zeros(len(records), dtype=bool)
    seen[np.unique(records.child, return_index=True)[1]] = True
    return seen & (records.child >= 0)


def _count(group: Group, rows: View, figures: YearCounts) -> None:
    figures.count(group.whole, len(rows))
    figures.split(group.activity, places(group.activity, rows.ACTIV), group.whole)
    figures.split(group.accommodation, places(group.accommodation, rows.ACCOM), group.whole)
    figures.split(group.touch, places(group.touch, rows.IN_TOUCH), group.whole)
    studies = [group.activity.cell(label) for label in _STUDIES]
    others = [cell for cell in group.activity.cells if cell not in studies]
    figures.part(group.engaged, sum(figures.counts[cell] for cell in studies), group.whole)
    figures.group(group.engaged, studies)
    figures.group(f"{group.whole} other than {group.engaged}", others)


def _show(years: Years) -> list[Panel]:
    caveats = [
        "A return does not tell who was looked after only for short breaks or passed to another "
        "authority, so they are counted."
    ]
    if years.now.count(LEFT_OUT):
        gone = years.now.children(LEFT_OUT, "care leavers", "care leaver")
        caveats.append(f"Left out: {gone} who died or returned home.")
    groups = [group for group in GROUPS if years.now.count(group.whole)]
    return [
        *(_chart(years, "Activity", groups, lambda group: group.activity)),
        *(_chart(years, "Accommodation", groups, lambda group: group.accommodation)),
        *(_table(years, group, caveats) for group in groups),
    ]


def _chart(
    years: Years, title: str, groups: list[Group], split: Callable[[Group], Split]
) -> list[Panel]:
    if not groups:
        return []
    values = [
        {title: label, "Age": group.ages, **charts.number(charts.PERCENT, percent)}
        for group in groups
        for label, cell in zip(split(group).labels, split(group).cells, strict=True)
        if charts.is_shown(percent := years.now.percent(cell, group.whole))
    ]
    place = 0 if title == "Activity" else 1
    parts = [
        f"{years.now.children(group.whole, 'care leavers', 'care leaver')} aged {group.ages}, "
        f"{_phrase(years, group.measures[place])}"
        for group in groups
    ]
    what = "In education, employment or training" if place == 0 else "In suitable accommodation"
    text = f"{what}: of {'; of '.join(parts)}."
    order = split(groups[0]).labels
    chart = bars(values, title, charts.PERCENT, series="Age", unit="percent", order=order)
    caveats = years.caveats(made_from=(LEAVERS, *(split(group).key for group in groups)))
    return [
        chart.panel(
            f"Care leavers, {title.lower()}",
            text,
            caveats=caveats,
            figures=measured(years, [group.measures[place] for group in groups]),
        )
    ]


def _phrase(years: Years, measure: Share) -> str:
    return years.share(measure.key, measure.whole, measure.unknown)


def _table(years: Years, group: Group, caveats: list[str]) -> Panel:
    return Panel(
        f"Care leavers aged {group.ages}, all figures",
        f"The return has {years.now.children(group.whole, 'care leavers', 'care leaver')} aged "
        f"{group.ages} on 31 March {years.now.year}.",
        table=breakdown_table(
            years, group.whole, (group.touch, group.activity, group.accommodation)
        ),
        caveats=years.caveats(
            *caveats, made_from=(LEAVERS, *(split.key for split, _ in group.columns))
        ),
        figures=broken_down(years, group.whole, group.touch, group.activity, group.accommodation),
    )


SUBJECT = Subject("care leavers", count, _show)
