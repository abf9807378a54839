"""How a period of care ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.standard import Weighted
from cstools_ssda903.care.codes import FOSTER_PLACES
from cstools_ssda903.sample.dates import age_at, birthday

if TYPE_CHECKING:
    from cstools.standard import Chance

_HOME = Weighted(
    {"E4A": 46, "E4B": 14, "E13": 8, "E41": 7, "GUARDIAN": 16, "E47": 3, "E48": 1, "E8": 5}
    | {"E3": 3, "E2": 0.3, "E16": 0.7}
)
_TEEN = Weighted(
    {"E4A": 46, "E4B": 26, "E13": 6, "E41": 2, "GUARDIAN": 3, "E8": 9, "E3": 4, "E5": 2, "E6": 2}
    | {"E9": 1.5, "E7": 0.5, "E2": 0.3, "E16": 0.4}
)
_FOSTERED_AT_18 = Weighted({"E17": 62, "E5": 22, "E6": 6, "E8": 10})
_AT_18 = Weighted({"E5": 58, "E6": 20, "E8": 15, "E7": 7})
_ASYLUM = Weighted({"E8": 55, "E15": 25, "E3": 15, "E16": 5})
_GUARDIAN = {"U1": "E45", "U2": "E45", "U3": "E45", "U4": "E46", "U5": "E46", "U6": "E46"}
# An age below which an ending makes no sense, with a margin to the birthday itself.
_LOWEST_AGE = {"E5": 16.05, "E6": 16.05, "E7": 16.05, "E9": 12}
RETURNS_HOME = frozenset({"E4A", "E4B", "E13"})


def how_it_ended(chance: Chance, dob: int, end: int, kind: str, *, asylum: bool) -> str:
    """The reason a period of care ended, X1 never being one.

    Args:
        chance: draws.
        dob: date of birth.
        end: last day of the period.
        kind: the last placement.
        asylum: unaccompanied asylum-seeking child.
    """
    if end >= birthday(dob, 18):
        return _at_18(chance, kind)
    if asylum:
        return chance.weighted(_ASYLUM)
    age = age_at(dob, end)
    rec = chance.weighted(_TEEN if age >= 12 else _HOME)
    if rec == "GUARDIAN":
        return _GUARDIAN.get(kind, "E47")
    return "E4A" if age < _LOWEST_AGE.get(rec, 0) else rec


def _at_18(chance: Chance, kind: str) -> str:
    if kind == "P1":
        return "E4A"
    if kind == "R5":
        return "E9"
    return chance.weighted(_FOSTERED_AT_18 if kind in FOSTER_PLACES else _AT_18)
