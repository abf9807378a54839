"""Errors in Header: who the child is, pupil numbers, motherhood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools_ssda903.sample.catalogue.entry import (
    NOT_A_DATE,
    SINCE_2025,
    SINCE_2026,
    PlantedError,
    lose,
    put,
    twice,
)

if TYPE_CHECKING:
    import pandas as pd

    from cstools_ssda903.sample.catalogue.sheets import Record
    from cstools_ssda903.sample.catalogue.view import Mask, View

_FEMALE, _MALE = ("2", "F"), ("1", "M")
_SHORT_BREAKS = ["V3", "V4"]


def female(view: View) -> Mask:
    """Records of girls and young women."""
    return _of(view, _FEMALE)


def _of(view: View, sexes: tuple[str, str]) -> Mask:
    sex: pd.Series[str] = view.of_child("SEX")
    return sex.isin(sexes)


def in_care(view: View) -> Mask:
    """Children with an episode this year that is not a short break."""
    episodes = view.views.view("Episodes")
    return view.among("Episodes", where=~episodes["LS"].isin(_SHORT_BREAKS))


def _mother(view: View) -> Mask:
    return view["MOTHER"].eq("1") & in_care(view)


def _girl_in_care(view: View) -> Mask:
    return female(view) & in_care(view)


def _boy_in_care(view: View) -> Mask:
    return _of(view, _MALE) & in_care(view)


def _with_number(view: View) -> Mask:
    return ~view["UPN"].str.startswith("UN")


def _other_number(record: Record) -> str:
    # Another letter in front makes another number of the right form.
    now = record["UPN"] or ""
    return ("Z" if now[0] != "Z" else "A") + now[1:]


def _other_sex(record: Record) -> str:
    return {"1": "2", "2": "1", "M": "F", "F": "M"}[record["SEX"] or ""]


def _other_ethnicity(record: Record) -> str:
    return "OOTH" if record["ETHNIC"] != "OOTH" else "WBRI"


def _school_age(view: View) -> Mask:
    return view.turns(6) <= view.year.start


def _girl_said_no(view: View) -> Mask:
    last = view.of_child("MOTHER", last_year=True).eq("0")
    return _girl_in_care(view) & last & view["MOTHER"].eq("0") & (view.turns(13) < view.year.start)


def _last_birth(view: View) -> Mask:
    return view["MC_DOB"].notna() & view.of_child("MC_DOB", last_year=True).notna()


def _episode_ended(view: View) -> Mask:
    episodes = view.views.view("Episodes")
    return _girl_in_care(view) & view.among("Episodes", where=episodes.filled("DEC"))


def _two_numbers(view: View) -> Mask:
    return _with_number(view) & view.of_child("UPN", last_year=True).eq(view["UPN"])


def _known_last_year(view: View) -> Mask:
    return view.among("Header", last_year=True)


def _only_in_care(view: View) -> Mask:
    return view.among("Episodes") & ~view.among("OC3")


def _girl_leaving(view: View) -> Mask:
    leaving = view.filled("REC") & view["REC"].ne("X1") & ~view["LS"].isin(_SHORT_BREAKS)
    return leaving & female(view)


def _silent_mother(record: Record) -> None:
    for header in record.others("Header"):
        header.put(MOTHER=None, MC_DOB=None)


def _leaver_asked(record: Record) -> Record:
    header = record.others("Header")[0]
    header["MOTHER"] = "0"
    return header


def _first_child_after_year(record: Record) -> None:
    record.put(MOTHER="1", MC_DOB=record.year.end + 10)


ENTRIES = (
    PlantedError("sex-unknown-code", "101", "Header", put(SEX="9")),
    PlantedError("sex-blank", "101", "Header", put(SEX=None)),
    PlantedError("birth-date-unreadable", "102", "Header", put(DOB=NOT_A_DATE)),
    PlantedError("birth-date-blank", "102", "Header", put(DOB=None)),
    PlantedError("ethnicity-unknown-code", "103", "Header", put(ETHNIC="WBRX")),
    PlantedError("mother-unknown-code", "165", "Header", put(MOTHER="2"), in_care),
    PlantedError("mother-for-a-boy", "165", "Header", put(MOTHER="0"), _boy_in_care),
    PlantedError("pupil-number-malformed", "168", "Header", put(UPN="B330X"), _with_number),
    PlantedError("first-child-date-unreadable", "171", "Header", put(MC_DOB=NOT_A_DATE)),
    PlantedError(
        "first-child-of-a-boy",
        "174",
        "Header",
        put(MC_DOB=lambda record: record.year.start),
        _boy_in_care,
    ),
    PlantedError("sex-changed", "202", "Header", put(SEX=_other_sex), _known_last_year),
    PlantedError(
        "birth-date-changed",
        "203",
        "Header",
        put(DOB=lambda record: record.day("DOB") - 1),
        _known_last_year,
    ),
    PlantedError(
        "ethnicity-changed", "204", "Header", put(ETHNIC=_other_ethnicity), _known_last_year
    ),
    PlantedError(
        "mother-no-longer",
        "207",
        "Header",
        put(MOTHER="0", MC_DOB=None),
        lambda view: _mother(view) & view.of_child("MOTHER", last_year=True).eq("1"),
    ),
    PlantedError("pupil-number-changed", "208", "Header", put(UPN=_other_number), _two_numbers),
    PlantedError(
        "pupil-number-not-yet-at-school-age", "209", "Header", put(UPN="UN1"), _school_age
    ),
    PlantedError("sex-unknown", "232", "Header", put(SEX="U"), years=SINCE_2025),
    PlantedError(
        "born-after-the-year", "301", "Header", put(DOB=lambda record: record.year.end + 5)
    ),
    PlantedError(
        "older-than-25",
        "351",
        "Header",
        put(DOB=lambda record: record.year.start - 26 * 366),
    ),
    PlantedError("mother-blank-for-a-girl", "393", "Header", put(MOTHER=None), _girl_in_care),
    PlantedError("pupil-number-blank", "442", "Header", put(UPN=None), in_care),
    PlantedError("pupil-number-twice", "444", "Header", twice, _with_number, SINCE_2026),
    PlantedError("mother-blank-on-leaving", "607", "Episodes", _silent_mother, _girl_leaving),
    PlantedError("first-child-date-blank", "611", "Header", put(MOTHER="1", MC_DOB=None), in_care),
    PlantedError(
        "first-child-of-no-mother",
        "612",
        "Header",
        put(MOTHER="0", MC_DOB=lambda record: record.year.start + 5),
        _girl_in_care,
    ),
    PlantedError(
        "mother-too-young",
        "620",
        "Header",
        put(MOTHER="1", MC_DOB=lambda record: record.year.start),
        lambda view: _girl_in_care(view) & (view.turns(11) > view.year.start),
    ),
    PlantedError(
        "first-child-older-than-mother",
        "621",
        "Header",
        put(MOTHER="1", MC_DOB=lambda record: record.day("DOB") - 3),
        _girl_in_care,
    ),
    PlantedError(
        "first-child-date-changed",
        "624",
        "Header",
        put(MC_DOB=lambda record: record.day("MC_DOB") - 1),
        _last_birth,
    ),
    PlantedError(
        "first-child-after-the-year", "625", "Header", _first_child_after_year, _episode_ended
    ),
    PlantedError(
        "mother-denied-last-year",
        "626",
        "Header",
        put(MOTHER="1", MC_DOB=lambda record: record.year.start - 50),
        _girl_said_no,
    ),
    PlantedError(
        "mother-asked-of-a-leaver",
        "628",
        "OC3",
        _leaver_asked,
        lambda view: ~view.among("Episodes"),
    ),
    PlantedError("header-without-records", "EPI", "Header", lose("Episodes"), _only_in_care),
    PlantedError("header-twice", "INT32", "Header", twice),
)
