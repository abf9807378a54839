"""The way to adoption: decision, placement order, placement, adoption - or reversal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.standard import Chance, Weighted
from cstools_ssda903.sample.care import Legal, general, period_of
from cstools_ssda903.sample.dates import in_last_week_of_march
from cstools_ssda903.sample.history import Adopters, Decision, Period, Placement, Stay, join
from cstools_ssda903.sample.stays import Moves, another, place

if TYPE_CHECKING:
    from cstools_ssda903.sample.history import Child

_ROUTE = Weighted({"order": 66, "carer": 11, "consent": 5, "reversed": 18})
_REVERSAL = Weighted({"RD1": 35, "RD2": 30, "RD3": 25, "RD4": 10})
_COUPLES = Weighted(
    {("MF", "L11"): 62, ("MF", "L3"): 15, ("MM", "L12"): 5, ("FF", "L12"): 4, ("MM", "L2"): 2}
    | {("FF", "L2"): 1, ("MF", "L2"): 1, ("FF", "L4"): 1, ("F1", "L0"): 8, ("M1", "L0"): 1}
)
_REASON = "CARPL"


def adoption(chance: Chance, child: Child, start: int, end: int) -> Period:
    """A young child's period of care with a plan for adoption; its planned end is not kept."""
    route = chance.weighted(_ROUTE)
    if route == "reversed":
        return _reversed(chance, child, start, end)
    return _adopted(chance, child, start, route)


def _adopted(chance: Chance, child: Child, start: int, route: str) -> Period:
    decided = start + chance.between(90, 280)
    ordered = decided + chance.between(10, 90)
    placed = ordered + chance.between(60, 450)
    matched = placed - chance.between(10, 45)
    ended = placed + chance.between(110, 420)
    while in_last_week_of_march(ended):
        ended -= 7
    legal = _legal(chance, start, decided, ordered, consent=route == "consent")
    stays = _stays(chance, child, start, placed, route)
    child.decision = Decision(decided)
    sexes, status = chance.weighted(_COUPLES)
    child.adopters = Adopters(matched, stays[-1].same_carer, sexes, status)
    rec = "E11" if route == "consent" or chance.happens(0.35) else "E12"
    return Period("N1" if chance.happens(0.8) else "N5", join(legal, stays, ended, rec))


def _legal(chance: Chance, start: int, decided: int, ordered: int, *, consent: bool) -> Legal:
    if consent:
        return [(start, "V2")]
    legal = [(start, "V2" if chance.happens(0.4) else "C1")]
    if legal[0][1] == "V2":
        legal.append((start + chance.between(5, 60), "C1"))
    if chance.happens(0.3):
        legal.append((decided + 3, "C2"))
    return [*legal, (ordered, "E1")]


def _stays(chance: Chance, child: Child, start: int, placed: int, route: str) -> list[Stay]:
    first = "U5" if chance.happens(0.12) else "U6"
    stays = [Stay(start, place(chance, first, child.home))]
    now = stays[0].placement
    if route == "carer":
        adopting = Placement("A5", now.provider, now.postcode, now.urn)
        return [*stays, Stay(placed, adopting, "PLACE", same_carer=True)]
    kind = "A4" if route == "consent" else "A6"
    return [*stays, Stay(placed, another(chance, kind, child.home, now), _REASON)]


def _reversed(chance: Chance, child: Child, start: int, end: int) -> Period:
    """A decision that is given up; the child stays in care under a care order."""
    end = max(end, start + 900)
    decided = start + chance.between(90, 280)
    if chance.happens(0.4):
        return _no_order(chance, child, start, decided, end)
    ordered = decided + chance.between(10, 90)
    ceased = ordered + chance.between(90, 400)
    legal: Legal = [(start, "C1"), (ordered, "E1"), (ceased, "C2")]
    child.decision = Decision(decided, ceased, chance.weighted(_REVERSAL))
    stays = Moves(chance, child.dob, child.home, legal, end, at_home=False).stays("U6")
    return period_of(chance, child, "N1", legal, stays, end)


def _no_order(chance: Chance, child: Child, start: int, decided: int, end: int) -> Period:
    period = general(chance, child, start, end)
    child.decision = Decision(decided, decided + chance.between(30, 200), "RD2")
    return period
