"""Errors in OC3: young people who left care."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import days
from cstools_ssda903.care.codes import ADULT
from cstools_ssda903.sample.catalogue.conditions import birthdays, is_carried
from cstools_ssda903.sample.catalogue.entry import (
    SINCE_2024,
    SINCE_2026,
    PlantedError,
    add,
    put,
)
from cstools_ssda903.sample.catalogue.episodes import left_care

if TYPE_CHECKING:
    from cstools.rules import Mask, Return
    from cstools_ssda903.sample.catalogue.sheets import Record

_WELL = {"IN_TOUCH": "YES", "ACTIV": "F2", "ACCOM": "U1"}
_ADOPTERS = {"FOSTER_CARE": "0", "NB_ADOPTR": "2", "SEX_ADOPTR": "MF", "LS_ADOPTR": "L11"}


def _in_touch(ret: Return) -> Mask:
    in_touch: Mask = ret.OC3.IN_TOUCH == "YES"
    return in_touch


def _this_year(ret: Return) -> Mask:
    return ret.OC3.among(ret.Episodes.children())


def _young(ret: Return) -> Mask:
    """Left care this year before 16, so no care leaver at all."""
    young = birthdays(ret, ret.Episodes, 17) > ret.end + days(5)
    return left_care(ret) & ret.Episodes.is_last & young


def _died(record: Record) -> None:
    record.others("Episodes")[-1]["REC"] = "E2"


def _passed_on(record: Record) -> None:
    record.others("Episodes")[-1]["REC"] = "E3"


def _was_adopted(record: Record) -> None:
    record.others("Episodes")[-1]["REC"] = "E12"


def _died_last_year(record: Record) -> bool | None:
    before = record.others("OC3", last_year=True)
    if not before or record["IN_TOUCH"] == "DIED":
        return False
    before[0].put(IN_TOUCH="DIED", ACTIV="0", ACCOM="0")
    return None


def _no_leaver(ret: Return) -> Mask:
    return ~ret.Episodes.among(ret.OC3.children())


def _never_in_care(record: Record) -> None:
    record.remove_all("Episodes", last_year=True)


def _in_care_on_birthday(ret: Return) -> Mask:
    """Closed episodes that span a 17th or 18th birthday, the latest one in the year."""
    episodes = ret.Episodes
    spanning = np.zeros(len(episodes), dtype=bool)
    for age in (17, 18):
        day, day_after = (birthdays(ret, episodes, years) for years in (age, age + 1))
        is_latest = (day <= ret.end - days(5)) & (day_after > ret.end + days(5))
        spanning |= is_latest & (episodes.DECOM <= day) & (episodes.DEC > day)
    return spanning & _no_leaver(ret)


def _left_on_birthday(ret: Return) -> Mask:
    episodes = ret.Episodes
    on_day = episodes.DEC == birthdays(ret, episodes, ADULT)
    left: Mask = on_day & (episodes.DEC <= ret.end - days(5))
    return left & _no_leaver(ret)


def _foster_carers(ret: Return) -> Mask:
    day = birthdays(ret, ret.OC3, 17)
    return _in_touch(ret) & (day >= ret.start) & (day <= ret.end)


def _without_care(record: Record) -> Record:
    """Without care in the year, yet with an old episode and an asylum record."""
    old = record.others("Episodes", last_year=True)[-1]
    cells = ("DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "PL_POST", "URN")
    record.add("Episodes", **{name: old[name] for name in cells})
    return record.add("UASC", DUC=record.year.start + 20)


def _vanished(record: Record) -> Record:
    leaver = record.add("OC3", **_WELL)
    record.remove_all("Episodes")
    return leaver


def _open_last_year(ret: Return) -> Mask:
    return is_carried(ret) & _no_leaver(ret)


ENTRIES = (
    PlantedError("in-touch-unknown-code", "131", "OC3", put(IN_TOUCH="MAYBE")),
    PlantedError("activity-unknown-code", "132", "OC3", put(ACTIV="F9")),
    PlantedError("accommodation-unknown-code", "133", "OC3", put(ACCOM="X1")),
    PlantedError(
        "leaver-adopted",
        "134",
        "OC3",
        add(
            "AD1",
            DATE_INT=lambda record: record.year.start,
            DATE_MATCH=lambda record: record.year.start + 9,
            **_ADOPTERS,
        ),
    ),
    PlantedError("leaver-partly-blank", "153", "OC3", put(ACCOM=None)),
    PlantedError("leaver-in-care-all-year", "187", "OC2", add("OC3", **_WELL)),
    PlantedError("leaver-with-health-record", "215", "OC3", add("OC2", TEETH_CHECK="1")),
    PlantedError("activity-of-the-dead", "344", "OC3", put(IN_TOUCH="DIED"), _in_touch),
    PlantedError("activity-not-known-in-touch", "345", "OC3", put(ACTIV="0"), _in_touch),
    PlantedError(
        "foyer-under-eighteen",
        "347",
        "OC3",
        put(ACCOM="T1"),
        lambda ret: birthdays(ret, ret.OC3, 18) > ret.start,
        SINCE_2024,
    ),
    PlantedError("alive-again", "348", "OC3", _died_last_year, years=SINCE_2026),
    PlantedError("leaver-too-young", "391", "Episodes", add("OC3", **_WELL), _young),
    PlantedError("leaver-died-in-care", "1000", "OC3", _died, _this_year),
    PlantedError("leaver-adopted-from-care", "1001", "OC3", _was_adopted, _this_year),
    PlantedError(
        "leaver-never-in-care", "1002", "OC3", _never_in_care, lambda ret: ~_this_year(ret)
    ),
    PlantedError(
        "leaver-in-care-on-birthday", "1007", "Episodes", add("OC3", **_WELL), _in_care_on_birthday
    ),
    PlantedError("leaver-vanished-from-care", "1010", "Episodes", _vanished, _open_last_year),
    PlantedError("leaver-passed-to-another-authority", "1011", "OC3", _passed_on, _this_year),
    PlantedError(
        "asylum-record-of-a-leaver",
        "1014",
        "OC3",
        _without_care,
        lambda ret: ~_this_year(ret) & ~ret.OC3.among(ret.UASC.children()),
    ),
    PlantedError(
        "leaver-left-on-birthday",
        "1016",
        "Episodes",
        add("OC3", **_WELL),
        _left_on_birthday,
        SINCE_2024,
    ),
    PlantedError("foster-carer-at-seventeen", "3001", "OC3", put(ACCOM="Z1"), _foster_carers),
)
