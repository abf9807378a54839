"""Errors in OC3: young people who left care."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools_ssda903.sample.catalogue.entry import (
    SINCE_2024,
    SINCE_2026,
    PlantedError,
    add,
    put,
)

if TYPE_CHECKING:
    from cstools_ssda903.sample.catalogue.sheets import Record
    from cstools_ssda903.sample.catalogue.view import Mask, View

_WELL = {"IN_TOUCH": "YES", "ACTIV": "F2", "ACCOM": "U1"}
_ADOPTERS = {"FOSTER_CARE": "0", "NB_ADOPTR": "2", "SEX_ADOPTR": "MF", "LS_ADOPTR": "L11"}


def _in_touch(view: View) -> Mask:
    return view["IN_TOUCH"].eq("YES")


def _this_year(view: View) -> Mask:
    return view.among("Episodes")


def _young(view: View) -> Mask:
    """Left care this year before 16, so no care leaver at all."""
    left = view.filled("REC") & view["REC"].ne("X1") & ~view.has_next
    return left & (view.turns(17) > view.year.end + 5) & ~view["LS"].isin(["V3", "V4"])


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


def _never_in_care(record: Record) -> None:
    record.remove_all("Episodes", last_year=True)


def _in_care_on_birthday(view: View) -> Mask:
    """Closed episodes that span a 17th or 18th birthday, the latest one in the year."""
    mask = view.day("DECOM") < 0
    for age in (17, 18):
        day, year = view.turns(age), view.year
        latest = (day <= year.end - 5) & (view.turns(age + 1) > year.end + 5)
        mask |= latest & (view.day("DECOM") <= day) & (view.day("DEC") > day)
    return mask & ~view.among("OC3")


def _left_on_birthday(view: View) -> Mask:
    at_18 = view.day("DEC").eq(view.turns(18)) & (view.day("DEC") <= view.year.end - 5)
    return at_18 & ~view.among("OC3")


def _foster_carers(view: View) -> Mask:
    return _in_touch(view) & view.turns(17).between(view.year.start, view.year.end)


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


def _open_last_year(view: View) -> Mask:
    return view.carried & ~view.among("OC3")


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
        lambda view: view.turns(18) > view.year.start,
        SINCE_2024,
    ),
    PlantedError("alive-again", "348", "OC3", _died_last_year, years=SINCE_2026),
    PlantedError("leaver-too-young", "391", "Episodes", add("OC3", **_WELL), _young),
    PlantedError("leaver-died-in-care", "1000", "OC3", _died, _this_year),
    PlantedError("leaver-adopted-from-care", "1001", "OC3", _was_adopted, _this_year),
    PlantedError(
        "leaver-never-in-care", "1002", "OC3", _never_in_care, lambda view: ~_this_year(view)
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
        lambda view: ~_this_year(view) & ~view.among("UASC"),
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
