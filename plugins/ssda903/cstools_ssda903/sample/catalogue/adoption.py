"""Errors on the way to adoption: decisions, placement orders, adopters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools_ssda903.care.codes import ADOPTION_PLACES, PLACEMENT_ORDER, STARTS_CARE
from cstools_ssda903.sample.catalogue.conditions import birthdays, is_short_break
from cstools_ssda903.sample.catalogue.entry import (
    NOT_A_DATE,
    UNTIL_2024,
    PlantedError,
    put,
    shift,
)

if TYPE_CHECKING:
    from cstools.rules import Mask, Return
    from cstools_ssda903.sample.catalogue.sheets import Record

_DETAILS = {"FOSTER_CARE": "0", "NB_ADOPTR": "2", "SEX_ADOPTR": "MF", "LS_ADOPTR": "L11"}
_REVERSED = {"REASON_PLACED_CEASED": "RD3"}


def _live(ret: Return) -> Mask:
    return ret.PlacedAdoption.blank("DATE_PLACED_CEASED")


def _placed(ret: Return) -> Mask:
    placed: Mask = ret.Episodes.PLACE.isin(*ADOPTION_PLACES)
    return placed


def _ordered(ret: Return) -> Mask:
    ordered: Mask = ret.Episodes.LS == PLACEMENT_ORDER
    return ordered


def _adopted(ret: Return) -> Mask:
    adopted: Mask = ret.Episodes.REC.isin("E11", "E12")
    return adopted


def _since_last_year(ret: Return) -> Mask:
    earlier: Mask = ret.PlacedAdoption.DATE_PLACED < ret.start
    return earlier & ret.PlacedAdoption.among(ret.last.PlacedAdoption.children())


def _has_placement(ret: Return) -> Mask:
    return ret.PlacedAdoption.among(ret.Episodes.children(_placed(ret)))


def _has_order(ret: Return) -> Mask:
    return ret.PlacedAdoption.among(ret.Episodes.children(_ordered(ret)))


def _has_start(ret: Return) -> Mask:
    return ret.PlacedAdoption.among(ret.Episodes.children(ret.Episodes.RNE == STARTS_CARE))


def _not_adopted(ret: Return) -> Mask:
    in_care = ~is_short_break(ret) & ret.Episodes.is_first
    young = birthdays(ret, ret.Episodes, 12) > ret.end
    return in_care & ~ret.Episodes.among(ret.AD1.children()) & young


def _undecided(ret: Return) -> Mask:
    return ~ret.Episodes.among(ret.PlacedAdoption.children()) & ~is_short_break(ret)


def _last_placement(record: Record) -> Record:
    return record.others("Episodes")[-1]


def _matched_late(record: Record) -> None:
    record["DATE_MATCH"] = _last_placement(record).day("DECOM") + 5


def _matched_on_adoption(record: Record) -> Record:
    episode = _last_placement(record)
    record["DATE_MATCH"] = episode["DEC"]
    return episode


def _decided_before_care(record: Record) -> None:
    # The last placement is made the start of a later period of care.
    _last_placement(record)["RNE"] = "S"


def _other_carers(record: Record) -> None:
    record["FOSTER_CARE"] = "0" if record["FOSTER_CARE"] == "1" else "1"


def _decided_after_placing(record: Record) -> None:
    record["DATE_INT"] = _last_placement(record).day("DECOM") + 1


def _reversed_though_adopted(record: Record) -> None:
    for plan in record.others("PlacedAdoption"):
        plan.put(DATE_PLACED_CEASED=record.year.start + 5, REASON_PLACED_CEASED="RD1")


def _decision_date_lost(record: Record) -> None:
    for plan in record.others("PlacedAdoption"):
        plan["DATE_PLACED"] = None


def _decision_lost(record: Record) -> None:
    record.remove_all("PlacedAdoption")


def _decided_after(record: Record, column: str, values: tuple[str, ...]) -> None:
    episodes = [episode for episode in record.others("Episodes") if episode[column] in values]
    record["DATE_PLACED"] = episodes[0].day("DECOM") + 3


def _decided_after_placement(record: Record) -> None:
    _decided_after(record, "PLACE", ADOPTION_PLACES)


def _decided_after_order(record: Record) -> None:
    _decided_after(record, "LS", (PLACEMENT_ORDER,))


def _decided_before_start(record: Record) -> None:
    start = next(episode for episode in record.others("Episodes") if episode["RNE"] == "S")
    record["DATE_PLACED"] = start.day("DECOM") - 5


def _freed(record: Record) -> Record:
    episode = record.others("Episodes")[0]
    episode["LS"] = "D1"
    record["DATE_PLACED"] = episode.day("DECOM") + 5
    return episode


def _given_up_twice(record: Record) -> None:
    start = record.year.start
    for plan in record.others("PlacedAdoption"):
        plan.put(DATE_PLACED_CEASED=start + 5, REASON_PLACED_CEASED="RD1")
    plan = record.others("PlacedAdoption")[0]
    plan.copy(DATE_PLACED=start + 6, DATE_PLACED_CEASED=start + 9)


def _unknown_last_year(record: Record) -> None:
    record.remove_all("PlacedAdoption", last_year=True)


def _ended_last_year(record: Record) -> None:
    for plan in record.others("PlacedAdoption", last_year=True):
        plan.put(DATE_PLACED_CEASED=record.year.start - 9, REASON_PLACED_CEASED="RD4")


def _decided_again(record: Record) -> Record:
    return record.copy(
        DATE_PLACED=record.day("DATE_PLACED") + 9,
        DATE_PLACED_CEASED=None,
        REASON_PLACED_CEASED=None,
    )


def _decided_earlier(record: Record) -> Record:
    return record.copy(DATE_PLACED=record.day("DATE_PLACED") - 9)


def _adopters_only(record: Record) -> Record:
    start = record.year.start
    return record.add("AD1", DATE_INT=start + 10, DATE_MATCH=start + 60, **_DETAILS)


def _couple(name: str, rule: str, status: str, sexes: str, number: str = "2") -> PlantedError:
    damage = put(LS_ADOPTR=status, SEX_ADOPTR=sexes, NB_ADOPTR=number)
    return PlantedError(name, rule, "AD1", damage)


ENTRIES = (
    PlantedError("decision-date-unreadable-ad1", "112", "AD1", put(DATE_INT=NOT_A_DATE)),
    PlantedError("matching-date-unreadable", "113", "AD1", put(DATE_MATCH=NOT_A_DATE)),
    PlantedError("foster-care-unknown-code", "114", "AD1", put(FOSTER_CARE="2")),
    PlantedError("decision-date-unreadable", "115", "PlacedAdoption", put(DATE_PLACED=NOT_A_DATE)),
    PlantedError(
        "reversal-date-unreadable",
        "116",
        "PlacedAdoption",
        put(DATE_PLACED_CEASED=NOT_A_DATE, **_REVERSED),
    ),
    PlantedError(
        "decision-after-the-year",
        "117",
        "PlacedAdoption",
        put(DATE_PLACED=lambda record: record.year.end + 20),
    ),
    PlantedError(
        "reversal-before-the-year",
        "118",
        "PlacedAdoption",
        put(DATE_PLACED_CEASED=lambda record: record.year.start - 40, **_REVERSED),
    ),
    PlantedError(
        "reversal-without-reason",
        "119",
        "PlacedAdoption",
        put(DATE_PLACED_CEASED=lambda record: record.year.start + 10),
        _live,
    ),
    PlantedError(
        "reversal-unknown-code",
        "120",
        "PlacedAdoption",
        put(DATE_PLACED_CEASED=lambda record: record.year.start + 10, REASON_PLACED_CEASED="RD9"),
    ),
    PlantedError("adopters-partly-blank", "151", "AD1", put(NB_ADOPTR=None)),
    PlantedError("adopters-too-many", "175", "AD1", put(NB_ADOPTR="3")),
    PlantedError("adopters-sex-unknown-code", "176", "AD1", put(SEX_ADOPTR="XX")),
    PlantedError("adopters-status-unknown-code", "177", "AD1", put(LS_ADOPTR="L9")),
    PlantedError(
        "decision-before-birth",
        "184",
        "PlacedAdoption",
        put(DATE_PLACED=lambda record: record.born - 10),
    ),
    PlantedError(
        "foster-adoption-start-reason",
        "217",
        "Episodes",
        put(RNE="P"),
        lambda ret: ret.Episodes.PLACE.isin("A3", "A5"),
    ),
    PlantedError("matched-after-placement", "331", "AD1", _matched_late),
    PlantedError(
        "decision-after-matching",
        "333",
        "AD1",
        put(DATE_INT=lambda record: record.day("DATE_MATCH") + 1),
    ),
    PlantedError("decision-before-latest-care", "334", "AD1", _decided_before_care),
    PlantedError("other-carers-than-placed-with", "335", "AD1", _other_carers),
    PlantedError(
        "placed-without-order",
        "408",
        "Episodes",
        put(LS="C2"),
        lambda ret: ret.Episodes.PLACE.isin("A5", "A6"),
    ),
    _couple("two-adopters-of-one-sex-code", "511", "L11", "M1"),
    _couple("single-adopter-couple", "514", "L0", "MF", "1"),
    _couple("unmarried-couple-same-sex", "517", "L3", "MM"),
    _couple("unmarried-couple-different-sex", "518", "L4", "MF"),
    _couple("civil-partner-alone", "519", "L2", "M1", "1"),
    _couple("married-couple-same-sex", "520", "L11", "FF"),
    _couple("married-couple-different-sex", "524", "L12", "MF"),
    PlantedError("decision-after-placing", "521", "AD1", _decided_after_placing),
    PlantedError(
        "reversal-before-decision",
        "522",
        "PlacedAdoption",
        put(DATE_PLACED_CEASED=lambda record: record.day("DATE_PLACED") - 5, **_REVERSED),
    ),
    PlantedError("decision-dates-differ", "523", "AD1", shift("DATE_INT", -1)),
    PlantedError("adopted-though-reversed", "525", "AD1", _reversed_though_adopted),
    PlantedError("decision-date-lacking", "551", "Episodes", _decision_date_lost, _placed),
    PlantedError(
        "decision-after-placement",
        "552",
        "PlacedAdoption",
        _decided_after_placement,
        _has_placement,
    ),
    PlantedError("order-without-decision", "553", "Episodes", _decision_lost, _ordered),
    PlantedError("decision-after-order", "554", "PlacedAdoption", _decided_after_order, _has_order),
    PlantedError("freed-without-decision", "555", "Episodes", put(LS="D1"), _undecided, UNTIL_2024),
    PlantedError("freed-before-decision", "556", "PlacedAdoption", _freed, years=UNTIL_2024),
    PlantedError(
        "left-from-order-unreversed",
        "557",
        "Episodes",
        put(REC="E4A"),
        lambda ret: _adopted(ret) & _ordered(ret),
    ),
    PlantedError("adopted-though-all-reversed", "558", "Episodes", _given_up_twice, _adopted),
    PlantedError(
        "decision-unknown-last-year",
        "559",
        "PlacedAdoption",
        _unknown_last_year,
        _since_last_year,
    ),
    PlantedError(
        "decision-date-changed",
        "560",
        "PlacedAdoption",
        shift("DATE_PLACED", -1),
        _since_last_year,
    ),
    PlantedError(
        "decision-ended-last-year", "561", "PlacedAdoption", _ended_last_year, _since_last_year
    ),
    PlantedError(
        "reversal-of-no-decision",
        "563",
        "PlacedAdoption",
        put(
            DATE_PLACED=None,
            DATE_PLACED_CEASED=lambda record: record.year.start + 10,
            REASON_PLACED_CEASED="RD2",
        ),
    ),
    PlantedError("decided-again-too-soon", "579", "PlacedAdoption", _decided_again, _live),
    PlantedError("matched-on-adoption", "582", "AD1", _matched_on_adoption),
    PlantedError("earlier-decision-not-ended", "583", "PlacedAdoption", _decided_earlier, _live),
    PlantedError(
        "decision-not-after-the-ended-one",
        "584",
        "PlacedAdoption",
        _ended_last_year,
        _since_last_year,
    ),
    PlantedError("adopters-incomplete", "601", "AD1", put(LS_ADOPTR=None)),
    PlantedError("adopters-of-a-child-in-care", "602", "Episodes", _adopters_only, _not_adopted),
    PlantedError(
        "decision-before-care", "1003", "PlacedAdoption", _decided_before_start, _has_start
    ),
)
