"""Errors in OC2: strengths and difficulties, health, convictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.rules import any_filled
from cstools_ssda903.sample.catalogue.conditions import birthdays
from cstools_ssda903.sample.catalogue.entry import PlantedError, add, put

if TYPE_CHECKING:
    from cstools.rules import Mask, Return
    from cstools_ssda903.sample.catalogue.sheets import Record


def _sdq_age(ret: Return) -> Mask:
    """In the age range of the score all year."""
    fourth, sixteenth = (birthdays(ret, ret.OC2, age) for age in (4, 16))
    return (fourth <= ret.start) & (sixteenth > ret.end)


def _turning(ret: Return) -> Mask:
    fourth, seventeenth = (birthdays(ret, ret.OC2, age) for age in (4, 17))
    return ~(ret.outside(fourth) & ret.outside(seventeenth))


def _not_all_year(ret: Return) -> Mask:
    return ret.Episodes.is_first & ~ret.Episodes.among(ret.OC2.children())


def _other_items(ret: Return) -> Mask:
    return any_filled(ret.OC2, ("CONVICTED", "HEALTH_CHECK"))


def _forget(record: Record) -> Record:
    record.remove()
    return record.others("Episodes")[0]


ENTRIES = (
    PlantedError(
        "sdq-age-reason-in-range", "157", "OC2", put(SDQ_SCORE=None, SDQ_REASON="SDQ1"), _sdq_age
    ),
    PlantedError(
        "help-received-and-offered",
        "158",
        "OC2",
        put(SUBSTANCE_MISUSE="1", INTERVENTION_RECEIVED="1", INTERVENTION_OFFERED="1"),
    ),
    PlantedError(
        "help-neither-received-nor-offered",
        "159",
        "OC2",
        put(SUBSTANCE_MISUSE="1", INTERVENTION_RECEIVED="0", INTERVENTION_OFFERED=None),
    ),
    PlantedError(
        "sdq-score-too-high",
        "180",
        "OC2",
        put(SDQ_SCORE="41"),
        lambda ret: ret.OC2.filled("SDQ_SCORE"),
    ),
    PlantedError(
        "sdq-score-not-a-number",
        "180",
        "OC2",
        put(SDQ_SCORE="HIGH"),
        lambda ret: ret.OC2.filled("SDQ_SCORE"),
    ),
    PlantedError(
        "sdq-score-not-whole",
        "180",
        "OC2",
        put(SDQ_SCORE="12.5"),
        lambda ret: ret.OC2.filled("SDQ_SCORE"),
    ),
    PlantedError("health-unknown-code", "181", "OC2", put(TEETH_CHECK="2")),
    PlantedError("health-partly-blank", "182", "OC2", put(IMMUNISATIONS=None), _other_items),
    PlantedError(
        "sdq-score-part-year", "185", "Episodes", add("OC2", SDQ_SCORE="12"), _not_all_year
    ),
    PlantedError("sdq-blank", "186", "OC2", put(SDQ_SCORE=None, SDQ_REASON=None), _sdq_age),
    PlantedError(
        "sdq-score-under-four",
        "188",
        "OC2",
        put(SDQ_SCORE="10"),
        lambda ret: birthdays(ret, ret.OC2, 4) > ret.end,
    ),
    PlantedError(
        "sdq-score-over-seventeen",
        "189",
        "Episodes",
        add("OC2", SDQ_SCORE="10"),
        lambda ret: _not_all_year(ret) & (birthdays(ret, ret.Episodes, 17) < ret.start),
    ),
    PlantedError("health-part-year", "190", "Episodes", add("OC2", TEETH_CHECK="1"), _not_all_year),
    PlantedError("health-assessment-blank", "191", "OC2", put(HEALTH_ASSESSMENT=None)),
    PlantedError("health-record-lacking", "191", "OC2", _forget),
    PlantedError(
        "help-blank",
        "192",
        "OC2",
        put(SUBSTANCE_MISUSE="1", INTERVENTION_RECEIVED=None, INTERVENTION_OFFERED=None),
    ),
    PlantedError(
        "help-without-misuse", "193", "OC2", put(SUBSTANCE_MISUSE="0", INTERVENTION_RECEIVED="1")
    ),
    PlantedError(
        "sdq-reason-unknown-code", "196", "OC2", put(SDQ_SCORE=None, SDQ_REASON="SDQ9"), _sdq_age
    ),
    PlantedError(
        "sdq-blank-turning-four-or-seventeen",
        "197B",
        "OC2",
        put(SDQ_SCORE=None, SDQ_REASON=None),
        _turning,
    ),
    PlantedError(
        "sdq-score-and-reason", "197a", "OC2", put(SDQ_SCORE="11", SDQ_REASON="SDQ4"), _sdq_age
    ),
    PlantedError(
        "sdq-reason-part-year", "198", "Episodes", add("OC2", SDQ_REASON="SDQ4"), _not_all_year
    ),
    PlantedError(
        "convicted-under-ten",
        "542",
        "OC2",
        put(CONVICTED="0"),
        lambda ret: birthdays(ret, ret.OC2, 10) > ret.end,
    ),
    PlantedError(
        "convicted-blank",
        "543",
        "OC2",
        put(CONVICTED=None),
        lambda ret: birthdays(ret, ret.OC2, 10) < ret.end,
    ),
    PlantedError(
        "convicted-alone",
        "544",
        "OC2",
        put(CONVICTED="1", TEETH_CHECK=None),
        lambda ret: ret.OC2.filled("CONVICTED"),
    ),
    PlantedError(
        "health-check-blank",
        "545",
        "OC2",
        put(HEALTH_CHECK=None),
        lambda ret: birthdays(ret, ret.OC2, 5) > ret.end,
    ),
    PlantedError(
        "health-check-over-five",
        "546",
        "OC2",
        put(HEALTH_CHECK="1"),
        lambda ret: birthdays(ret, ret.OC2, 5) <= ret.end,
    ),
    PlantedError(
        "health-check-alone",
        "547",
        "OC2",
        put(HEALTH_CHECK="1", IMMUNISATIONS=None),
        lambda ret: ret.OC2.filled("HEALTH_CHECK"),
    ),
)
