"""Social workers (SWEpisodes): the details of each record, and who must have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import any_at, any_blank, anywhere, because, row, rule, with_child
from cstools_ssda903.care import SHORT_BREAKS
from cstools_validate_903.blocks.differences import OTHER, OWN, of_child

if TYPE_CHECKING:
    from cstools.rules import Flags, Mask, Return, View

_DETAILS = ("SW_ID", "SW_DECOM", "SW_REASON")
_REASON_ASKED_FOR = np.datetime64("2023-04-01", "D")


@rule(
    "SW01STG1",
    "Child in care on 31 March lacks complete social worker details",
    tables=["SWEpisodes", "Episodes"],
    fields=["SW_ID", "SW_DECOM", "SW_REASON", "DEC"],
    since=2024,
    until=2024,
    fix="Give the child a social worker record with number, start date and reason.",
    differs=because(
        "The episode is marked, not the social worker record of the same row number, and one "
        "complete record is enough.",
        OWN,
        OTHER,
    ),
)
def in_care_without_social_worker(ret: Return) -> Flags:
    """An open episode outside short breaks, and no record of the child has all three details.

    The details are SW_ID, SW_DECOM and SW_REASON; whether they are right does not matter here.
    """
    workers = ret.SWEpisodes
    complete = workers.children(~any_blank(workers, _DETAILS))
    ep = ret.Episodes
    ep = with_child(ep.where(ep.blank("DEC") & ~ep.LS.isin(*SHORT_BREAKS)))
    return ep.flag(~ep.among(complete))


@rule(
    "SW01aSTG1",
    "Social worker episode from before April 2023 is incomplete",
    tables=["SWEpisodes"],
    fields=["SW_DECOM", "SW_ID"],
    since=2025,
    until=2025,
    fix="Give the start date and the social worker's number.",
)
def incomplete_before_april_2023(ret: Return) -> Flags:
    """SW_DECOM is blank or no date, or it is before 1 April 2023 and SW_ID is blank."""
    workers = ret.SWEpisodes
    early = workers.SW_DECOM < _REASON_ASKED_FOR
    return workers.flag(np.isnat(workers.SW_DECOM) | (early & workers.SW_ID.blank))


@rule(
    "SW01bSTG1",
    "Social worker episode from April 2023 onwards is incomplete",
    tables=["SWEpisodes"],
    fields=["SW_DECOM", "SW_ID", "SW_REASON"],
    since=2025,
    until=2025,
    fix="Give the start date, the social worker's number and the reason.",
)
def incomplete_since_april_2023(ret: Return) -> Flags:
    """SW_DECOM is blank or no date, or from 1 April 2023 on and SW_ID or SW_REASON is blank."""
    workers = ret.SWEpisodes
    late = workers.SW_DECOM >= _REASON_ASKED_FOR
    incomplete = any_blank(workers, ("SW_ID", "SW_REASON"))
    return workers.flag(np.isnat(workers.SW_DECOM) | (late & incomplete))


@rule(
    "SW02STG1",
    "Social worker number has the wrong prefix",
    tables=["SWEpisodes"],
    fields=["SW_ID"],
    since=2024,
    fix="Give the registration number, which begins with SW or XX.",
)
def number_prefix(ret: Return) -> Flags:
    """SW_ID is blank or does not begin with SW or XX."""
    workers = ret.SWEpisodes
    return workers.flag(~workers.SW_ID.startswith("SW", "XX"))


@number_prefix.version(2026)
def number_prefix_2026(ret: Return) -> Flags:
    """SW_ID is blank, does not begin with SW or XX, or is shorter than four characters."""
    workers = ret.SWEpisodes
    long_enough = workers.SW_ID.where(lambda number: len(number) >= 4)
    return workers.flag(~(workers.SW_ID.startswith("SW", "XX") & long_enough))


@rule(
    "SW03STG1",
    "Social worker episode has a gap in its details",
    tables=["SWEpisodes"],
    fields=["SW_ID", "SW_DECOM", "SW_REASON"],
    since=2024,
    until=2024,
    fix="Give the social worker's number, the start date and the reason.",
)
def details_lacking(ret: Return) -> Flags:
    """SW_ID, SW_DECOM or SW_REASON is blank; whether they are right does not matter here."""
    return ret.SWEpisodes.flag(any_blank(ret.SWEpisodes, _DETAILS))


@rule(
    "SW12STG2",
    "Care began or ended without a matching social worker episode",
    tables=["SWEpisodes", "Episodes"],
    fields=["SW_DECOM"],
    since=2024,
    fix="Add the social worker who was in place, or correct the dates.",
    differs=because(
        "One fitting record is enough, any dated record fits an open episode unless its REC is X1, "
        "and from 2025 on an end on 1 April of the year before counts.",
        of_child("SWEpisodes", "other", repeated=("CHILD",)),
        row("other", missing=("DEC",)),
        row("other", matches={"DEC": ".*-04-01.*"}),
    ),
)
def care_without_social_worker(ret: Return) -> Flags:
    """Care began (RNE S) or ended (REC other than X1), and no record of the child fits.

    A record fits an episode that is not ended X1 when it began by DEC or, where the episode is
    open, on any day. It fits an episode with RNE S when it did not begin before DECOM. Short breaks
    are left aside.
    """
    return _without_social_worker(ret, _begins_or_ends(ret.Episodes))


@care_without_social_worker.version(2025)
def care_without_social_worker_2025(ret: Return) -> Flags:
    """Care began (RNE S) or ended (REC other than X1), and no record of the child fits.

    A record fits an episode that is not ended X1 when it began by DEC or, where the episode is
    open, on any day. It fits an episode with RNE S when it did not begin before DECOM. Short
    breaks, and episodes that ended before 1 April of the year before or after this year, are left
    aside.
    """
    ep = _begins_or_ends(ret.Episodes)
    in_time = (ep.DEC >= ret.last.start) & (ep.DEC <= ret.end)
    return _without_social_worker(ret, ep.where(np.isnat(ep.DEC) | in_time))


def _begins_or_ends(episodes: View) -> View:
    turns: Mask = (episodes.RNE == "S") | (episodes.REC != "X1")
    return with_child(episodes.where(turns & ~episodes.LS.isin(*SHORT_BREAKS)))


def _without_social_worker(ret: Return, episodes: View) -> Flags:
    place, partner = episodes.pairs(ret.SWEpisodes)
    ep, began = episodes.take(place), ret.SWEpisodes.take(partner).SW_DECOM
    while_open = np.isnat(ep.DEC) & ~np.isnat(began)
    at_end = (ep.REC != "X1") & ((began <= ep.DEC) | while_open)
    at_start = (ep.RNE == "S") & (began >= ep.DECOM)
    fitting = any_at(place, at_end | at_start, len(episodes))
    return episodes.flag(~fitting)


@rule(
    "SW13STG1",
    "Reason for change of social worker is missing or unknown",
    tables=["SWEpisodes"],
    fields=["SW_REASON"],
    since=2024,
    fix="Give one of the allowed reasons for the change.",
    differs=because(
        "A start that is no date counts as blank; from 2025 on it stops the existing tool.",
        anywhere("SWEpisodes", "own", unreadable=("SW_DECOM",)),
    ),
)
def change_reason(ret: Return) -> Flags:
    """SW_REASON is blank or not in the code list."""
    workers = ret.SWEpisodes
    return workers.flag(~workers.SW_REASON.isin(*ret.allowed("SWEpisodes", "SW_REASON")))


@change_reason.version(2025)
def change_reason_2025(ret: Return) -> Flags:
    """SW_REASON is not in the code list, or it is blank and SW_DECOM is 1 April 2023 or later."""
    workers = ret.SWEpisodes
    known = workers.SW_REASON.isin(*ret.allowed("SWEpisodes", "SW_REASON"))
    asked_for = workers.SW_REASON.filled | (workers.SW_DECOM >= _REASON_ASKED_FOR)
    return workers.flag(asked_for & ~known)
