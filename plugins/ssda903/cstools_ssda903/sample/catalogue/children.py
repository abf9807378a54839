"""Errors in what is reported beside care: reviews, asylum, earlier permanence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.rules import days
from cstools_ssda903.care.codes import STARTS_CARE
from cstools_ssda903.sample.catalogue.conditions import birthdays
from cstools_ssda903.sample.catalogue.entry import (
    NOT_A_DATE,
    SINCE_2025,
    PlantedError,
    lose,
    put,
)

if TYPE_CHECKING:
    from cstools.rules import Mask, Return
    from cstools_ssda903.sample.catalogue.sheets import Record


def _in_both_years(ret: Return) -> Mask:
    return ret.UASC.among(ret.last.UASC.children())


def _no_longer(record: Record) -> Record:
    record.remove()
    return record.others("Header")[0]


def _new_status(record: Record) -> Record:
    record.remove_all("UASC", last_year=True)
    return record.others("Header")[0]


def _ten_years_old(record: Record) -> Record:
    header = record.others("Header")[0]
    header["DOB"] = record.year.end - 3660
    return header


def _started_this_year(ret: Return) -> Mask:
    started: Mask = (ret.Episodes.RNE == STARTS_CARE) & (ret.Episodes.DECOM >= ret.start)
    return started


def _after_care_began(record: Record) -> None:
    first = min(episode.day("DECOM") for episode in record.others("Episodes"))
    record.put(PREV_PERM="P1", LA_PERM="330", DATE_PERM=first + 1)


def _well_over_four(ret: Return) -> Mask:
    older: Mask = ret.Reviews.REVIEW > birthdays(ret, ret.Reviews, 4) + days(5)
    return older


def _under_four(ret: Return) -> Mask:
    younger: Mask = ret.Reviews.REVIEW < birthdays(ret, ret.Reviews, 4) - days(5)
    return younger


ENTRIES = (
    PlantedError("review-date-unreadable", "166", "Reviews", put(REVIEW=NOT_A_DATE)),
    PlantedError("review-date-blank", "166", "Reviews", put(REVIEW=None)),
    PlantedError("review-unknown-code", "167", "Reviews", put(REVIEW_CODE="PN9")),
    PlantedError("review-code-blank", "167", "Reviews", put(REVIEW_CODE=None)),
    PlantedError(
        "review-code-of-the-youngest", "440", "Reviews", put(REVIEW_CODE="PN0"), _well_over_four
    ),
    PlantedError("review-code-of-the-older", "441", "Reviews", put(REVIEW_CODE="PN1"), _under_four),
    PlantedError(
        "asylum-ended-before-the-year",
        "104",
        "UASC",
        put(DUC=lambda record: record.year.start - 30),
    ),
    PlantedError("asylum-end-unreadable", "104", "UASC", put(DUC=NOT_A_DATE)),
    PlantedError("asylum-dropped", "205A", "UASC", _no_longer, _in_both_years),
    PlantedError("asylum-end-blank", "205B", "UASC", put(DUC=None), _in_both_years),
    PlantedError("asylum-new-to-a-known-child", "205D", "UASC", _new_status, _in_both_years),
    PlantedError("asylum-too-young", "231", "UASC", _ten_years_old, years=SINCE_2025),
    PlantedError(
        "asylum-past-eighteen", "304", "UASC", put(DUC=lambda record: record.turns(18) + 1)
    ),
    PlantedError("permanence-lacking", "630", "Episodes", lose("PrevPerm"), _started_this_year),
    PlantedError("permanence-unknown-code", "631", "PrevPerm", put(PREV_PERM="P9")),
    PlantedError("permanence-after-care-began", "632", "PrevPerm", _after_care_began),
    PlantedError(
        "permanence-authority-unknown-code",
        "633",
        "PrevPerm",
        put(PREV_PERM="P2", LA_PERM="000", DATE_PERM="01/02/2005"),
    ),
    PlantedError("permanence-kind-blank", "635", "PrevPerm", put(PREV_PERM=None, LA_PERM="330")),
)
