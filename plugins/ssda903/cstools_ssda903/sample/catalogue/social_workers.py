"""Errors in social worker episodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import days
from cstools.standard import Years
from cstools_ssda903.care.codes import STARTS_CARE
from cstools_ssda903.sample.catalogue.conditions import is_short_break
from cstools_ssda903.sample.catalogue.entry import (
    NOT_A_DATE,
    SINCE_2024,
    SINCE_2026,
    PlantedError,
    lose,
    put,
    twice,
)
from cstools_ssda903.sample.catalogue.episodes import is_open

if TYPE_CHECKING:
    from cstools.rules import Mask, Return
    from cstools_ssda903.sample.catalogue.sheets import Record

_IN_2024 = Years(2024, 2024)
_IN_2025 = Years(2025, 2025)
_UNTIL_2025 = Years(2024, 2025)
_APRIL_2023 = np.datetime64("2023-04-01")


def _handed_over(ret: Return) -> Mask:
    return ret.SWEpisodes.filled("SW_DEC")


def _early(ret: Return) -> Mask:
    early: Mask = ret.SWEpisodes.SW_DECOM < _APRIL_2023
    return early


def _recent(ret: Return) -> Mask:
    recent: Mask = ret.SWEpisodes.SW_DECOM >= _APRIL_2023
    return recent


def _taken_over(ret: Return) -> Mask:
    no_contact: Mask = ret.SWEpisodes.SW_REASON != "FCONTA"
    return no_contact & ~ret.SWEpisodes.is_first


def _taken_over_early(ret: Return) -> Mask:
    early: Mask = ret.SWEpisodes.before.SW_DEC <= ret.end - days(6)
    return early & _taken_over(ret)


def _late(record: Record) -> None:
    record["SW_DECOM"] = record.before().day("SW_DEC") + 12


def _current(ret: Return) -> Mask:
    """The child's last worker, who took over well before the end of the year."""
    early: Mask = ret.SWEpisodes.SW_DECOM < ret.end - days(60)
    return early & ret.SWEpisodes.blank("SW_DEC")


def _in_care(ret: Return) -> Mask:
    return is_open(ret) & ~is_short_break(ret)


def _starting(ret: Return) -> Mask:
    starts: Mask = ret.Episodes.RNE == STARTS_CARE
    return starts & ~is_short_break(ret)


ENTRIES = (
    PlantedError("worker-lacking", "SW01STG1", "Episodes", lose("SWEpisodes"), _in_care, _IN_2024),
    PlantedError(
        "early-worker-number-blank",
        "SW01aSTG1",
        "SWEpisodes",
        put(SW_ID=None),
        _early,
        _IN_2025,
    ),
    PlantedError(
        "worker-reason-blank", "SW01bSTG1", "SWEpisodes", put(SW_REASON=None), _recent, _IN_2025
    ),
    PlantedError(
        "worker-number-malformed", "SW02STG1", "SWEpisodes", put(SW_ID="AB123"), years=SINCE_2024
    ),
    PlantedError(
        "worker-number-too-short", "SW02STG1", "SWEpisodes", put(SW_ID="SW1"), years=SINCE_2026
    ),
    PlantedError("worker-details-blank", "SW03STG1", "SWEpisodes", put(SW_ID=None), years=_IN_2024),
    PlantedError(
        "worker-start-unreadable",
        "SW04STG1",
        "SWEpisodes",
        put(SW_DECOM=NOT_A_DATE),
        years=SINCE_2024,
    ),
    PlantedError(
        "worker-end-unreadable", "SW05STG1", "SWEpisodes", put(SW_DEC=NOT_A_DATE), years=SINCE_2024
    ),
    PlantedError(
        "worker-starts-after-the-year",
        "SW06STG2",
        "SWEpisodes",
        put(SW_DECOM=lambda record: record.year.end + 2),
        years=SINCE_2024,
    ),
    PlantedError(
        "worker-ends-after-the-year",
        "SW07STG2",
        "SWEpisodes",
        put(SW_DEC=lambda record: record.year.end + 4),
        years=SINCE_2024,
    ),
    PlantedError(
        "worker-ended-long-ago",
        "SW07STG2",
        "SWEpisodes",
        put(SW_DEC=lambda record: record.year.start - 400),
        years=SINCE_2024,
    ),
    PlantedError(
        "earlier-worker-open",
        "SW08STG2",
        "SWEpisodes",
        put(SW_DEC=None),
        lambda ret: ~ret.SWEpisodes.is_last,
        SINCE_2024,
    ),
    PlantedError(
        "worker-for-no-day",
        "SW09STG2",
        "SWEpisodes",
        put(SW_DEC=lambda record: record["SW_DECOM"]),
        _handed_over,
        SINCE_2024,
    ),
    PlantedError("worker-gap", "SW10STG2", "SWEpisodes", _late, _taken_over, _UNTIL_2025),
    PlantedError(
        "worker-gap-over-a-week", "SW10aSTG2", "SWEpisodes", _late, _taken_over, SINCE_2026
    ),
    PlantedError(
        "first-contact-before-handover",
        "SW10bSTG2",
        "SWEpisodes",
        put(SW_REASON="FCONTA"),
        lambda ret: ~ret.SWEpisodes.is_first,
        SINCE_2026,
    ),
    PlantedError(
        "worker-not-followed", "SW11aSTG2", "SWEpisodes", _late, _taken_over_early, _IN_2024
    ),
    PlantedError(
        "worker-ends-with-the-year",
        "SW11bSTG2",
        "SWEpisodes",
        put(SW_DEC=lambda record: record.year.end - 2),
        _current,
        SINCE_2024,
    ),
    PlantedError(
        "worker-lacking-at-start",
        "SW12STG2",
        "Episodes",
        lose("SWEpisodes"),
        _starting,
        SINCE_2024,
    ),
    PlantedError(
        "worker-reason-unknown-code",
        "SW13STG1",
        "SWEpisodes",
        put(SW_REASON="WRONG"),
        years=SINCE_2024,
    ),
    PlantedError(
        "earlier-worker-without-end",
        "SW14STG2",
        "SWEpisodes",
        put(SW_DEC=None),
        lambda ret: ~ret.SWEpisodes.is_last,
        _IN_2024,
    ),
    PlantedError(
        "last-worker-closed",
        "SW17STG2",
        "SWEpisodes",
        put(SW_DEC=lambda record: record.year.end - 40),
        _current,
        SINCE_2026,
    ),
    PlantedError(
        "worker-ends-before-start",
        "SW18STG2",
        "SWEpisodes",
        put(SW_DEC=lambda record: record.day("SW_DECOM") - 1),
        _handed_over,
        SINCE_2026,
    ),
    PlantedError("worker-twice", "SW19STG2", "SWEpisodes", twice, years=SINCE_2026),
)
