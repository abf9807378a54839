"""Errors that show against last year's return."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools_ssda903.care import birth_dates
from cstools_ssda903.sample.catalogue.conditions import is_carried, is_short_break
from cstools_ssda903.sample.catalogue.entry import PlantedError, lose, put, shift
from cstools_ssda903.sample.catalogue.placements import LEEDS
from cstools_ssda903.sample.places import read_areas

if TYPE_CHECKING:
    from cstools.rules import Mask, Return
    from cstools_ssda903.sample.catalogue.entry import Value, Where
    from cstools_ssda903.sample.catalogue.sheets import Record

_OWN = read_areas()[1][0].postcodes


def _carried(ret: Return) -> Mask:
    return is_carried(ret) & ~is_short_break(ret)


def _inside(ret: Return) -> Mask:
    """Carried over and placed inside the authority, with a home to measure from."""
    episodes = ret.Episodes
    inside: Mask = episodes.PL_POST.isin(*_OWN) & episodes.filled("HOME_POST")
    return inside & _carried(ret)


def _carried_in(*kinds: str) -> Where:
    return lambda ret: _carried(ret) & ret.Episodes.PLACE.isin(*kinds)


def _provider(ret: Return) -> Mask:
    provided: Mask = ret.Episodes.PLACE_PROVIDER.isin("PR4", "PR5")
    return provided & _carried(ret)


def _numbered(ret: Return) -> Mask:
    return _carried(ret) & ret.Episodes.filled("URN")


def _other(column: str, first: str, second: str) -> Value:
    return lambda record: first if record[column] != first else second


def _long_ago(ret: Return) -> Mask:
    """Only episode of the child, carried over, of someone old enough in March 2016."""
    old = birth_dates(ret, ret.Episodes) < np.datetime64("2016-01-01")
    only: Mask = ret.Episodes.count_of_child() == 1
    return only & old & _carried(ret)


def _since_2016(record: Record) -> Record:
    """In care since before April 2016, with an earlier permanence arrangement reported."""
    for episode in (*record.others("Episodes"), *record.others("Episodes", last_year=True)):
        episode["DECOM"] = _MARCH_2016
    return record.add("PrevPerm", PREV_PERM="Z1")


_MARCH_2016 = 736024

ENTRIES = (
    PlantedError("placement-authority-changed", "452", "Episodes", put(PL_POST=LEEDS), _inside),
    PlantedError("placement-distance-changed", "453", "Episodes", put(PL_POST=LEEDS), _inside),
    PlantedError("start-date-changed", "502", "Episodes", shift("DECOM", -1), _carried),
    PlantedError(
        "start-reason-changed", "503A", "Episodes", put(RNE=_other("RNE", "P", "L")), _carried
    ),
    PlantedError(
        "legal-status-changed", "503B", "Episodes", put(LS=_other("LS", "C2", "C1")), _carried
    ),
    PlantedError("need-changed", "503C", "Episodes", put(CIN=_other("CIN", "N3", "N4")), _carried),
    PlantedError(
        "placement-changed", "503D", "Episodes", put(PLACE="R1"), _carried_in("U4", "U6", "K2")
    ),
    PlantedError(
        "provider-changed",
        "503E",
        "Episodes",
        put(PLACE_PROVIDER=_other("PLACE_PROVIDER", "PR4", "PR5")),
        _provider,
    ),
    PlantedError("number-changed", "503F", "Episodes", put(URN="SC12345"), _numbered),
    PlantedError("distance-changed", "503G", "Episodes", put(PL_POST=LEEDS), _inside),
    PlantedError("authority-changed", "503H", "Episodes", put(PL_POST=LEEDS), _inside),
    PlantedError("location-changed", "503J", "Episodes", put(PL_POST=LEEDS), _inside),
    PlantedError("start-date-not-last-years", "562", "Episodes", shift("DECOM", -2), _carried),
    PlantedError(
        "lacking-last-year", "NoE", "Episodes", lose("Episodes", last_year=True), _carried
    ),
    PlantedError("permanence-of-long-ago", "634", "Episodes", _since_2016, _long_ago),
)
