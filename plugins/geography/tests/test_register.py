"""Every area, what it belongs to and when it was there."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter

import pytest
from python_calamine import CalamineWorkbook

from cstools import UsageError
from cstools_geography import (
    MARCH,
    SEPTEMBER,
    area,
    areas,
    authorities,
    changes,
    match,
    standing_for,
    upper_tier,
    within,
    years,
)

INNER = {"201", "202", *map(str, range(204, 214)), "309", "316"}


def test_there_are_153_authorities_today_and_152_before_2019():
    counts = {year: len(authorities(year)) for year in (2009, 2010, 2019, 2020, 2021, 2022, 2024)}
    assert counts == {
        2009: 150,
        2010: 152,
        2019: 152,
        2020: 151,
        2021: 151,
        2022: 152,
        2024: 153,
    }
    assert len(authorities()) == 160


def test_london_is_counted_twice_and_its_halves_are_told_apart():
    assert {authority.code for authority in within("E13000001")} == INNER
    assert len(within("E13000002")) == 19
    assert len(within("E12000007")) == 33
    assert {authority.level for authority in within("E12000007")} == {"la"}
    halves = (area("E13000001"), area("E13000002"))
    assert {(authority.level, authority.region) for authority in halves} == {
        ("sub_regional", "E12000007")
    }
    assert len(within("970", 2025)) == 153
    assert within("886") == [area("886")]


def test_every_authority_is_in_one_region():
    regions = [authority.code for authority in areas().values() if authority.level == "regional"]
    counts = Counter(authority.region for authority in authorities())
    assert sorted(counts) == sorted(regions)
    assert len(regions) == 9
    assert area("970").region == ""


def test_a_code_that_is_none_is_refused():
    with pytest.raises(UsageError, match="'E06000060' is not the code of an area"):
        area("E06000060")


FIRST = dt.date(2009, 4, 1)


@pytest.mark.parametrize(
    ("old", "new", "day", "exact"),
    [
        (["820"], ["822", "823"], FIRST, True),
        (["875"], ["895", "896"], FIRST, True),
        (["835", "836", "837"], ["839"], dt.date(2019, 4, 1), False),
        (["835"], ["838"], dt.date(2019, 4, 1), False),
        (["928"], ["940", "941"], dt.date(2021, 4, 1), True),
        (["909"], ["942", "943"], dt.date(2023, 4, 1), True),
    ],
)
def test_reorganisations_both_ways(old, new, day, exact):
    for code in old:
        assert set(new) <= set(area(code).successors)
        assert area(code).valid_to == day - dt.timedelta(days=1)
        assert area(code).exists(day - dt.timedelta(days=1))
        assert not area(code).exists(day)
        standing, whole = standing_for(code, day)
        assert [authority.code for authority in standing] == list(area(code).successors)
        assert whole == exact
    for code in new:
        assert set(old) <= set(area(code).predecessors)
        assert area(code).valid_from == day
        assert area(code).exists(day)
        standing, whole = standing_for(code, day - dt.timedelta(days=1))
        assert [authority.code for authority in standing] == list(area(code).predecessors)
        assert not whole


@pytest.mark.parametrize(
    ("number", "old", "new", "day", "exact"),
    [
        ("908", "", "E06000052", FIRST, True),
        ("840", "", "E06000047", FIRST, True),
        ("893", "", "E06000051", FIRST, True),
        ("865", "", "E06000054", FIRST, True),
        ("390", "E08000020", "E08000037", dt.date(2013, 4, 1), False),
        ("929", "E06000048", "E06000057", dt.date(2013, 4, 1), False),
        ("825", "E10000002", "E06000060", dt.date(2020, 4, 1), True),
        ("815", "E10000023", "E06000065", dt.date(2023, 4, 1), True),
        ("933", "E10000027", "E06000066", dt.date(2023, 4, 1), True),
        ("370", "E08000016", "E08000038", dt.date(2025, 4, 1), False),
        ("373", "E08000019", "E08000039", dt.date(2025, 4, 1), False),
    ],
)
def test_those_that_went_on_kept_their_number(number, old, new, day, exact):
    authority = area(number)
    assert (authority.ons, authority.former_ons) == (new, (old,) if old else ())
    assert (
        authority.valid_from,
        authority.valid_to,
        authority.successors,
        authority.predecessors,
    ) == (None, None, (), ())
    assert standing_for(number, day - dt.timedelta(days=1)) == ([authority], True)
    same_day = [change for change in changes() if change.day == day]
    [change] = [change for change in same_day if change.old == change.new == (number,)]
    assert change.exact == exact


@pytest.mark.parametrize(
    ("old", "new", "march", "september"),
    [
        ("928", "940", (2021, 2022), (2020, 2021)),
        ("928", "941", (2021, 2022), (2020, 2021)),
        ("909", "942", (2023, 2024), (2022, 2023)),
        ("909", "943", (2023, 2024), (2022, 2023)),
        ("835", "838", (2019, 2020), (2018, 2019)),
        ("836", "839", (2019, 2020), (2018, 2019)),
        ("837", "839", (2019, 2020), (2018, 2019)),
    ],
)
def test_the_first_year_goes_by_the_reference_day(old, new, march, september):
    for reference, (last, first) in ((MARCH, march), (SEPTEMBER, september)):
        assert years(old, reference) == (None, last)
        assert years(new, reference) == (first, None)
    assert years("886") == (None, None)


def test_the_years_are_those_of_the_published_files(data):
    for name, reference in (
        ("children_in_need_2013_to_2025", MARCH),
        ("csww_indicators_2017_to_2025", SEPTEMBER),
    ):
        with (data / "dfe" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["old_la_code"]]
        printed: dict[str, set[int]] = {}
        for row in rows:
            for authority in match(row["old_la_code"]).candidates:
                printed.setdefault(authority.code, set()).add(int(row["time_period"]))
        printed_years = set().union(*printed.values())
        for code in ("909", "928", "940", "941", "942", "943", "835", "836", "837", "838", "839"):
            first, last = years(code, reference)
            expected = {y for y in printed_years if (first or y) <= y <= (last or y)}
            assert printed.get(code, set()) == expected, code


def test_codes_and_regions_are_those_of_the_departments_list(data):
    book = CalamineWorkbook.from_path(data / "lait" / "la_code_list.xlsx")
    rows = book.get_sheet_by_index(0).to_python()[1:]
    for number, name, region, _ in rows:
        if number == 1000:  # England (discontinued), which no series uses
            continue
        hit = match(str(int(number)))
        assert hit.area is not None
        assert hit.how == "code"
        assert match(name, 2025).area == hit.area
        if hit.area.level == "la":
            assert match(region).area in (areas()[hit.area.sub_region or hit.area.region],)


def test_codes_are_those_of_the_look_up(data):
    path = data / "geography" / "la_lookup.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            authority = area(row["la_code"])
            if row["la_code_new"]:
                assert row["la_code_new"] in (authority.ons, *authority.former_ons)
    with (data / "geography" / "ltla_utla_2023.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if row["LTLA23CD"].startswith("E"):
                over = match(row["UTLA23CD"]).area
                assert over is not None
                assert upper_tier(row["LTLA23CD"]) == over.ons


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        ("E09000024", "E09000024"),
        ("E07000223", "E10000032"),  # Adur, West Sussex
        ("E06000061", "E06000061"),  # North Northamptonshire, made in 2021
        ("E07000026", "E06000063"),  # Allerdale, Cumberland
        ("E07000030", "E06000064"),  # Eden, Westmorland and Furness
        ("E07000165", "E06000065"),  # Harrogate, North Yorkshire
        ("E07000189", "E06000066"),  # South Somerset
        ("E08000016", "E08000038"),  # Barnsley's old code
        ("E08000019", "E08000039"),  # Sheffield's old code
        ("E06000028", "E06000058"),  # Bournemouth
        ("E06000063", "E06000063"),
        ("E06000099", "E06000099"),  # newer than the list: its own upper tier
        ("E07000999", None),
        ("S12000036", None),
        ("", None),
    ],
)
def test_upper_tier(lower, upper):
    assert upper_tier(lower) == upper
