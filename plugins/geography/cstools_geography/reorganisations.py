"""Reorganisations of authorities, 2009 to 2025, and what became of an area."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from cstools_geography import facts

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Change:
    """One reorganisation, or one new ONS code.

    Attributes:
        day: the first day of the new.
        title: what happened, in a sentence without its full stop.
        old: numbers of the authorities before.
        new: numbers of the authorities after; the same where one went on.
        exact: whether figures of the old add up to those of the new.
        codes: by number, the ONS code that an authority which went on had before.
    """

    day: dt.date
    title: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    exact: bool
    codes: Mapping[str, str] = field(default_factory=dict)


@cache
def changes() -> tuple[Change, ...]:
    """Every change from 2009 to 2025, oldest first."""
    return tuple(
        Change(**{**entry, "old": tuple(entry["old"]), "new": tuple(entry["new"])})
        for entry in facts.document("changes.toml")["change"]
    )


def beginning(number: str) -> dt.date | None:
    """The first day of an authority; None where it was there before 2009."""
    days = [change.day for change in changes() if number in change.new and number not in change.old]
    return min(days, default=None)


def end(number: str) -> dt.date | None:
    """The last day of an authority; None where it is still there."""
    days = [change.day for change in changes() if number in change.old and number not in change.new]
    return min(days) - dt.timedelta(days=1) if days else None


def predecessors(number: str) -> tuple[str, ...]:
    """The authorities whose area another took over."""
    took = (change.old for change in changes() if number in change.new and number not in change.old)
    return tuple(sorted({old for several in took for old in several}))


def successors(number: str) -> tuple[str, ...]:
    """The authorities that took over the area of another."""
    gave = (change.new for change in changes() if number in change.old and number not in change.new)
    return tuple(sorted({new for several in gave for new in several}))


def former_codes(number: str) -> tuple[str, ...]:
    """ONS codes that an authority had before its latest one, oldest first."""
    return tuple(change.codes[number] for change in changes() if number in change.codes)
