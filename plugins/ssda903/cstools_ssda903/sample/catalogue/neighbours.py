"""Errors between one episode and the next of the same child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools_ssda903.sample.catalogue.entry import SINCE_2026, PlantedError, put, shift
from cstools_ssda903.sample.catalogue.placements import LEEDS
from cstools_ssda903.sample.history import TEMPORARY

if TYPE_CHECKING:
    from cstools_ssda903.sample.catalogue.sheets import Record
    from cstools_ssda903.sample.catalogue.view import Mask, View

_CONTINUES = ["P", "L", "T", "U", "B"]


def _continues(view: View) -> Mask:
    return view["RNE"].isin(_CONTINUES) & view.has_before


def _starts_again(view: View) -> Mask:
    return view["RNE"].eq("S") & view.has_before


def _legal_only(view: View) -> Mask:
    return view["RNE"].eq("L") & view.has_before


def _legal_elsewhere(view: View) -> Mask:
    return _legal_only(view) & view["PL_POST"].ne(LEEDS)


def _placement_only(view: View) -> Mask:
    return view["RNE"].isin(["P", "T"]) & view.has_before


def _both(view: View) -> Mask:
    return view["RNE"].isin(["U", "B"]) & view.has_before


def _long_before(view: View) -> Mask:
    """A continuation after an episode of more than ten days, itself not short."""
    return _continues(view) & (view.day("DECOM") - view.day_before("DECOM") > 10)


def _after_temporary(view: View) -> Mask:
    """The return from a temporary placement, with the placement left shown above both."""
    two_above = view["CHILD"].eq(view["CHILD"].shift(2))
    return view.before("PLACE").isin(list(TEMPORARY)) & two_above


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


def _moves_under_ten(view: View) -> Mask:
    """Episodes before a move, the move itself still before the tenth birthday."""
    return view.filled("REASON_PLACE_CHANGE") & (view.day_next("DECOM") < view.turns(10) - 1)


def _changed_need(view: View) -> Mask:
    return _continues(view) & view.before("REC").eq("X1")


def _first_in_year(view: View) -> Mask:
    return ~view.has_before & (view.day("DECOM") >= view.year.start) & view["LS"].ne("V3")


ENTRIES = (
    PlantedError("episode-after-adoption", "199", "Episodes", _adopted_before, _continues),
    PlantedError(
        "change-reason-blank",
        "225",
        "Episodes",
        put(REASON_PLACE_CHANGE=None),
        lambda view: view.filled("REASON_PLACE_CHANGE"),
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
