"""Unaccompanied asylum-seeking children (UASC): the marker and the dates against last year's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import add_years, because, both, flag, rule
from cstools_validate_903.blocks.differences import LISTED_TWICE, of_child
from cstools_validate_903.blocks.uasc import (
    beside_last_year,
    is_not_uasc,
    is_uasc,
    marked_rows,
    uasc_of_two_years,
)

if TYPE_CHECKING:
    from cstools.rules import Flags, Mask, Return
    from cstools_validate_903.blocks.uasc import TwoYears

_NO_HEADER = ("Header", "last Header")


def _flag_now(ret: Return, rows: Mask, years: TwoYears) -> Flags:
    """Flag the UASC rows and, where Header gave the markers, the child's Header rows."""
    return flag(rows, *(years.now if ret.has("Header") else years.now[:1]))


def _dropped(ret: Return, years: TwoYears, dated_now: Mask | bool) -> Mask:
    """Rows whose marker (in the last view) is not 1 but was, and did not end last year for good."""
    ended: Mask = (years.before.DUC >= ret.last.start) & (years.before.DUC <= ret.last.end)
    return ~is_uasc(years.now[-1]) & is_uasc(years.marks_before) & (~ended | dated_now)


@rule(
    "205A",
    "UASC last year, not this year, without a matching end date",
    tables=["UASC", "Header"],
    fields=["CHILD", "UASC"],
    last_year=["UASC", "Header"],
    optional=_NO_HEADER,
    fix="Report the child as UASC with the date the status ended, or check last year's return.",
    differs=[
        because(
            "A child in this year's Header who has left the UASC table is tested too; the "
            "existing tool starts from the UASC table, where every child of a CSV return is "
            "marked.",
            of_child("UASC", "own", absent=True),
        ),
        LISTED_TWICE,
    ],
)
def status_dropped(ret: Return) -> Flags:
    """The child was UASC last year and is not now, and the status did not end last year.

    It ended last year when last year's DUC lies in last year and this year's DUC is blank.
    """
    years = uasc_of_two_years(ret)
    by_table = _flag_now(ret, _dropped(ret, years, years.now[0].filled("DUC")), years)
    if not ret.has("Header"):
        return by_table
    unlisted = ret.Header.where(~ret.Header.among(ret.UASC.children()))
    gone = beside_last_year(ret, (unlisted,))
    return both(by_table, flag(_dropped(ret, gone, False), *gone.now))


@rule(
    "205B",
    "UASC in both years but the end dates do not support it",
    tables=["UASC", "Header"],
    fields=["DUC", "UASC"],
    last_year=["UASC", "Header"],
    optional=_NO_HEADER,
    fix="Check the date of birth, the marker and DUC in both years.",
    differs=LISTED_TWICE,
)
def status_goes_on(ret: Return) -> Flags:
    """The child is UASC in both years, and the two DUC do not say that the status ended at 18.

    They do when last year's DUC was the 18th birthday (by last year's DOB) and this year's lies in
    the collection year or is last year's.
    """
    years = uasc_of_two_years(ret)
    now, before = years.now[0], years.before
    at_18 = before.DUC == add_years(before.DOB, 18)
    in_year = (now.DUC >= ret.start) & (now.DUC <= ret.end)
    supported = at_18 & (in_year | (now.DUC == before.DUC))
    marked = is_uasc(years.now[1]) & is_uasc(years.marks_before)
    return _flag_now(ret, marked & ~supported, years)


@rule(
    "205C",
    "UASC end date given though child not flagged UASC in either year",
    tables=["UASC", "Header"],
    fields=["DUC", "UASC"],
    last_year=["UASC", "Header"],
    optional=_NO_HEADER,
    fix="Give UASC 1 in the header, or take the end date out.",
    differs=LISTED_TWICE,
)
def end_without_status_in_two_years(ret: Return) -> Flags:
    """The child's marker is 0, blank or absent in both years, and a DUC is a date in either."""
    years = uasc_of_two_years(ret)
    dated = ~np.isnat(years.now[0].DUC) | ~np.isnat(years.before.DUC)
    unmarked = is_not_uasc(years.now[1]) & is_not_uasc(years.marks_before)
    return _flag_now(ret, unmarked & dated, years)


@rule(
    "205D",
    "Child is UASC this year but was on roll last year without it",
    tables=["Header", "UASC"],
    fields=["UASC", "CHILD"],
    last_year=["Header", "UASC"],
    optional=["Header", "UASC", "last Header", "last UASC"],
    severity="query",
    fix="Check whether the child became UASC; if so already last year, tell the Department.",
    differs=LISTED_TWICE,
)
def status_is_new(ret: Return) -> Flags:
    """The child is marked as UASC this year and was in last year's return without the marker."""
    now, then = marked_rows(ret).join(marked_rows(ret.last))
    return now.flag(is_uasc(now) & ~is_uasc(then))
