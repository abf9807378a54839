"""Errors within one episode: codes, dates, legal status, the reason it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.rules import days
from cstools_ssda903.care.codes import ADOPTION_PLACES, ADULT, FOSTER_PLACES, GOES_ON
from cstools_ssda903.sample.catalogue.conditions import birthdays, is_short_break
from cstools_ssda903.sample.catalogue.entry import (
    NOT_A_DATE,
    SINCE_2026,
    UNTIL_2024,
    PlantedError,
    put,
)

if TYPE_CHECKING:
    from cstools.rules import Mask, Return
    from cstools_ssda903.sample.catalogue.entry import Where
    from cstools_ssda903.sample.catalogue.sheets import Record


def is_open(ret: Return) -> Mask:
    """Open episodes."""
    return ret.Episodes.blank("DEC")


def is_closed(ret: Return) -> Mask:
    """Ended episodes."""
    return ret.Episodes.filled("DEC")


def left_care(ret: Return) -> Mask:
    """Episodes that ended a period of care other than a short break."""
    left: Mask = ret.Episodes.REC.filled & (ret.Episodes.REC != GOES_ON)
    return left & ~is_short_break(ret)


def younger_at_start(age: int) -> Where:
    """Episodes begun, and ended, before this birthday."""

    def where(ret: Return) -> Mask:
        younger: Mask = ret.Episodes.DECOM < birthdays(ret, ret.Episodes, age)
        return younger & is_closed(ret) & ~is_short_break(ret)

    return where


def lasting(number: int) -> Where:
    """Ended episodes longer than so many days, short breaks left out."""

    def where(ret: Return) -> Mask:
        longer: Mask = ret.Episodes.DEC - ret.Episodes.DECOM > days(number)
        return longer & ~is_short_break(ret)

    return where


def _left_under(age: int) -> Where:
    return lambda ret: left_care(ret) & (ret.Episodes.DEC < birthdays(ret, ret.Episodes, age))


def _left_at_18(ret: Return) -> Mask:
    adult: Mask = ret.Episodes.DEC >= birthdays(ret, ret.Episodes, ADULT)
    return adult & left_care(ret)


def _left_from(*kinds: str) -> Where:
    return lambda ret: left_care(ret) & ~ret.Episodes.PLACE.isin(*kinds)


def _grown(record: Record) -> None:
    """Make the child of an open episode 18 and a half at the end of the year."""
    for header in record.others("Header"):
        header["DOB"] = record.year.end - 6757


def _born_later(record: Record) -> None:
    for header in record.others("Header"):
        header["DOB"] = record.day("DECOM") + 3


def _grown_at_start(record: Record) -> None:
    for header in record.others("Header"):
        header["DOB"] = record.day("DECOM") - 6590


def _number_just_in(record: Record) -> None:
    for header in record.others("Header"):
        header["UPN"] = "UN4"


def _late_guardian(record: Record) -> None:
    record.put(REC="E46", DEC=record.turns(18) + 1)


def _mid_care(ret: Return) -> Mask:
    """Ended episodes before and after which the same period of care goes on."""
    goes_on: Mask = ret.Episodes.REC == GOES_ON
    return goes_on & ~ret.Episodes.is_last


ENTRIES = (
    PlantedError("episode-start-unreadable", "141", "Episodes", put(DECOM=NOT_A_DATE)),
    PlantedError("start-reason-unknown-code", "143", "Episodes", put(RNE="X")),
    PlantedError("legal-status-unknown-code", "144", "Episodes", put(LS="C9")),
    PlantedError("need-unknown-code", "145", "Episodes", put(CIN="N9")),
    PlantedError("placement-unknown-code", "146", "Episodes", put(PLACE="Q1")),
    PlantedError("episode-end-unreadable", "147", "Episodes", put(DEC=NOT_A_DATE), is_closed),
    PlantedError("end-reason-blank", "148", "Episodes", put(REC=None), is_closed),
    PlantedError("end-date-blank", "148", "Episodes", put(DEC=None), is_closed),
    PlantedError("end-reason-unknown-code", "149", "Episodes", put(REC="E99"), is_closed),
    PlantedError(
        "change-reason-unknown-code", "1009", "Episodes", put(REASON_PLACE_CHANGE="WRONG")
    ),
    PlantedError(
        "change-reason-on-open-episode",
        "233",
        "Episodes",
        put(REASON_PLACE_CHANGE="CARPL"),
        is_open,
        SINCE_2026,
    ),
    PlantedError(
        "episode-before-1991",
        "353",
        "Episodes",
        put(DECOM="01/10/1991"),
        lambda ret: ret.Episodes.is_first,
    ),
    PlantedError(
        "episode-starts-after-the-year",
        "354",
        "Episodes",
        put(DECOM=lambda record: record.year.end + 3),
    ),
    PlantedError(
        "episode-starts-and-ends-same-day",
        "355",
        "Episodes",
        put(DEC=lambda record: record["DECOM"]),
        is_closed,
    ),
    PlantedError(
        "episode-ends-before-it-starts",
        "356",
        "Episodes",
        put(DEC=lambda record: record.day("DECOM") - 2),
        is_closed,
    ),
    PlantedError(
        "episode-ends-after-the-year",
        "385",
        "Episodes",
        put(DEC=lambda record: record.year.end + 2),
        is_closed,
    ),
    PlantedError(
        "care-before-birth", "302", "Episodes", _born_later, lambda ret: ret.Episodes.is_first
    ),
    PlantedError(
        "care-begun-at-eighteen",
        "352",
        "Episodes",
        _grown_at_start,
        lambda ret: ret.Episodes.RNE == "S",
    ),
    PlantedError(
        "in-care-past-eighteen",
        "359",
        "Episodes",
        _grown,
        lambda ret: is_open(ret) & ~((ret.Episodes.LS == "V2") & (ret.Episodes.PLACE == "K2")),
    ),
    PlantedError(
        "pupil-number-not-yet-known",
        "210",
        "Episodes",
        _number_just_in,
        lambda ret: ret.Episodes.DECOM >= ret.end - days(7),
    ),
    PlantedError("remand-under-ten", "358", "Episodes", put(LS="J1"), younger_at_start(10)),
    PlantedError("police-protection-too-long", "361", "Episodes", put(LS="L1"), lasting(5)),
    PlantedError("emergency-protection-too-long", "362", "Episodes", put(LS="L2"), lasting(30)),
    PlantedError("assessment-order-too-long", "363", "Episodes", put(LS="L3"), lasting(10)),
    PlantedError("detention-too-long", "364", "Episodes", put(LS="J2"), lasting(30)),
    PlantedError("freeing-order-after-2005", "445", "Episodes", put(LS="D1"), years=UNTIL_2024),
    PlantedError("freeing-order-open", "451", "Episodes", put(LS="D1"), is_open, UNTIL_2024),
    PlantedError(
        "placement-order-before-2005",
        "446",
        "Episodes",
        put(DECOM="01/11/2005"),
        lambda ret: ret.Episodes.LS == "E1",
    ),
    PlantedError("adopted-at-eighteen", "386", "Episodes", put(REC="E11"), _left_at_18),
    PlantedError("independent-under-fourteen", "387", "Episodes", put(REC="E5"), _left_under(14)),
    PlantedError("adult-care-under-sixteen", "389", "Episodes", put(REC="E7"), _left_under(16)),
    PlantedError(
        "adopted-from-elsewhere",
        "390",
        "Episodes",
        put(REC="E12"),
        _left_from(*ADOPTION_PLACES),
    ),
    PlantedError("guardian-past-eighteen", "407", "Episodes", _late_guardian, _left_at_18),
    PlantedError(
        "stayed-with-carers-under-eighteen", "460", "Episodes", put(REC="E17"), _left_under(18)
    ),
    PlantedError(
        "guardian-carer-from-elsewhere",
        "516",
        "Episodes",
        put(REC="E45"),
        _left_from(*FOSTER_PLACES),
    ),
    PlantedError("more-care-after-death", "437", "Episodes", put(REC="E2"), _mid_care),
    PlantedError("care-goes-on-after-an-ending", "388", "Episodes", put(REC="E8"), _mid_care),
    PlantedError("nothing-follows", "388", "Episodes", put(REC="X1"), left_care),
    PlantedError("earlier-episode-open", "142", "Episodes", put(DEC=None, REC=None), _mid_care),
)
