"""Who the children are: invented identifiers and pupil numbers, sex, ethnicity, home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.standard import Chance, Weighted
from cstools_ssda903.sample.history import Child
from cstools_ssda903.sample.places import read_areas

if TYPE_CHECKING:
    from collections.abc import Iterator

_ETHNICITY = Weighted(
    {"WBRI": 68, "WOTH": 4.2, "WIRI": 0.4, "WIRT": 0.4, "WROM": 0.9, "MWBC": 3.4, "MWBA": 1.2}
    | {"MWAS": 1.4, "MOTH": 4, "AIND": 0.6, "APKN": 1.8, "ABAN": 0.8, "AOTH": 1.7, "BCRB": 2}
    | {"BAFR": 3.6, "BOTH": 1.4, "CHNE": 0.2, "OOTH": 2.2, "REFU": 0.3, "NOBT": 0.5}
)
_ASYLUM_ETHNICITY = Weighted({"OOTH": 42, "BAFR": 30, "AOTH": 18, "WOTH": 8, "BOTH": 2})
_CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_LOCAL_AUTHORITY = "330"
_NUMBERS = 10**7
_PUPILS = 10**9


class Registry:
    """Gives out identifiers and pupil numbers, none of them twice.

    Args:
        chance: draws; settle where the numbers start and how they step.
    """

    def __init__(self, chance: Chance) -> None:
        # A step prime to the range visits every number before one comes again.
        self._identifiers = _walk(chance.between(0, _NUMBERS - 1), 7_368_787, _NUMBERS)
        self._pupils = _walk(chance.between(0, _PUPILS - 1), 618_033_989, _PUPILS)

    def child(self, chance: Chance, dob: int, *, asylum: bool, male: float) -> Child:
        """A new child.

        Args:
            chance: draws.
            dob: date of birth.
            asylum: unaccompanied asylum-seeking child.
            male: share of boys.
        """
        ethnicity = chance.weighted(_ASYLUM_ETHNICITY if asylum else _ETHNICITY)
        upn = self._upn(chance)
        if asylum and chance.happens(0.6):
            upn = chance.one_of(("UN2", "UN3"))
        return Child(
            identifier=f"{next(self._identifiers):07d}",
            male=chance.happens(male),
            dob=dob,
            ethnicity=ethnicity,
            upn=upn,
            asylum=asylum,
            # The home of an unaccompanied child is abroad: there is no postcode to give.
            home=None if asylum else chance.one_of(read_areas()[0].postcodes),
        )

    def _upn(self, chance: Chance) -> str:
        serial = next(self._pupils)
        if chance.happens(0.03):
            # A temporary number ends in a letter and has eleven digits.
            digits, ending = f"{_LOCAL_AUTHORITY}{serial // 10:08d}", "ABCDEFGHJK"[serial % 10]
        else:
            digits, ending = f"{_LOCAL_AUTHORITY}{serial:09d}", ""
        total = sum(weight * int(digit) for weight, digit in enumerate(digits, start=2))
        return f"{_CHECK_LETTERS[total % 23]}{digits}{ending}"


def _walk(start: int, step: int, size: int) -> Iterator[int]:
    number = start
    while True:
        yield number
        number = (number + step) % size
