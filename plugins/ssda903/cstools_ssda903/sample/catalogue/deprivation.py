"""Errors in deprivation of liberty orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import days
from cstools_ssda903.care.codes import FOSTER_PLACES
from cstools_ssda903.sample.catalogue.entry import NOT_A_DATE, SINCE_2027, PlantedError, put

if TYPE_CHECKING:
    from cstools.rules import Mask, Return
    from cstools_ssda903.sample.catalogue.entry import Damage, Where
    from cstools_ssda903.sample.catalogue.sheets import Record


def _entry(name: str, rule: str, plant: Damage, where: Where | None = None) -> PlantedError:
    return PlantedError(name, rule, "DoLo", plant, where, SINCE_2027)


def _placed_in(*kinds: str) -> Where:
    """Episodes in these placements with room for an order in the year."""

    def where(ret: Return) -> Mask:
        episodes = ret.Episodes
        ended = np.where(episodes.blank("DEC"), ret.end, episodes.DEC)
        has_room = ended - np.maximum(episodes.DECOM, ret.start) > days(40)
        in_placement: Mask = has_room & episodes.PLACE.isin(*kinds)
        return in_placement & ~episodes.among(ret.DoLo.children())

    return where


def _ordered(record: Record) -> None:
    begun = max(record.day("DECOM"), record.year.start)
    record.add("DoLo", DOLO_START=begun + 10, DOLO_END=begun + 20)


def _overlapping(record: Record) -> Record:
    start = record.day("DOLO_START")
    record["DOLO_END"] = start + 10
    return record.copy(DOLO_START=start + 8, DOLO_END=start + 15)


def _before_care(record: Record) -> None:
    first = record.others("Episodes")[0].day("DECOM")
    record.put(DOLO_START=first - 30, DOLO_END=first - 10)


ENTRIES = (
    _entry("order-start-blank", "700", put(DOLO_START=None)),
    _entry("order-end-unreadable", "701", put(DOLO_END=NOT_A_DATE)),
    _entry("order-for-no-day", "702", put(DOLO_END=lambda record: record["DOLO_START"])),
    _entry("order-after-the-year", "703", put(DOLO_START=lambda record: record.year.end + 1)),
    _entry("order-until-after-the-year", "704", put(DOLO_END=lambda record: record.year.end + 3)),
    _entry("orders-overlap", "705", _overlapping),
    _entry("order-before-care", "707", _before_care),
    _entry("order-since-birth", "708", put(DOLO_START=lambda record: record.born)),
    PlantedError(
        "order-in-unexpected-placement",
        "709",
        "Episodes",
        _ordered,
        _placed_in("R1", *FOSTER_PLACES),
        SINCE_2027,
    ),
    PlantedError(
        "order-in-forbidden-placement",
        "710",
        "Episodes",
        _ordered,
        _placed_in("K1", "P1", "R5", "K3"),
        SINCE_2027,
    ),
)
