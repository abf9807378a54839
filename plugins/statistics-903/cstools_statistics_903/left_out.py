"""What figures leave out: records whose dates or codes cannot be read, and copies of records.

Each figure says beside it how many of the records that it is made from did not count and why. A
record counts as left out for what the figure reads: who started is told by DECOM alone, who was
looked after on 31 March by DECOM and DEC.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from cstools.figures import is_small
from cstools_ssda903.care import copied, records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.rules import Codes, Mask, OnePeriod, View


@dataclass(frozen=True)
class LeftOut:
    """How many records of some kind were left out, and why.

    Attributes:
        number: how many.
        of: how many there are.
        noun: what they are, of one and of several.
        why: what is wrong with them and what that means, of one and of several.
    """

    number: int
    of: int
    noun: tuple[str, str]
    why: tuple[str, str]

    def sentence(self, limit: int = 0) -> str:
        """It as a sentence; a number from 1 to `limit` is not told."""
        single, several = self.noun
        if is_small(self.number, limit):
            return f"A few {several} {self.why[1]}."
        noun = single if self.of == 1 else several
        return f"{self.number:,} of {self.of:,} {noun} {self.why[self.number != 1]}."


@dataclass(frozen=True)
class Dates:
    """Dates of a table that figures are made from.

    Attributes:
        table: the table.
        columns: the date columns.
        noun: what its records are, of one and of several.
        what: what the dates are, of one record and of several.
        effect: how a record counts whose date cannot be read, of one and of several.
        needed: whether the first column has to be filled, as a start has.
    """

    table: str
    columns: tuple[str, ...]
    noun: tuple[str, str]
    what: tuple[str, str] = ("dates", "dates")
    effect: tuple[str, str] = ("is not counted", "are not counted")
    required: bool = False

    def left_out(self, year: OnePeriod) -> Iterator[LeftOut]:
        """What figures made from these dates leave out."""
        if not year.has(self.table):
            return
        rows, copies = records(year, self.table), copied(year, self.table)
        if copies:
            why = ("repeats another one word for word and is counted once",)
            more = "repeat another one word for word and are counted once"
            yield LeftOut(copies, len(rows) + copies, self.noun, (*why, more))
        if odd := int(self._unreadable(rows).sum()):
            (single, several), (is_left, are_left) = self.what, self.effect
            why_odd = (
                f"has {single} that cannot be read and {is_left}",
                f"have {several} that cannot be read and {are_left}",
            )
            yield LeftOut(odd, len(rows), self.noun, why_odd)
        if self.required and (blank := int(rows.blank(self.columns[0]).sum())):
            why_blank = ("has no start and is not counted", "have no start and are not counted")
            yield LeftOut(blank, len(rows), self.noun, why_blank)

    def unknown(self, year: OnePeriod) -> bool:
        """Whether there are such records and none of them can be placed in time."""
        if not year.has(self.table):
            return False
        rows = records(year, self.table)
        odd = self._unreadable(rows)
        dated = np.zeros(len(rows), dtype=bool)
        for column in self.columns:
            dated |= ~np.isnat(getattr(rows, column))
        return bool(odd.any()) and not bool((dated & ~odd).any())

    def _unreadable(self, rows: View) -> Mask:
        odd: Mask = np.zeros(len(rows), dtype=bool)
        for column in self.columns:
            odd |= rows.unreadable(column)
        return odd


_EPISODE = ("episode", "episodes")
_BORN = ("a date of birth", "dates of birth")
EPISODES = Dates("Episodes", ("DECOM", "DEC"), _EPISODE, required=True)
STARTS = Dates("Episodes", ("DECOM",), _EPISODE, ("a start date", "start dates"), required=True)
ENDS = Dates("Episodes", ("DEC",), _EPISODE, ("an end date", "end dates"))
MISSING = Dates(
    *("Missing", ("MIS_START", "MIS_END"), ("missing period", "missing periods")), required=True
)
REVIEWS = Dates("Reviews", ("REVIEW",), ("review", "reviews"), ("a date", "dates"))
ADOPTIONS = Dates("AD1", ("DATE_INT", "DATE_MATCH"), ("adoption record", "adoption records"))
LEAVERS = Dates("OC3", ("DOB",), ("care leaver record", "care leaver records"), _BORN)
UASC = Dates("UASC", ("DUC",), ("UASC record", "UASC records"), ("an end date", "end dates"))
BIRTHS = Dates(
    *("Header", ("DOB",), ("Header record", "Header records"), _BORN),
    ("counts as of unknown age", "count as of unknown age"),
)
OC2 = Dates("OC2", (), ("OC2 record", "OC2 records"))


def unknown_codes(year: OnePeriod, table: str, column: str, codes: Codes, known: Any = ()) -> Mask:
    """Rows with a code that is neither among `known` nor in the return's list of any year."""
    name = next((c.codes for c in year.schema.tables[table].columns if c.name == column), None)
    codes_of_column = [code.value for code in year.schema.codes[name].codes] if name else []
    unknown: Mask = codes.filled & ~codes.isin(*codes_of_column, *known)
    return unknown
