"""What a text or code means, and how that was found out."""

from __future__ import annotations

import csv
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstools_geography import areas, match

AUTHORITIES = sorted(areas().values(), key=lambda area: area.code)
SHARED_NAMES = {"Dorset"}


def code_of(value):
    return getattr(value, "code", value)


@pytest.mark.parametrize("area", AUTHORITIES, ids=code_of)
def test_every_code_leads_back_to_its_area(area):
    for code in filter(None, (area.code, area.ons, area.number)):
        assert (match(code).area, match(code.lower()).how) == (area, "code")
    for code in area.former_ons:
        hit = match(code)
        assert (hit.area, hit.how) == (area, "code_old")
        assert area.label in hit.note


@pytest.mark.parametrize(
    "area", [area for area in AUTHORITIES if area.name not in SHARED_NAMES], ids=code_of
)
def test_every_name_leads_back_to_its_area(area):
    for name in (
        area.name,
        area.name.upper(),
        f" {area.name}  ",
        area.name.replace(" and ", " & "),
    ):
        hit = match(name)
        assert (hit.area, hit.how, hit.note) == (area, "name", ""), name
    assert match(f"{area.name}2").area == area


@pytest.mark.parametrize(
    ("area", "name"), [(area, name) for area in AUTHORITIES for name in area.aliases], ids=code_of
)
def test_every_abbreviation_leads_back_to_its_area(area, name):
    hit = match(name)
    if name.startswith("North East, Yorkshire"):
        assert hit.ambiguous
        assert area in hit.candidates
    else:
        assert hit.area == area
        assert hit.how in ("alias", "name")


@pytest.mark.parametrize("area", [area for area in AUTHORITIES if area.letter], ids=code_of)
def test_letters_of_regions_are_matched_with_a_warning(area):
    hit = match(area.letter)
    assert (hit.area, hit.how) == (area, "alias")
    assert "other files letter regions differently" in hit.note


@pytest.mark.parametrize(
    ("text", "code", "how"),
    [
        ("330", "330", "code"),
        ("Bath & N E Somerset", "800", "alias"),
        ("Bath & NE Somerset", "800", "alias"),
        ("Blackburn with Darwin", "889", "alias"),
        ("Blackburn", "889", "alias"),
        ("Halton UA", "876", "alias"),
        ("Medway Towns", "887", "alias"),
        ("South Gloucs", "803", "alias"),
        ("Southend", "882", "alias"),
        ("Newcastle", "391", "alias"),
        ("West Berkshire (Newbury)", "869", "alias"),
        ("london corporation", "201", "alias"),
        ("City of London  ", "201", "name"),
        ("Bedfordshire ", "820", "name"),
        ("Cheshire", "875", "name"),
        ("Bedford Borough", "822", "name"),
        ("Durham", "840", "name"),
        ("Herefordshire", "884", "name"),
        ("Isles Of Scilly", "420", "name"),
        ("Bristol City of", "801", "name"),
        ("St.Helens", "342", "name"),
        ("Telford & Wrekin ", "894", "name"),
        ("Dorset (Pre LG)", "835", "alias"),
        ("Merton2", "315", "name"),
        ("LONDON BOROUGH OF MERTON", "315", "name"),
        ("Hull City Council", "810", "alias"),
        ("B.C.P. Council", "839", "alias"),
        ("Birmingham Children's Trust", "330", "name"),
        ("ENGLAND9", "970", "name"),
        ("970", "970", "code"),
        ("E92000001", "970", "code"),
        ("London", "E12000007", "name"),
        ("Yorkshire and the Humber", "E12000003", "name"),
        ("YORKSHIRE AND THE HUMBER", "E12000003", "name"),
        ("Yorkshire and The Humber", "E12000003", "name"),
        ("London (Outer)", "E13000002", "alias"),
        ("Outer London", "E13000002", "name"),
        ("987", "E13000001", "code"),
        ("E13000001", "E13000001", "code"),
    ],
)
def test_spellings(text, code, how):
    hit = match(text)
    assert hit.area is not None
    assert (hit.area.code, hit.how) == (code, how)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "Atlantis", "444", "E06000999", "London Borough", "Kent2019", "Z", "/", "L", "4 4"],
)
def test_what_is_unknown_is_said_to_be(text):
    hit = match(text)
    assert (hit.how, hit.area, hit.ambiguous) == ("none", None, False)


@settings(deadline=None)
@given(st.text(max_size=20))
def test_any_text_has_an_answer(text):
    hit = match(text)
    assert (hit.area is None) == (hit.how == "none")


