"""Errors in agreed series of short breaks (legal statuses V3 and V4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.rules import days
from cstools_ssda903.sample.catalogue.conditions import is_short_break
from cstools_ssda903.sample.catalogue.entry import PlantedError, put
from cstools_ssda903.sample.catalogue.episodes import is_closed
from cstools_ssda903.sample.places import open_for, read_areas

if TYPE_CHECKING:
    from cstools.rules import Mask, Return
    from cstools_ssda903.sample.catalogue.sheets import Record

_HOME = read_areas()[0].postcodes[0]
_PLACE = read_areas()[1][0].postcodes[0]
_URN = open_for("K2")[0].urn


def _break(ret: Return) -> Mask:
    each_break: Mask = ret.Episodes.LS == "V3"
    return each_break


def _one_of_several(ret: Return) -> Mask:
    return _break(ret) & (ret.Episodes.count_of_child() >= 2)


def _long_summer(ret: Return) -> Mask:
    start = ret.Episodes.DECOM
    in_summer: Mask = (start >= ret.start) & (start < ret.end - days(90))
    return in_summer & is_closed(ret) & _break(ret)


def _asked_about_motherhood(record: Record) -> None:
    for header in record.others("Header"):
        header["MOTHER"] = "0"


def _reviewed(record: Record) -> Record:
    code = "PN1" if record.year.start > record.turns(4) else "PN0"
    return record.add("Reviews", REVIEW=record.year.start + 40, REVIEW_CODE=code)


ENTRIES = (
    PlantedError("short-break-with-number", "214", "Episodes", put(URN=_URN), is_short_break),
    PlantedError(
        "short-break-too-long",
        "365",
        "Episodes",
        put(DEC=lambda record: record.day("DECOM") + 18),
        _break,
    ),
    PlantedError("short-break-not-a-start", "366", "Episodes", put(RNE="P"), _break),
    PlantedError(
        "short-breaks-too-many-days",
        "367",
        "Episodes",
        put(DEC=lambda record: record.day("DECOM") + 80),
        _long_summer,
    ),
    PlantedError("short-break-temporary", "382", "Episodes", put(PLACE="T0"), is_short_break),
    PlantedError("short-break-long-term", "384", "Episodes", put(PLACE="U4"), is_short_break),
    PlantedError("short-break-with-home", "398", "Episodes", put(HOME_POST=_HOME), is_short_break),
    PlantedError(
        "short-break-motherhood", "399", "Episodes", _asked_about_motherhood, is_short_break
    ),
    PlantedError("short-break-reviewed", "399", "Episodes", _reviewed, is_short_break),
    PlantedError("short-break-authority", "420", "Episodes", put(PL_POST=_PLACE), is_short_break),
    PlantedError("short-breaks-of-both-kinds", "426", "Episodes", put(LS="V4"), _one_of_several),
)
