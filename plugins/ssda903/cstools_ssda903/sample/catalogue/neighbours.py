"""Errors between one episode and the next of the same child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.rules import days
from cstools_ssda903.care.codes import GOES_ON, STARTS_CARE, TEMPORARY
from cstools_ssda903.sample.catalogue.conditions import birthdays
from cstools_ssda903.sample.catalogue.entry import SINCE_2026, PlantedError, put, shift
from cstools_ssda903.sample.catalogue.placements import LEEDS

if TYPE_CHECKING:
    from cstools.rules import Mask, Return
    from cstools_ssda903.sample.catalogue.sheets import Record

_CONTINUES = ("P", "L", "T", "U", "B")


def _follows(ret: Return, *reasons: str) -> Mask:
    """Episodes after another one of the child that begin for one of these reasons."""
    begins: Mask = ret.Episodes.RNE.isin(*reasons)
    return begins & ~ret.Episodes.is_first


def _continues(ret: Return) -> Mask:
    return _follows(ret, *_CONTINUES)


def _starts_again(ret: Return) -> Mask:
    return _follows(ret, STARTS_CARE)


def _legal_only(ret: Return) -> Mask:
    return _follows(ret, "L")


def _legal_elsewhere(ret: Return) -> Mask:
    elsewhere: Mask = ret.Episodes.PL_POST != LEEDS
    return elsewhere & _legal_only(ret)


def _placement_only(ret: Return) -> Mask:
    return _follows(ret, "P", "T")


def _both(ret: Return) -> Mask:
    return _follows(ret, "U", "B")


def _long_before(ret: Return) -> Mask:
    """A continuation after an episode of more than ten days, itself not short."""
    lasting: Mask = ret.Episodes.DECOM - ret.Episodes.before.DECOM > days(10)
    return lasting & _continues(ret)


def _after_temporary(ret: Return) -> Mask:
    """The return from a temporary placement, with the placement left shown above both."""
    before = ret.Episodes.before
    temporary: Mask = before.PLACE.isin(*TEMPORARY)
    return temporary & before.before.exists


def _status_before(record: Record) -> None:
    record["LS"] = record.before()["LS"]


def _other_status(record: Record) -> None:
    record["LS"] = "C2" if record.before()["LS"] != "C2" else "V2"


def _other_need(record: Record) -> None:
    record["CIN"] = "N3" if record.before()["CIN"] != "N3" else "N4"


def _as_before(record: Record) -> None:
    """Everything about the placement as it was before the change."""
    before = record.before()
    record.put(**{name: before[name] for name in ("PLACE", "PLACE_PROVIDER", "PL_POST", "URN")})


def _overlapping(record: Record) -> None:
    record["DECOM"] = record.before().day("DEC") - 2


def _at_once(record: Record) -> None:
    record["DECOM"] = record.before()["DEC"]


def _adopted_before(record: Record) -> None:
    record.before()["REC"] = "E11"


def _in_custody(record: Record) -> None:
    record["REASON_PLACE_CHANGE"] = "CUSTOD"


def _moves_under_ten(ret: Return) -> Mask:
    """Episodes before a move, the move itself still before the tenth birthday."""
    episodes = ret.Episodes
    young: Mask = episodes.after.DECOM < birthdays(ret, episodes, 10) - days(1)
    return young & episodes.filled("REASON_PLACE_CHANGE")


def _changed_need(ret: Return) -> Mask:
    goes_on: Mask = ret.Episodes.before.REC == GOES_ON
    return goes_on & _continues(ret)


def _first_in_year(ret: Return) -> Mask:
    episodes = ret.Episodes
    begun: Mask = (episodes.DECOM >= ret.start) & (episodes.LS != "V3")
    return begun & episodes.is_first


ENTRIES = (
    PlantedError("episode-after-adoption", "199", "Episodes", _adopted_before, _continues),
    PlantedError(
        "change-reason-blank",
        "225",
        "Episodes",
        put(REASON_PLACE_CHANGE=None),
        lambda ret: ret.Episodes.filled("REASON_PLACE_CHANGE"),
    ),
    PlantedError("custody-under-ten", "234", "Episodes", _in_custody, _moves_under_ten, SINCE_2026),
    PlantedError("first-episode-no-start", "357", "Episodes", put(RNE="P"), _first_in_year),
    PlantedError("no-return-to-placement", "383", "Episodes", put(RNE="B"), _after_temporary),
    PlantedError("elsewhere-after-temporary", "383", "Episodes", put(PLACE="R1"), _after_temporary),
    PlantedError("care-begins-as-it-ends", "431", "Episodes", _at_once, _starts_again),
    PlantedError("care-begins-unmarked", "432", "Episodes", put(RNE="P"), _starts_again),
    PlantedError("gap-between-episodes", "433", "Episodes", shift("DECOM", 1), _continues),
    PlantedError("legal-change-without-change", "434", "Episodes", _status_before, _legal_only),
    PlantedError("legal-change-with-move", "434", "Episodes", put(PL_POST=LEEDS), _legal_elsewhere),
    PlantedError("move-with-legal-change", "435", "Episodes", _other_status, _placement_only),
    PlantedError("both-changed-but-status", "436", "Episodes", _status_before, _both),
    PlantedError("both-changed-but-placement", "436", "Episodes", _as_before, _both),
    PlantedError("episodes-overlap", "501", "Episodes", _overlapping, _long_before),
    PlantedError("need-changed-in-care", "504", "Episodes", _other_need, _changed_need),
)
