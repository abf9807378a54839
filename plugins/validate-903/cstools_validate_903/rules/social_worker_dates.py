"""Dates of a social worker's record (SWEpisodes): readable, in the period, start before end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import because, days, row, rule, same_entry, unreadable_date
from cstools_validate_903.blocks.differences import loose_dates
from cstools_validate_903.blocks.entries import read_partial_date

if TYPE_CHECKING:
    from cstools.rules import Flags, Return


def _real_date(code: str, title: str, column: str) -> None:
    @rule(
        code,
        title,
        tables=["SWEpisodes"],
        fields=[column],
        since=2024,
        fix="Give the date as dd/mm/yyyy.",
    )
    def real_date(ret: Return) -> Flags:
        """The date is filled in and no date; ZZ for day or month and ZZZZ for the year will do."""
        workers = ret.SWEpisodes
        odd = workers.unreadable(column)
        if odd.any():
            odd &= ~workers.typed(column).where(lambda text: not np.isnat(read_partial_date(text)))
        return workers.flag(odd)

    @real_date.version(2026)
    def real_date_2026(ret: Return) -> Flags:
        """The date is filled in and no date."""
        return unreadable_date(ret, "SWEpisodes", column)


_real_date("SW04STG1", "Social worker start date is not a real date", "SW_DECOM")
_real_date("SW05STG1", "Social worker end date is not a real date", "SW_DEC")


@rule(
    "SW06STG2",
    "Social worker episode starts after the collection year",
    tables=["SWEpisodes"],
    fields=["SW_DECOM"],
    since=2024,
    fix="Correct the start date, or leave the record for next year's return.",
)
def starts_after_the_year(ret: Return) -> Flags:
    """SW_DECOM is after 31 March that closes the collection year."""
    return ret.SWEpisodes.flag(ret.SWEpisodes.SW_DECOM > ret.end)


@rule(
    "SW07STG2",
    "Social worker episode ends outside the reporting period",
    tables=["SWEpisodes"],
    fields=["SW_DEC"],
    since=2024,
    fix="Correct the end date, or leave the record out.",
    differs=because(
        "From 2025 on an end on 1 April of the year before is always allowed; the existing "
        "tool subtracts an average year and marks it after a leap day.",
        row("other", matches={"SW_DEC": ".*-04-01.*"}),
    ),
)
def ends_outside_the_year(ret: Return) -> Flags:
    """SW_DEC is before 1 April that opens the year, or after 31 March that closes it."""
    workers = ret.SWEpisodes
    return workers.flag((workers.SW_DEC < ret.start) | (workers.SW_DEC > ret.end))


@ends_outside_the_year.version(2025)
def ends_outside_two_years(ret: Return) -> Flags:
    """SW_DEC is over a year before the first day of the collection year, or after its last day."""
    workers = ret.SWEpisodes
    return workers.flag((workers.SW_DEC < ret.last.start) | (workers.SW_DEC > ret.end))


@rule(
    "SW09STG2",
    "Social worker episode is implausibly short",
    tables=["SWEpisodes"],
    fields=["SW_DECOM", "SW_DEC"],
    since=2024,
    severity="query",
    fix="Check both dates; a social worker is expected to stay for some days.",
    differs=[
        because(
            "To 2025 days are compared, not how they are written: 1/6/2024 and 01/06/2024 are the "
            "same.",
            row("own", filled=("SW_DECOM", "SW_DEC")),
        ),
        loose_dates("SWEpisodes", "SW_DECOM", "SW_DEC"),
    ],
)
def too_short(ret: Return) -> Flags:
    """SW_DEC is the same day as SW_DECOM."""
    workers = ret.SWEpisodes
    return workers.flag(same_entry(workers, "SW_DECOM", workers, "SW_DEC"))


@too_short.version(2026)
def too_short_2026(ret: Return) -> Flags:
    """SW_DEC is less than three days after SW_DECOM, or before it."""
    workers = ret.SWEpisodes
    return workers.flag(workers.SW_DEC < workers.SW_DECOM + days(3))


@rule(
    "SW18STG2",
    "Social worker episode ends on or before its start",
    tables=["SWEpisodes"],
    fields=["SW_DEC", "SW_DECOM"],
    since=2026,
    fix="Correct the dates; the end must be after the start.",
    differs=loose_dates("SWEpisodes", "SW_DECOM", "SW_DEC"),
)
def ends_before_it_starts(ret: Return) -> Flags:
    """SW_DEC is on the same day as SW_DECOM or before."""
    return ret.SWEpisodes.flag(ret.SWEpisodes.SW_DEC <= ret.SWEpisodes.SW_DECOM)


@rule(
    "SW19STG2",
    "Two social worker episodes of a child share a start date",
    tables=["SWEpisodes"],
    fields=["SW_DECOM"],
    since=2026,
    fix="Correct a start date, or take the repeated record out.",
    differs=because(
        "Days are compared, not how they are written, and blank starts are left alone.",
        row("other", missing=("SW_DECOM",)),
        row("own", filled=("SW_DECOM",)),
    ),
)
def same_start(ret: Return) -> Flags:
    """An earlier row of the file has the same child and the same SW_DECOM."""
    in_order = ret.SWEpisodes.ordered("SW_DECOM")
    return in_order.flag(in_order.SW_DECOM == in_order.before.SW_DECOM)
