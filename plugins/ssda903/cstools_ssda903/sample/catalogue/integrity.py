"""Errors between tables: children unknown to Header, other birth dates, records twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools_ssda903.sample.catalogue.entry import PlantedError, lose, shift, twice
from cstools_ssda903.sample.catalogue.header import is_female

if TYPE_CHECKING:
    from cstools_ssda903.sample.catalogue.sheets import Record

_UNKNOWN = {
    "AD1": "INT01",
    "PlacedAdoption": "INT02",
    "Episodes": "INT03",
    "Missing": "INT04",
    "OC2": "INT05",
    "OC3": "INT06",
    "PrevPerm": "INT07",
    "Reviews": "INT08",
    "UASC": "INT09",
}
_OTHER_BIRTH_DATE = {
    "AD1": "INT11",
    "PlacedAdoption": "INT12",
    "Missing": "INT13",
    "OC2": "INT14",
    "OC3": "INT15",
    "PrevPerm": "INT16",
    "Reviews": "INT17",
    "UASC": "INT18",
}
_TWICE = {"AD1": "INT31", "OC2": "INT33", "OC3": "INT34", "PrevPerm": "INT35", "UASC": "INT36"}


def _other_sex(record: Record) -> None:
    record["SEX"] = {"1": "2", "2": "1", "M": "F", "F": "M"}[record["SEX"] or ""]


ENTRIES = (
    *(
        PlantedError(f"child-unknown-to-header-{table.lower()}", rule, table, lose("Header"))
        for table, rule in _UNKNOWN.items()
    ),
    *(
        PlantedError(f"birth-date-differs-{table.lower()}", rule, table, shift("DOB", -1))
        for table, rule in _OTHER_BIRTH_DATE.items()
    ),
    *(PlantedError(f"{table.lower()}-twice", rule, table, twice) for table, rule in _TWICE.items()),
    PlantedError(
        "sex-differs-uasc", "INT21", "UASC", _other_sex, lambda ret: ~is_female(ret, ret.UASC)
    ),
    PlantedError(
        "records-without-episode",
        "1012",
        "Reviews",
        lose("Episodes"),
        lambda ret: ret.Reviews.among(ret.Header.children()),
    ),
)
