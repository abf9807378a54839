"""Errors in OC2: strengths and difficulties, health, convictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools_ssda903.sample.catalogue.entry import PlantedError, add, put

if TYPE_CHECKING:
    from cstools_ssda903.sample.catalogue.sheets import Record
    from cstools_ssda903.sample.catalogue.view import Mask, View


def _sdq_age(view: View) -> Mask:
    """In the age range of the score all year."""
    return (view.turns(4) <= view.year.start) & (view.turns(16) > view.year.end)


def _turning(view: View) -> Mask:
    four, seventeen, year = view.turns(4), view.turns(17), view.year
    return four.between(year.start, year.end) | seventeen.between(year.start, year.end)


def _not_all_year(view: View) -> Mask:
    return ~view.among("OC2") & ~view.has_before


def _other_items(view: View) -> Mask:
    return view.filled("CONVICTED") | view.filled("HEALTH_CHECK")


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
        "sdq-score-too-high", "180", "OC2", put(SDQ_SCORE="41"), lambda v: v.filled("SDQ_SCORE")
    ),
    PlantedError(
        "sdq-score-not-a-number",
        "180",
        "OC2",
        put(SDQ_SCORE="HIGH"),
        lambda view: view.filled("SDQ_SCORE"),
    ),
    PlantedError(
        "sdq-score-not-whole",
        "180",
        "OC2",
        put(SDQ_SCORE="12.5"),
        lambda view: view.filled("SDQ_SCORE"),
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
        lambda view: view.turns(4) > view.year.end,
    ),
    PlantedError(
        "sdq-score-over-seventeen",
        "189",
        "Episodes",
        add("OC2", SDQ_SCORE="10"),
        lambda view: _not_all_year(view) & (view.turns(17) < view.year.start),
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
        lambda view: view.turns(10) > view.year.end,
    ),
    PlantedError(
        "convicted-blank",
        "543",
        "OC2",
        put(CONVICTED=None),
        lambda view: view.turns(10) < view.year.end,
    ),
    PlantedError(
        "convicted-alone",
        "544",
        "OC2",
        put(CONVICTED="1", TEETH_CHECK=None),
        lambda view: view.filled("CONVICTED"),
    ),
    PlantedError(
        "health-check-blank",
        "545",
        "OC2",
        put(HEALTH_CHECK=None),
        lambda view: view.turns(5) > view.year.end,
    ),
    PlantedError(
        "health-check-over-five",
        "546",
        "OC2",
        put(HEALTH_CHECK="1"),
        lambda view: view.turns(5) <= view.year.end,
    ),
    PlantedError(
        "health-check-alone",
        "547",
        "OC2",
        put(HEALTH_CHECK="1", IMMUNISATIONS=None),
        lambda view: view.filled("HEALTH_CHECK"),
    ),
)
