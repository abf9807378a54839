"""Dates with parts that are not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.standard import NO_DATE, read_date

if TYPE_CHECKING:
    import numpy as np


_UNKNOWN_PARTS = ("ZZ", "ZZ", "ZZZZ")
_STAND_INS = ("01", "01", "2000")


def read_partial_date(text: str) -> np.datetime64:
    """The earliest day that dd/mm/yyyy text can mean when day, month or year is ZZ, ZZ, ZZZZ.

    An unknown year is read as 2000. Blank when the text is no such date.
    """
    parts = text.split("/")
    if len(parts) != len(_UNKNOWN_PARTS):
        return NO_DATE
    known = (
        stand_in if part == unknown else part
        for part, unknown, stand_in in zip(parts, _UNKNOWN_PARTS, _STAND_INS, strict=True)
    )
    return read_date("/".join(known))
