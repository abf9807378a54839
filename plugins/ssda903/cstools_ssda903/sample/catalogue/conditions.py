"""What many entries ask of the clean returns, in the words of a rule (see `cstools.rules`).

In a clean return the records of a child stand together and in order of date. So the tables as they
are tell `before`, `after`, `is_first` and `is_last`, and the masks point at records of the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.rules import add_years
from cstools_ssda903.care import SHORT_BREAKS, birth_dates

if TYPE_CHECKING:
    from cstools.rules import Dates, Mask, Return, View


def birthdays(ret: Return, rows: View, age: int) -> Dates:
    """The day on which each row's child turns an age, by Header."""
    return add_years(birth_dates(ret, rows), age)


def is_carried(ret: Return) -> Mask:
    """Episodes that were open when the year began: the child's first this year."""
    earlier: Mask = ret.Episodes.DECOM < ret.start
    return earlier & ret.Episodes.is_first


def is_short_break(ret: Return) -> Mask:
    """Episodes of an agreed series of short breaks."""
    short_break: Mask = ret.Episodes.LS.isin(*SHORT_BREAKS)
    return short_break
