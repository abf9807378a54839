"""Placements that began before the child was old enough for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.rules import add_years, because, row, rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from cstools.rules import Flags, Return, Rule

    Logic = Callable[[Return], Flags]


def _younger(place: str, age: int) -> Logic:
    """Logic: an episode in this placement began before the child's birthday."""

    def younger(ret: Return) -> Flags:
        episodes = ret.Episodes
        ep, header = episodes.where(episodes.PLACE == place).join(ret.Header)
        return ep.flag(add_years(header.DOB, age) > ep.DECOM)

    younger.__doc__ = f"PLACE is {place}, and DECOM is before the {age}th birthday."
    return younger


def _under_age(code: str, title: str, logic: Logic) -> Rule:
    return rule(
        code,
        title,
        tables=["Episodes", "Header"],
        fields=["DECOM", "PLACE"],
        fix="Correct the placement type, the start of the episode or the date of birth.",
        differs=because(
            "Open episodes are tested too: the age at the start does not hang on an end. The "
            "existing tool leaves them out.",
            row("own", missing=("DEC",)),
        ),
    )(logic)


_independent = _under_age(
    "370", "Independent living (P2) began below the minimum age", _younger("P2", 15)
)
_independent.version(2024, 2024)(_younger("P2", 16))

_supported = _under_age(
    "371",
    "Semi-independent or supported accommodation began below the minimum age",
    _younger("H5", 14),
)
_supported.version(2024)(_younger("H5", 16))
_supported.version(2025)(_younger("K3", 16))

_under_age("372", "Youth custody or prison placement (R5) began before age ten", _younger("R5", 10))
_under_age("373", "School placement (S1) began before the fourth birthday", _younger("S1", 4))
_under_age("374", "Residential employment (P3) began before the 14th birthday", _younger("P3", 14))
