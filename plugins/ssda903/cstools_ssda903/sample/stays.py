"""Choosing a placement for a child, and the stays of a period of care."""

from __future__ import annotations

from functools import cache

from cstools.standard import Chance, Weighted
from cstools_ssda903.care.codes import FOSTER_PLACES
from cstools_ssda903.sample.dates import REGISTRATION, age_at
from cstools_ssda903.sample.history import Placement, Stay
from cstools_ssda903.sample.places import OUTSIDE_ENGLAND, Provider, open_for, read_areas

_BY_AGE: tuple[tuple[float, Weighted[str]], ...] = (
    (1, Weighted({"U6": 60, "U3": 20, "P1": 9, "R3": 7, "U5": 3, "R2": 1})),
    (5, Weighted({"U6": 60, "U3": 24, "P1": 14, "R3": 1, "U2": 1})),
    (10, Weighted({"U6": 64, "U3": 18, "P1": 9, "K2": 7, "S1": 1, "R1": 1})),
    (
        16,
        Weighted(
            {"U6": 58, "U3": 12, "P1": 6, "K2": 20, "S1": 1.2, "R1": 1, "K1": 0.5, "R2": 0.4}
            | {"Z11": 0.3, "Z12": 0.4, "Z13": 0.3, "Z14": 0.3}
        ),
    ),
    (
        19,
        Weighted(
            {"U6": 31, "U3": 6, "P1": 3, "K2": 16, "K3": 44, "P2": 4, "R1": 1, "P3": 0.4, "S1": 1}
            | {"K1": 0.4, "R5": 0.7, "Z11": 0.7, "Z12": 0.5, "Z13": 0.5, "Z14": 0.5}
        ),
    ),
)
_ASYLUM = Weighted({"U6": 42, "K3": 48, "K2": 4, "R1": 2, "Z11": 2, "P2": 2})
_REMAND = Weighted({"R5": 60, "K1": 15, "K2": 25})
_FOSTERING = Weighted({"PR1": 55, "PR4": 36, "PR5": 7, "PR2": 2})
_KINSHIP = Weighted({"PR1": 93, "PR4": 7})
_UNLISTED = {"P1": "PR0", "P2": "PR4", "P3": "PR4", "R1": "PR4", "R2": "PR3", "R5": "PR3"}
_WHY = Weighted(
    {"CARPL": 48, "CREQB": 14, "CREQO": 11, "CHILD": 6, "LAREQ": 8, "STAND": 3, "CLOSE": 3}
    | {"ALLEG": 2, "APPRR": 1, "OTHER": 14}
)
_TEMPORARY_DAYS = {"T0": 10, "T1": 30, "T2": 14, "T3": 18, "T4": 7}
_PLACEHOLDER = "XXXXXXX"
_LONG_TERM = {"U6": "U4", "U3": "U1", "U5": "U4", "U2": "U1"}


@cache
def _providers(kind: str, code: str | None = None) -> list[Provider]:
    return [provider for provider in open_for(kind) if code is None or provider.code == code]


@cache
def _postcodes(outside_england: bool) -> list[str]:
    _, areas = read_areas()
    if outside_england:
        return [code for area in areas if area.code in OUTSIDE_ENGLAND for code in area.postcodes]
    # Most children live in or near their own authority, which comes first in the file.
    english = [area for area in areas if area.code not in OUTSIDE_ENGLAND]
    return [code for area in english[:1] * 2 + english for code in area.postcodes]


def place(chance: Chance, kind: str, home: str | None) -> Placement:
    """Find a placement of one kind.

    Args:
        chance: draws.
        kind: placement code.
        home: postcode of the child's home.
    """
    if kind == "P1":
        return Placement(kind, "PR0", home)
    if kind in FOSTER_PLACES or kind in ("A4", "A6"):
        return _with_carers(chance, kind)
    if kind in ("K1", "K2", "K3", "R3", "S1"):
        provider = chance.one_of(_providers(kind))
        return Placement(kind, provider.code, provider.postcode, provider.urn)
    return Placement(kind, _UNLISTED.get(kind), chance.one_of(_postcodes(False)))


def _with_carers(chance: Chance, kind: str) -> Placement:
    if kind in ("A4", "A6"):
        provider = chance.one_of(_providers("A4", "PR5"))
        return Placement(kind, "PR5", chance.one_of(_postcodes(False)), provider.urn)
    code = chance.weighted(_KINSHIP if kind in ("U1", "U2", "U3") else _FOSTERING)
    if chance.happens(0.012):
        # Ofsted registers nobody outside England, so there is no number to give.
        return Placement(kind, code, chance.one_of(_postcodes(True)))
    urn = chance.one_of(_providers(kind, code)).urn if chance.happens(0.985) else _PLACEHOLDER
    return Placement(kind, code, chance.one_of(_postcodes(False)), urn)


def choose_kind(chance: Chance, age: float, legal: str, *, asylum: bool = False) -> str:
    """A placement code that fits age and legal status."""
    if legal == "J1":
        return chance.weighted(_REMAND)
    if asylum and age >= 16:
        return chance.weighted(_ASYLUM)
    kind = "P1"
    for below, choice in _BY_AGE:
        if age < below:
            kind = chance.weighted(choice)
            break
    if kind == "P1" and (legal not in ("C1", "C2") or asylum):
        return "U6"
    return kind


