"""Dates of a single episode: readable, in order, within the collection year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import because, row, rule, unreadable_date

if TYPE_CHECKING:
    from cstools.rules import Flags, Return

CHILDREN_ACT = np.datetime64("1991-10-14", "D")


def _date_of(code: str, column: str, which: str) -> None:
    @rule(
        code,
        f"Episode {which} date cannot be read as a date",
        tables=["Episodes"],
        fields=[column],
        fix="Give the date as dd/mm/yyyy.",
    )
    def readable(ret: Return) -> Flags:
        """Date filled in is no day of the calendar written dd/mm/yyyy; blank passes."""
        return unreadable_date(ret, "Episodes", column)


_date_of("141", "DECOM", "start")
_date_of("147", "DEC", "end")


@rule(
    "148",
    "Episode end date given without end reason, or the reverse",
    tables=["Episodes"],
    fields=["DEC", "REC"],
    fix="Give both for an episode that has ended, neither for one that is open.",
)
def half_ended(ret: Return) -> Flags:
    """One of DEC and REC is filled in and the other is blank; what they hold does not matter."""
    ep = ret.Episodes
    return ep.flag(ep.filled("DEC") != ep.REC.filled)


@rule(
    "353",
    "Episode start date earlier than 14 October 1991",
    tables=["Episodes"],
    fields=["DECOM"],
    fix="Correct the start date.",
)
def began_before_the_act(ret: Return) -> Flags:
    """DECOM is before the Children Act 1989 came into force on 14 October 1991."""
    return ret.Episodes.flag(ret.Episodes.DECOM < CHILDREN_ACT)


@rule(
    "354",
    "Episode starts after the collection year has ended",
    tables=["Episodes"],
    fields=["DECOM"],
    fix="Correct the start date, or leave the episode to next year's return.",
)
def starts_after_the_year(ret: Return) -> Flags:
    """DECOM is later than 31 March of the collection year."""
    return ret.Episodes.flag(ret.end < ret.Episodes.DECOM)


@rule(
    "355",
    "Episode starts and ends on the same day",
    tables=["Episodes"],
    fields=["DECOM", "DEC"],
    fix="Correct the dates, or leave out an episode that did not last to the next day.",
    differs=because(
        "An episode with neither date is not reported here, and 1/6/2025 and 01/06/2025 are "
        "the same day.",
        row("other", missing=("DECOM",)),
        row("own", filled=("DECOM", "DEC")),
    ),
)
def no_night_in_care(ret: Return) -> Flags:
    """DEC is the same day as DECOM; an episode that lacks one of them passes."""
    return ret.Episodes.flag(ret.Episodes.DEC == ret.Episodes.DECOM)


@rule(
    "356",
    "Episode's end date comes before its start date",
    tables=["Episodes"],
    fields=["DECOM", "DEC"],
    fix="Correct the date that is wrong.",
)
def ends_before_it_starts(ret: Return) -> Flags:
    """DEC is earlier than DECOM."""
    return ret.Episodes.flag(ret.Episodes.DEC < ret.Episodes.DECOM)


@rule(
    "385",
    "Episode ends after the last day of the collection year",
    tables=["Episodes"],
    fields=["DEC"],
    fix="Correct the date, or leave end and reason blank if the episode was open on 31 March.",
)
def ends_after_the_year(ret: Return) -> Flags:
    """DEC is later than 31 March of the collection year."""
    return ret.Episodes.flag(ret.end < ret.Episodes.DEC)
