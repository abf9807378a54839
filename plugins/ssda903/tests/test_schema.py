"""The schema says what the return's specification says."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

import cstools_ssda903
from cstools import UsageError
from cstools.standard import Schema, read_schema
from cstools.testing import read_manifest

PACKAGE = Path(cstools_ssda903.__file__).parent
SHARED = Path(__file__).resolve().parents[4] / "shared"
OFFICIAL = [
    "Header",
    "Episodes",
    "Reviews",
    "UASC",
    "OC2",
    "OC3",
    "AD1",
    "PlacedAdoption",
    "PrevPerm",
    "Missing",
    "SWEpisodes",
    "DoLo",
]


@pytest.fixture(scope="module")
def schema() -> Schema:
    return read_schema(PACKAGE / "schema.toml")


def test_the_tables_stand_in_the_official_order(schema: Schema) -> None:
    assert list(schema.tables) == OFFICIAL
    assert list(schema.years) == [2023, 2024, 2025, 2026, 2027]


@pytest.mark.parametrize(
    ("table", "first"), [("Header", None), ("SWEpisodes", 2024), ("DoLo", 2027)]
)
def test_later_tables_start_in_their_year(schema: Schema, table: str, first: int | None) -> None:
    assert schema.tables[table].years.since == first


def test_every_table_has_the_child_first(schema: Schema) -> None:
    assert {table.headings[0] for table in schema.tables.values()} == {"CHILD"}


@pytest.mark.parametrize(
    ("year", "present", "gone"),
    [
        (2023, {"H5", "P2", "Z1"}, {"K3", "Z11"}),
        (2024, {"H5", "P2", "Z1"}, {"K3", "Z11"}),
        (2025, {"H5", "P2", "Z1", "K3"}, {"Z11", "Z14"}),
        (2026, {"K3", "Z11", "Z12", "Z13", "Z14"}, {"H5", "P2", "Z1"}),
        (2027, {"K3", "Z11", "Z12", "Z13", "Z14"}, {"H5", "P2", "Z1"}),
    ],
)
def test_placement_types_change_over_the_years(
    schema: Schema, year: int, present: set[str], gone: set[str]
) -> None:
    allowed = set(schema.allowed("Episodes", "PLACE", year))
    assert present <= allowed
    assert not gone & allowed


@pytest.mark.parametrize(
    ("year", "codes"), [(2023, "12"), (2024, "12"), (2025, "MFU"), (2027, "MFU")]
)
def test_sex_turns_to_letters_in_2025(schema: Schema, year: int, codes: str) -> None:
    assert schema.allowed("Header", "SEX", year) == tuple(codes)


def test_a_year_beyond_the_last_reads_as_the_last(schema: Schema) -> None:
    assert schema.allowed("Header", "SEX", 2040) == ("M", "F", "U")


def test_dates_are_dates_but_for_the_one_with_unknown_parts(schema: Schema) -> None:
    expected = {
        "Header": ("DOB", "MC_DOB"),
        "Episodes": ("DECOM", "DEC"),
        "Reviews": ("DOB", "REVIEW"),
        "UASC": ("DOB", "DUC"),
        "OC2": ("DOB",),
        "OC3": ("DOB",),
        "AD1": ("DOB", "DATE_INT", "DATE_MATCH"),
        "PlacedAdoption": ("DOB", "DATE_PLACED", "DATE_PLACED_CEASED"),
        "PrevPerm": ("DOB",),
        "Missing": ("DOB", "MIS_START", "MIS_END"),
        "SWEpisodes": ("DOB", "SW_DECOM", "SW_DEC"),
        "DoLo": ("DOB", "DOLO_START", "DOLO_END"),
    }
    assert {name: table.dates for name, table in schema.tables.items()} == expected


def test_derived_columns_are_not_asked_of_files(schema: Schema) -> None:
    derived = {
        (table.name, column.name)
        for table in schema.tables.values()
        for column in table.columns
        if column.derived
    }
    assert derived == {
        ("Header", "UASC"),
        ("Episodes", "PL_LA"),
        ("Episodes", "PL_LOCATION"),
        ("Episodes", "PL_DISTANCE"),
    }
    assert "UASC" not in schema.tables["Header"].headings


def test_a_column_without_codes_has_none_to_give(schema: Schema) -> None:
    with pytest.raises(UsageError, match=r"Episodes\.URN"):
        schema.allowed("Episodes", "URN", 2025)


def test_every_code_list_is_used_and_every_code_has_a_meaning(schema: Schema) -> None:
    used = {column.codes for table in schema.tables.values() for column in table.columns}
    assert set(schema.codes) == used - {None}
    assert all(code.means for codes in schema.codes.values() for code in codes.codes)


def test_the_manifest_names_the_schema() -> None:
    manifest = read_manifest(PACKAGE)
    assert manifest.provides == ("ssda903",)
    assert (PACKAGE / str(manifest.schema)).is_file()
    assert not manifest.network


def test_headings_are_those_of_real_files(schema: Schema) -> None:
    folder = SHARED / "data" / "ssda903"
    if not folder.is_dir():
        pytest.skip("the shared example files are not on this machine")
    headings = set()
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            headings.add(tuple(next(csv.reader(file))))
    assert headings == {table.headings for table in schema.tables.values()}


# Rule code, the code list it states, and the last year its first list of codes holds in.
STATED = [
    (1, "103", "ETHNIC", 2027),
    (1, "120", "REASON_PLACED_CEASED", 2027),
    (1, "131", "IN_TOUCH", 2027),
    (1, "132", "ACTIV", 2027),
    (1, "133", "ACCOM", 2027),
    (1, "143", "RNE", 2027),
    (1, "144", "LS", 2027),
    (1, "145", "CIN", 2027),
    (1, "146", "PLACE", 2024),
    (1, "149", "REC", 2027),
    (1, "176", "SEX_ADOPTR", 2027),
    (1, "177", "LS_ADOPTR", 2027),
    (1, "196", "SDQ_REASON", 2027),
    (4, "633", "LA_PERM", 2027),
    (5, "SW13STG1", "SW_REASON", 2027),
]


@pytest.mark.parametrize(("number", "rule", "codes", "year"), STATED)
def test_code_lists_are_those_the_rules_state(
    schema: Schema, number: int, rule: str, codes: str, year: int
) -> None:
    path = SHARED / "specs" / "ssda903" / f"rules-{number}.yaml"
    if not path.is_file():
        pytest.skip("the specification is not on this machine")
    entry = path.read_text(encoding="utf-8").split(f'code: "{rule}"')[1].split("when_missing")[0]
    logic = entry.split("logic: >-")[1].split("- from:")[0].replace("(S1 and X1", "")
    stated = set(re.findall(r"\b(?:[A-Z]+\d*[A-Z]?|\d+|[A-Z]\d+)\b", logic))
    allowed = set(schema.codes[codes].values(year))
    assert allowed <= stated
    # What is left over are words of the sentence, column names and counts.
    words = {codes, "FILLED", "A", "PrevPerm", "LA_PERM", "REASON", "Mark", "CLAIM"}
    counts = {"163", "159", "1", "2019", "2021", "2023"}
    extra = {word for word in stated - allowed - words if word not in counts}
    assert extra == set()
