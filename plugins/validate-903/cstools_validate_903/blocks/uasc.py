"""Building blocks on unaccompanied asylum-seeking children (UASC): who is marked as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import ChildSet, Return, Skip, beside, shared
from cstools_ssda903.care import tells_uasc

if TYPE_CHECKING:
    from cstools.rules import Mask, OnePeriod, View


@shared
def known_uasc(ret: Return) -> ChildSet:
    """Children known to be, or last year to have been, UASC (block KNOWN_UASC).

    Raises:
        Skip: neither year's tables tell.
    """
    known = [_known_in(year) for year in (ret, ret.last) if tells_uasc(year)]
    if not known:
        raise Skip("It needs to know who is UASC: give the UASC table, or an XML return.")
    return known[0] | known[-1]


def _known_in(year: OnePeriod) -> ChildSet:
    if year.has("Header"):
        return year.Header.children(year.Header.UASC == "1")
    uasc = year.UASC
    return uasc.children(uasc.filled("SEX") | uasc.filled("DOB") | uasc.filled("DUC"))


def marked_rows(year: OnePeriod) -> View:
    """The rows that carry a year's marker (block UASC_FLAG): Header, else UASC; see `is_uasc`.

    Raises:
        Skip: neither table was given for that year.
    """
    if year.has("Header"):
        return year.Header
    if year.has("UASC"):
        return year.UASC
    which = "this year's" if isinstance(year, Return) else "last year's"
    raise Skip(f"Neither {which} Header nor {which} UASC was given.")


def is_uasc(rows: View) -> Mask:
    """Rows whose marker is 1: as Header says; a row of UASC when its SEX or DUC is filled in."""
    if rows.base.name == "Header":
        marked: Mask = rows.UASC == "1"
        return marked
    return rows.filled("SEX") | rows.filled("DUC")


def is_not_uasc(rows: View) -> Mask:
    """Rows whose marker is 0 or blank, and absent rows; an unknown marker is neither."""
    if rows.base.name == "Header":
        unmarked: Mask = rows.UASC.blank | (rows.UASC == "0")
        return unmarked
    return ~is_uasc(rows)


@dataclass(frozen=True)
class TwoYears:
    """Rows of this year beside last year's UASC; a child that was not in it is beside blanks.

    Attributes:
        now: this year's views.
        before: the child's row in last year's UASC.
        marks_before: the row with its marker of last year, looked up for children in `before` only.
    """

    now: tuple[View, ...]
    before: View
    marks_before: View


@shared
def uasc_of_two_years(ret: Return) -> TwoYears:
    """This year's UASC rows and the rows with their markers, beside last year (rules 205A to C).

    Raises:
        Skip: a table is not there that tells last year's markers or this year's.
    """
    if ret.format == "xml" and not (ret.has("Header") and ret.last.has("Header")):
        raise Skip("In an XML return it needs Header of both years.")
    return beside_last_year(ret, beside((ret.UASC,), marked_rows(ret)))


def beside_last_year(ret: Return, now: tuple[View, ...]) -> TwoYears:
    """Put last year's UASC and markers beside rows of this year."""
    *views, before, marks = beside(beside(now, ret.last.UASC), marked_rows(ret.last))
    known = np.where(before.exists, np.arange(len(before)), -1)
    return TwoYears(tuple(views), before, marks.take(known))
