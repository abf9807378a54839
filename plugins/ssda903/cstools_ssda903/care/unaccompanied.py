"""Unaccompanied asylum-seeking children (UASC): which tables tell of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cstools.rules import OnePeriod


def tells_uasc(year: OnePeriod) -> bool:
    """Whether a year's tables tell who is UASC: Header's marker or, without Header, UASC."""
    if year.has("Header"):
        return "UASC" in year.dataset["Header"]
    return year.has("UASC")
