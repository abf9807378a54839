"""The episodes of a return: in order, each once, with and without short breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.rules import OnePeriod, View, shared
from cstools_ssda903.care.codes import SHORT_BREAKS

if TYPE_CHECKING:
    from cstools.rules import Mask


@shared
def ordered_episodes(year: OnePeriod) -> View:
    """Every episode by child and DECOM, undated ones last, ties in file order.

    Short breaks and copies of episodes are among them: this is the return as it is.
    """
    return year["Episodes"].ordered("DECOM")


@shared
def episodes(year: OnePeriod) -> View:
    """Episodes other than short breaks (LS is V3 or V4), copies left out, in file order.

    The published statistics count children looked after without those under an agreed series of
    short breaks. A blank legal status is no short break.
    """
    rows = records(year, "Episodes")
    return rows.where(~rows.LS.isin(*SHORT_BREAKS))


def records(year: OnePeriod, table: str) -> View:
    """The records of a table that have a child, each once: what repeats another is left out."""
    rows = year[table]
    return rows.where(~_repeats(year)[table] & (rows.child >= 0))


def copied(year: OnePeriod, table: str) -> int:
    """How many records of a table repeat an earlier one word for word."""
    return int((_repeats(year)[table] & (year[table].child >= 0)).sum())


@shared
def _repeats(year: OnePeriod) -> dict[str, Mask]:
    return {table: year[table].base.repeats() for table in year.tables}
