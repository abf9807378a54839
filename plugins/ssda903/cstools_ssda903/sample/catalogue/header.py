"""Errors in Header: who the child is, pupil numbers, motherhood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools_ssda903.care import record_of
from cstools_ssda903.sample.catalogue.conditions import birthdays, is_short_break
from cstools_ssda903.sample.catalogue.entry import (
    NOT_A_DATE,
    SINCE_2025,
    SINCE_2026,
    PlantedError,
    lose,
    put,
    twice,
)
from cstools_ssda903.sample.catalogue.episodes import is_closed, left_care

if TYPE_CHECKING:
    from cstools.rules import Mask, Return, View
    from cstools_ssda903.sample.catalogue.sheets import Record

_FEMALE, _MALE = ("2", "F"), ("1", "M")


def is_female(ret: Return, rows: View) -> Mask:
    """Records of girls and young women."""
    female: Mask = record_of(rows, ret.Header).SEX.isin(*_FEMALE)
    return female


def in_care(ret: Return) -> Mask:
    """Children with an episode this year that is not a short break."""
    return ret.Header.among(ret.Episodes.children(~is_short_break(ret)))


def _mother(ret: Return) -> Mask:
    mother: Mask = ret.Header.MOTHER == "1"
    return mother & in_care(ret)


def _girl_in_care(ret: Return) -> Mask:
    return is_female(ret, ret.Header) & in_care(ret)


def _boy_in_care(ret: Return) -> Mask:
    male: Mask = ret.Header.SEX.isin(*_MALE)
    return male & in_care(ret)


def _with_number(ret: Return) -> Mask:
    with_number: Mask = ~ret.Header.UPN.startswith("UN")
    return with_number


def _other_number(record: Record) -> str:
    # Another letter in front makes another number of the right form.
    now = record["UPN"] or ""
    return ("Z" if now[0] != "Z" else "A") + now[1:]


def _other_sex(record: Record) -> str:
    return {"1": "2", "2": "1", "M": "F", "F": "M"}[record["SEX"] or ""]


def _other_ethnicity(record: Record) -> str:
    return "OOTH" if record["ETHNIC"] != "OOTH" else "WBRI"


def _school_age(ret: Return) -> Mask:
    return birthdays(ret, ret.Header, 6) <= ret.start


def _girl_said_no(ret: Return) -> Mask:
    header = ret.Header
    no_mother: Mask = (header.MOTHER == "0") & (record_of(header, ret.last.Header).MOTHER == "0")
    return no_mother & _girl_in_care(ret) & (birthdays(ret, header, 13) < ret.start)


def _last_birth(ret: Return) -> Mask:
    return ret.Header.filled("MC_DOB") & record_of(ret.Header, ret.last.Header).filled("MC_DOB")


def _episode_ended(ret: Return) -> Mask:
    return _girl_in_care(ret) & ret.Header.among(ret.Episodes.children(is_closed(ret)))


def _two_numbers(ret: Return) -> Mask:
    same: Mask = record_of(ret.Header, ret.last.Header).UPN == ret.Header.UPN
    return same & _with_number(ret)


def _known_last_year(ret: Return) -> Mask:
    return ret.Header.among(ret.last.Header.children())


def _only_in_care(ret: Return) -> Mask:
    return ret.Header.among(ret.Episodes.children() - ret.OC3.children())


def _girl_leaving(ret: Return) -> Mask:
    return left_care(ret) & is_female(ret, ret.Episodes)


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
        lambda ret: _mother(ret) & (record_of(ret.Header, ret.last.Header).MOTHER == "1"),
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
        lambda ret: _girl_in_care(ret) & (birthdays(ret, ret.Header, 11) > ret.start),
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
        lambda ret: ~ret.OC3.among(ret.Episodes.children()),
    ),
    PlantedError("header-without-records", "EPI", "Header", lose("Episodes"), _only_in_care),
    PlantedError("header-twice", "INT32", "Header", twice),
)
