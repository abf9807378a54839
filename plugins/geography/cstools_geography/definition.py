"""One area: an authority, a region, a half of London, or England."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Level = Literal["national", "regional", "sub_regional", "la"]


@dataclass(frozen=True)
class Area:
    """One area of England as statistics count it.

    Attributes:
        code: the key to join on: the department's three-digit number of an authority, ``970`` of
            England, the ONS code of a region. It stays when an ONS code is replaced.
        name: its name now, or its last one.
        level: ``national``, ``regional``, ``sub_regional`` (Inner and Outer London, which are
            counted in London as well) or ``la``.
        ons: the latest ONS code; empty where it had none.
        former_ons: ONS codes it had before, oldest first.
        number: the number in the department's lists, which regions have too (980 to 990).
        kind: of an authority: ``county``, ``unitary``, ``metropolitan`` or ``london``; else empty.
        region: code of its region; of a region its own, of England empty.
        sub_region: code of Inner or Outer London; elsewhere empty.
        letter: of a region: its letter in the SFR files of 2014 to 2016.
        valid_from: first day; None where it was there before 1 April 2009.
        valid_to: last day; None where it is still there.
        predecessors: codes of the authorities whose area it took over.
        successors: codes of the authorities that took over its area.
        aliases: what it is called besides its name.
    """

    code: str
    name: str
    level: Level
    ons: str
    former_ons: tuple[str, ...] = ()
    number: str = ""
    kind: str = ""
    region: str = ""
    sub_region: str = ""
    letter: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def exists(self, day: dt.date) -> bool:
        """Whether it was there on a day."""
        return (self.valid_from or dt.date.min) <= day <= (self.valid_to or dt.date.max)

    @property
    def label(self) -> str:
        """Name and code, as messages have them: the ONS code, where it has one."""
        return f"{self.ons or self.code} ({self.name})"

    @property
    def span(self) -> str:
        """When it was there, in words; empty where it always was."""
        first = f"from {_day(self.valid_from)}" if self.valid_from else ""
        last = f"to {_day(self.valid_to)}" if self.valid_to else ""
        return " ".join(filter(None, (first, last)))


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
