"""A period of care, by the way a child comes into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.standard import Chance, Weighted
from cstools_ssda903.sample.ends import how_it_ended
from cstools_ssda903.sample.history import Episode, Period, Placement, Stay, join
from cstools_ssda903.sample.stays import Moves

if TYPE_CHECKING:
    from cstools_ssda903.sample.history import Child

Legal = list[tuple[int, str]]

_NEED = Weighted({"N1": 70, "N5": 14, "N4": 8, "N2": 3, "N3": 3, "N6": 1.4, "N8": 0.5, "N7": 0.1})
_FIRST_STATUS = Weighted({"V2": 34, "C1": 54, "L1": 6, "L2": 5, "C2": 0.8, "L3": 0.2})
_TEEN_STATUS = Weighted({"V2": 60, "C1": 34, "L1": 4, "L2": 1.5, "J2": 0.5})
_SHORT_DAYS = {"L1": 3, "L2": 12, "L3": 7, "J2": 14}


def legal_path(chance: Chance, start: int, end: int, age: float) -> Legal:
    """Legal statuses over a period of care, each different from the one before it."""
    first = chance.weighted(_TEEN_STATUS if age >= 14 else _FIRST_STATUS)
    path = [(start, first)]
    if first in _SHORT_DAYS:
        day = start + chance.between(1, _SHORT_DAYS[first])
        path.append((day, "V2" if chance.happens(0.5) else "C1"))
    if path[-1][1] == "V2" and chance.happens(0.35 if age >= 14 else 0.6):
        path.append((path[-1][0] + chance.between(20, 330), "C1"))
    if path[-1][1] == "C1":
        path.append((path[-1][0] + chance.between(150, 420), "C2"))
    return [(day, status) for day, status in path if day < end]


def general(chance: Chance, child: Child, start: int, end: int) -> Period:
    """Abuse or neglect and the like: from the first weeks to long-term care."""
    legal = legal_path(chance, start, end, (start - child.dob) / 365.25)
    stays = Moves(chance, child.dob, child.home, legal, end).stays()
    return period_of(chance, child, chance.weighted(_NEED), legal, stays, end)


def asylum(chance: Chance, child: Child, start: int, end: int) -> Period:
    """An unaccompanied asylum-seeking child."""
    legal: Legal = [(start, "V2")]
    if chance.happens(0.05):
        legal += [(start + 60, "C1"), (start + 300, "C2")]
    legal = [(day, status) for day, status in legal if day < end]
    stays = Moves(chance, child.dob, child.home, legal, end, asylum=True).stays()
    need = "N8" if chance.happens(0.9) else "N1"
    return period_of(chance, child, need, legal, stays, end)


def remand(chance: Chance, child: Child, start: int, end: int) -> Period:
    """Remanded by a court for a short time."""
    legal: Legal = [(start, "J1")]
    stays = Moves(chance, child.dob, child.home, legal, end).stays()[:1]
    rec = "E14" if chance.happens(0.8) else "E9"
    need = "N6" if chance.happens(0.6) else "N1"
    return Period(need, join(legal, stays, end, rec))


def short_breaks(chance: Chance, start: int, end: int) -> list[Period]:
    """A disabled child's short breaks: every break a period of care of its own."""
    # Short breaks are reported without postcode and number of the provider.
    placement = Placement("R1", "PR4")
    periods: list[Period] = []
    day = start
    while day < end - 5:
        back = day + chance.between(1, 5)
        periods.append(Period("N2", [Episode(day, back, "S", "V3", placement, "E4A")]))
        day = back + chance.between(24, 60)
    return periods


def agreement(start: int, end: int) -> Period:
    """A disabled child's agreed series of short breaks, reported as one."""
    placement = Placement("R1", "PR5")
    return Period("N2", [Episode(start, end, "S", "V4", placement, "E8")])


def period_of(
    chance: Chance, child: Child, need: str, legal: Legal, stays: list[Stay], end: int
) -> Period:
    """Put a period of care together and end it in a way that fits."""
    stays = [stay for stay in stays if stay.start < end]
    last = stays[-1].placement.kind
    if last.startswith("T"):
        # Care does not end in a temporary placement.
        stays.pop()
        last = stays[-1].placement.kind
    rec = how_it_ended(chance, child.dob, end, last, asylum=child.asylum)
    return Period(need, join(legal, stays, end, rec))
