"""Errors in spells missing from care."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.rules import days
from cstools_ssda903.care.codes import ADULT
from cstools_ssda903.sample.catalogue.conditions import birthdays
from cstools_ssda903.sample.catalogue.entry import NOT_A_DATE, PlantedError, put, shift

if TYPE_CHECKING:
    from cstools.rules import Mask, Return
    from cstools_ssda903.sample.catalogue.sheets import Record


def _ended(ret: Return) -> Mask:
    return ret.Missing.filled("MIS_END")


def _follows(ret: Return) -> Mask:
    """Spells after another one that lasted longer than a day."""
    before = ret.Missing.before
    is_long = before.MIS_END > before.MIS_START + days(1)
    follows: Mask = is_long & (ret.Missing.MIS_START > before.MIS_END)
    return follows & _ended(ret)


def _overlapping(record: Record) -> None:
    record["MIS_START"] = record.before().day("MIS_END") - 1


def _carried(ret: Return) -> Mask:
    """Open when the year began, and the child's first this year."""
    earlier: Mask = ret.Missing.MIS_START < ret.start
    return earlier & ret.Missing.is_first


def _left(record: Record) -> int:
    """The day the child left care, or 0."""
    return record.others("Episodes")[-1].day("DEC")


def _never_back(record: Record) -> bool | None:
    start = record.day("MIS_START")
    spans = [(spell.day("DECOM"), spell.day("DEC")) for spell in record.others("Episodes")]
    if not any(first <= start <= last for first, last in spans):
        return False
    record["MIS_END"] = None
    return None


def _back_after_care(record: Record) -> bool | None:
    if not _left(record):
        return False
    record["MIS_END"] = _left(record) + 5
    return None


def _before_care(record: Record) -> None:
    first = record.others("Episodes")[0].day("DECOM")
    record.put(MIS_START=first - 10, MIS_END=first - 8)


def _missing_at_18(record: Record) -> None:
    grown = record.turns(18)
    record.add("Missing", MISSING="M", MIS_START=grown - 10, MIS_END=grown)


def _left_at_18(ret: Return) -> Mask:
    episodes = ret.Episodes
    on_day = episodes.DEC == birthdays(ret, episodes, ADULT)
    left: Mask = on_day & (episodes.REC != "E8")
    return left & ~episodes.among(ret.Missing.children())


ENTRIES = (
    PlantedError("missing-start-blank", "564", "Missing", put(MIS_START=None)),
    PlantedError("missing-kind-blank", "565", "Missing", put(MISSING=None)),
    PlantedError("missing-kind-blank-ended", "566", "Missing", put(MISSING=None), _ended),
    PlantedError(
        "missing-ends-before-it-starts",
        "567",
        "Missing",
        put(MIS_END=lambda record: record.day("MIS_START") - 1),
    ),
    PlantedError(
        "missing-after-the-year",
        "570",
        "Missing",
        put(MIS_START=lambda record: record.year.end + 2),
    ),
    PlantedError(
        "missing-until-after-the-year",
        "571",
        "Missing",
        put(MIS_END=lambda record: record.year.end + 5),
    ),
    PlantedError("missing-spells-overlap", "574", "Missing", _overlapping, _follows),
    PlantedError("missing-past-the-placement", "575", "Missing", _never_back, _ended),
    PlantedError("missing-start-changed", "576", "Missing", shift("MIS_START", -1), _carried),
    PlantedError("missing-until-after-care", "577", "Missing", _back_after_care),
    PlantedError("missing-before-care", "578", "Missing", _before_care),
    PlantedError("missing-until-eighteen", "580", "Episodes", _missing_at_18, _left_at_18),
    PlantedError("missing-before-any-episode", "581", "Missing", _before_care),
    PlantedError(
        "missing-since-birth", "586", "Missing", put(MIS_START=lambda record: record.born)
    ),
    PlantedError("missing-start-unreadable", "1004", "Missing", put(MIS_START=NOT_A_DATE)),
    PlantedError("missing-end-unreadable", "1005", "Missing", put(MIS_END=NOT_A_DATE)),
    PlantedError("missing-unknown-code", "1006", "Missing", put(MISSING="X")),
)
