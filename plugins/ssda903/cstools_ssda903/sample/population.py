"""The children of two collection years, one after the other, each with a whole history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cstools.standard import Chance, Weighted
from cstools_ssda903.sample import alongside, care
from cstools_ssda903.sample.adoption import adoption
from cstools_ssda903.sample.dates import YEAR_DAYS, Collection, birthday, in_last_week_of_march
from cstools_ssda903.sample.ends import RETURNS_HOME
from cstools_ssda903.sample.identity import Registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools_ssda903.sample.history import Child

# Shares of those who start to be looked after.
_KINDS = Weighted({"general": 830, "asylum": 125, "remand": 26, "breaks": 20, "agreement": 6})
_AGES: dict[str, Weighted[tuple[float, float]]] = {
    "general": Weighted(
        {(0, 0.02): 9, (0.02, 1): 11, (1, 5): 18, (5, 10): 19, (10, 16): 36, (16, 17.9): 14}
    ),
    "asylum": Weighted({(13, 15.9): 14, (15.9, 17.9): 86}),
    "remand": Weighted({(12.1, 15): 25, (15, 17.7): 75}),
    "breaks": Weighted({(4, 16): 1}),
    "agreement": Weighted({(4, 16): 1}),
}
_DAYS = Weighted({(2, 30): 10, (30, 180): 18, (180, 730): 25, (730, 1900): 22, (1900, 7000): 25})
_TEEN_DAYS = Weighted({(2, 30): 15, (30, 180): 18, (180, 730): 25, (730, 2600): 42})
_OTHER_DAYS = {"remand": (5, 110), "breaks": (200, 1500), "agreement": (300, 1500)}
_LONGEST = 18 * 366


@dataclass(frozen=True)
class Start:
    """Someone's first coming into care, as planned."""

    kind: str
    dob: int
    start: int
    end: int


class Population:
    """Makes children who were in care at some time from the start of last year on.

    Args:
        chance: draws.
        this_year: the collection year; last year is the one before it.
    """

    def __init__(self, chance: Chance, this_year: Collection) -> None:
        self.chance = chance
        self.this_year = this_year
        self.last_year = Collection.of(this_year.year - 1)
        self.registry = Registry(chance)

    def children(self) -> Iterator[Child]:
        """Child after child, without end."""
        while True:
            plan = self._plan()
            if plan.end >= self.last_year.start - 300:
                child = self._child(plan)
                if child.periods and child.periods[-1].end >= self.last_year.start - 300:
                    yield child

    def _plan(self) -> Start:
        chance = self.chance
        kind = chance.weighted(_KINDS)
        low, high = chance.weighted(_AGES[kind])
        age = int((low + (high - low) * chance.share()) * YEAR_DAYS)
        start = chance.between(self.last_year.start - _LONGEST, self.this_year.end)
        dob = start - age
        end = min(start + self._days(kind, age), birthday(dob, 18))
        return Start(kind, dob, start, max(end, start + 1))

    def _days(self, kind: str, age: int) -> int:
        chance = self.chance
        if kind == "asylum":
            return _LONGEST if chance.happens(0.85) else chance.between(20, 400)
        if kind in _OTHER_DAYS:
            return chance.between(*_OTHER_DAYS[kind])
        return chance.between(*chance.weighted(_TEEN_DAYS if age > 12 * YEAR_DAYS else _DAYS))

    def _child(self, plan: Start) -> Child:
        chance = self.chance
        asylum = plan.kind == "asylum"
        male = {"asylum": 0.95, "remand": 0.92}.get(plan.kind, 0.54)
        child = self.registry.child(chance, plan.dob, asylum=asylum, male=male)
        self._care(child, plan)
        alongside.add(chance, child, self.this_year)
        return child

    def _care(self, child: Child, plan: Start) -> None:
        chance, start, end = self.chance, plan.start, plan.end
        if plan.kind == "breaks":
            child.periods = care.short_breaks(chance, start, end)
        elif plan.kind == "agreement":
            child.periods = [care.agreement(start, min(end, birthday(child.dob, 18) - 1))]
        elif plan.kind == "asylum":
            child.periods = [care.asylum(chance, child, start, end)]
        elif plan.kind == "remand":
            child.periods = [care.remand(chance, child, start, end)]
        elif (start - child.dob) < 3.5 * YEAR_DAYS and end - start > 120 and chance.happens(0.55):
            child.periods = [adoption(chance, child, start, end)]
        else:
            self._general(child, start, end)

    def _general(self, child: Child, start: int, end: int) -> None:
        """One period of care, and sometimes another after a time at home."""
        chance = self.chance
        child.periods = [care.general(chance, child, start, end)]
        grown = birthday(child.dob, 18)
        while child.periods[-1].episodes[-1].rec in RETURNS_HOME and chance.happens(0.14):
            again = child.periods[-1].end + chance.between(5, 400)
            while in_last_week_of_march(again):
                again += 7
            if again > min(grown - 60, self.this_year.end):
                return
            until = min(again + self._days("general", again - child.dob), grown)
            child.periods.append(care.general(chance, child, again, until))