def test_dorset_is_two_authorities_between_which_the_period_decides():
    hit = match("Dorset")
    assert (hit.how, hit.ambiguous) == ("none", True)
    assert [area.code for area in hit.candidates] == ["835", "838"]
    assert "to 31 March 2019" in hit.note
    assert "from 1 April 2019" in hit.note
    for period, code in (
        (2013, "835"),
        (2019, "835"),
        (2020, "838"),
        (dt.date(2019, 3, 31), "835"),
        (dt.date(2019, 4, 1), "838"),
        (dt.date(2019, 9, 30), "838"),
    ):
        assert match("DORSET COUNTY COUNCIL", period).area == areas()[code]


@pytest.mark.parametrize(
    ("text", "how"),
    [("E10000002", "code_old"), ("E06000060", "code"), ("825", "code"), ("Bucks", "alias")],
)
@pytest.mark.parametrize("period", [None, 2017, 2025])
def test_buckinghamshire_is_one_authority_whatever_its_code(text, how, period):
    hit = match(text, period)
    assert hit.area is not None
    assert (hit.area.code, hit.how) == ("825", how)


def test_an_authority_outside_its_time_is_given_with_a_note():
    assert match("Cumbria", 2023).note == ""
    hit = match("E10000006", 2024)
    assert hit.area is not None
    assert (hit.area.code, hit.how) == ("909", "code")
    assert "only to 31 March 2023" in hit.note
    assert "E06000063 (Cumberland) and E06000064 (Westmorland and Furness)" in hit.note


@pytest.mark.parametrize(
    ("text", "period", "code", "how"),
    [
        ("Cumberland", 2023, "909", "inherited"),
        ("941", 2021, "928", "inherited"),
        ("941", dt.date(2021, 9, 30), "941", "code"),
        ("941", 2022, "941", "code"),
        ("Poole", 2020, "839", "inherited"),
        ("Bedfordshire", 2009, "820", "name"),
        ("Cumbria", 2024, None, "none"),
        ("839", 2018, None, "none"),
    ],
)
def test_inheriting(text, period, code, how):
    hit = match(text, period, inherit=True)
    assert (hit.area.code if hit.area else None, hit.how) == (code, how)
    assert bool(hit.note) == (how in ("inherited", "none"))
    if how == "inherited":
        assert "do not have the same area" in hit.note
    if how == "none":
        assert len(hit.candidates) > 1


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("314 / 318", ["314", "318"]),
        ("E09000021 / E09000027", ["314", "318"]),
        ("Kingston upon Thames / Richmond upon Thames", ["314", "318"]),
        ("940/941", ["940", "941"]),
        ("207 / 205 / 213", ["207", "205", "213"]),
    ],
)
def test_joint_returns(text, codes):
    hit = match(text)
    assert (hit.how, hit.area) == ("joint", areas()[codes[0]])
    assert [area.code for area in hit.candidates] == codes
    assert "for all of them" in hit.note


@pytest.mark.parametrize("text", ["314 / 315", "314 / Atlantis", "314/", "940 / 941 / 314"])
def test_what_is_no_joint_return_is_not_made_one(text):
    assert match(text).how == "none"


def test_two_regions_in_one_are_ambiguous():
    hit = match("North East, Yorkshire and the Humber")
    assert hit.ambiguous
    assert [area.code for area in hit.candidates] == ["E12000001", "E12000003"]


def test_every_area_of_the_published_files_is_matched(data):
    for path in sorted((data / "dfe").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            printed = {
                (row["time_period"], row["new_la_code"], row["old_la_code"], row["la_name"])
                for row in csv.DictReader(file)
                if row["old_la_code"]
            }
        for year, ons, number, name in printed:
            by_number = match(number)
            assert by_number.area is not None, number
            assert match(ons).area == by_number.area, ons
            # The workforce is counted on 30 September.
            day = dt.date(int(year), 9 if "csww" in path.name else 3, 30)
            by_name = match(name, day if by_number.area.exists(day) else None)
            assert by_number.area in (by_name.area, *by_name.candidates), name


@pytest.mark.parametrize("name", ["SFR36_CLA2014", "SFR41_CLA2016"])
def test_every_area_of_the_first_releases_is_matched(data, name):
    with (data / "messy" / f"{name}.csv").open(encoding="cp1252", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        by_code, by_name = match(row["geog_c"], 2015), match(row["geog_n"], 2015)
        assert by_code.area == by_name.area is not None, row["geog_n"]
    assert len({match(row["geog_c"]).area for row in rows}) == len(rows) == 163


def test_names_of_ofsteds_corrections_are_matched(data):
    path = data / "geography" / "ofsted_region_mapping_corrections.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        authority, region = match(row["la_name"], 2024).area, match(row["region_name_correct"]).area
        assert authority is not None, row["la_name"]
        assert region is not None
        assert region.code in (authority.region, authority.sub_region)