def another(chance: Chance, kind: str, home: str | None, before: Placement) -> Placement:
    """A placement with other carers, which differs from the one before in what is reported."""
    while True:
        placement = place(chance, kind, home)
        if (placement.kind, placement.postcode) != (before.kind, before.postcode):
            return placement


class Moves:
    """Makes the stays of one period of care.

    Args:
        chance: draws.
        dob: date of birth.
        home: postcode of the home.
        legal: legal statuses of the period, by day.
        end: last day of the period.
        asylum: unaccompanied asylum-seeking child.
        at_home: placement with own parents is possible.
    """

    def __init__(
        self,
        chance: Chance,
        dob: int,
        home: str | None,
        legal: list[tuple[int, str]],
        end: int,
        *,
        asylum: bool = False,
        at_home: bool = True,
    ) -> None:
        self.chance = chance
        self.dob = dob
        self.home = home
        self.legal = legal
        self.end = end
        self.asylum = asylum
        self.at_home = at_home
        self._break_taken = False

    def stays(self, first: str | None = None) -> list[Stay]:
        """Placements from the first day on.

        Args:
            first: placement code to begin with; chosen by age when None.
        """
        start = self.legal[0][0]
        kind = first or self._kind(start)
        stays = [Stay(start, place(self.chance, kind, self.home))]
        for day in self._move_days(start):
            before = stays[-1].placement
            kind = self._kind(day)
            if kind == before.kind == "P1":
                kind = "U6"
            placement = another(self.chance, kind, self.home, before)
            stays.append(Stay(day, placement, self._why(day, kind)))
        return self._settled(stays)

    def _kind(self, day: int) -> str:
        status = next(status for since, status in reversed(self.legal) if since <= day)
        kind = choose_kind(self.chance, age_at(self.dob, day), status, asylum=self.asylum)
        if kind == "P1" and not self.at_home:
            return "U6"
        if kind == "P2" and day >= REGISTRATION:
            return "K3"
        # A few days' margin keeps them clear of the sixteenth birthday itself.
        return "U6" if kind in ("K3", "P2") and age_at(self.dob, day) < 16.01 else kind

    def _why(self, day: int, kind: str) -> str:
        if kind in ("R5", "K1") and age_at(self.dob, day) > 11:
            return "CUSTOD"
        return self.chance.weighted(_WHY)

    def _move_days(self, start: int) -> list[int]:
        chance, days = self.chance, set()
        day = start + (
            chance.waiting(120) + 3 if chance.happens(0.42) else chance.waiting(900) + 60
        )
        while day < self.end - 3:
            days.add(day)
            settled = 1700 if age_at(self.dob, day) < 12 else 720
            day += 10 + chance.waiting(60 if chance.happens(0.15) else settled)
        days |= {since for since, _ in self.legal[1:] if chance.happens(0.1)}
        return sorted(day for day in days if start < day < self.end)

    def _settled(self, moved: list[Stay]) -> list[Stay]:
        """Add what happens within placements: long-term matching, breaks, registration."""
        stays: list[Stay] = []
        for stay, following in zip(moved, [*moved[1:], None], strict=True):
            until = following.start if following else self.end
            stays.append(stay)
            if stay.placement.kind in _LONG_TERM:
                self._long_term(stays, until)
            if stay.placement.kind in ("K3", "P2"):
                self._registered(stays, until, following)
            elif self.chance.happens(0.03):
                self._break(stays, until)
        return stays

    def _long_term(self, stays: list[Stay], until: int) -> None:
        stay = stays[-1]
        day = stay.start + self.chance.between(200, 500)
        changes = [since for since, _ in self.legal if stay.start + 60 < since < until - 1]
        if changes and self.chance.happens(0.12):
            day = changes[-1]
        if day < until - 1 and self.chance.happens(0.5):
            now = stay.placement
            placement = Placement(_LONG_TERM[now.kind], now.provider, now.postcode, now.urn)
            stays.append(Stay(day, placement, "PLACE", same_carer=True))

    def _registered(self, stays: list[Stay], until: int, following: Stay | None) -> None:
        stay, now = stays[-1], stays[-1].placement
        if stay.start >= REGISTRATION:
            return
        # Before registration such accommodation had no number.
        stay.placement = Placement(now.kind, now.provider, now.postcode)
        if until > REGISTRATION and now.kind == "K3":
            stays.append(Stay(REGISTRATION, now, "PLACE", same_carer=True))
        elif until > REGISTRATION:
            later = following.placement if following else now
            placement = another(self.chance, "K3", self.home, later)
            stays.append(Stay(REGISTRATION, placement, "CARPL"))

    def _break(self, stays: list[Stay], until: int) -> None:
        """A few days elsewhere, and back."""
        stay = stays[-1]
        kind = self.chance.one_of(list(_TEMPORARY_DAYS))
        days = self.chance.between(1, _TEMPORARY_DAYS[kind])
        out = stay.start + self.chance.between(30, 400)
        back = out + days
        if self._break_taken or back >= until - 5:
            return
        if any(out <= since <= back for since, _ in self.legal):
            return
        self._break_taken = True
        away = Placement(kind, None, self.chance.one_of(_postcodes(False)))
        stays += [Stay(out, away), Stay(back, stay.placement)]
