"""Authorities are found by code, number or name, and every district has its upper tier."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qlacref_authorities import records

import cstools_ssda903
import cstools_ssda903.authorities as module
from cstools import UsageError
from cstools.standard import read_schema
from cstools_ssda903.authorities import Authority, authorities, check_authority, upper_tier
from cstools_ssda903.standard import SSDA903

SCHEMA = Path(cstools_ssda903.__file__).with_name("schema.toml")


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
        ("E06000063", "E06000063"),
        ("E06000099", "E06000099"),  # newer than the look-up: its own upper tier
        ("E07000999", None),
        ("S12000036", None),
        ("", None),
    ],
)
def test_upper_tier(lower: str, upper: str | None) -> None:
    assert upper_tier(lower) == upper


@given(st.sampled_from([record["LTLA21CD"] for record in records]))
def test_every_district_lies_in_an_authority_in_use(lower: str) -> None:
    over = upper_tier(lower)
    assert over is not None
    assert not authorities()[over].retired


def test_retired_ones_are_replaced_by_ones_in_use() -> None:
    known = authorities()
    retired = [one for one in known.values() if one.retired]
    assert {"E10000006", "E10000023", "E10000027", "E08000016", "E08000019"} <= {
        one.code for one in retired
    }
    for one in retired:
        assert one.replaced_by
        assert not any(known[code].retired for code in one.replaced_by)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("E09000024", "E09000024"),
        (" e09000024 ", "E09000024"),
        ("Merton", "E09000024"),
        ("LONDON BOROUGH OF MERTON", "E09000024"),
        ("315", "E09000024"),
        ("Merton Council", "E09000024"),
        ("bristol", "E06000023"),
        ("City of Bristol", "E06000023"),
        ("Durham", "E06000047"),
        ("City of London", "E09000001"),
        ("St Helens", "E08000013"),
        ("Bournemouth, Christchurch & Poole", "E06000058"),
        ("East Sussex County Council", "E10000011"),
        ("Barnsley", "E08000038"),
        ("Somerset", "E06000066"),
        ("942", "E06000063"),
        ("Dorset", "E06000059"),
        ("Hull", "E06000010"),
        ("Hull City Council", "E06000010"),
        ("B&NES", "E06000022"),
        ("BCP", "E06000058"),
        ("B.C.P. Council", "E06000058"),
        ("RBKC", "E09000020"),
        ("LBTH", "E09000030"),
        ("LB of Hackney", "E09000012"),
        ("St Helens MBC", "E08000013"),
        ("Derby City", "E06000015"),
        ("Nottinghamshire CC", "E10000024"),
        ("Birmingham Children's Trust", "E08000025"),
        ("West Northants", "E06000062"),
        ("Westmorland & Furness", "E06000064"),
        ("Herefordshire", "E06000019"),
        ("Bath & N E Somerset", "E06000022"),
    ],
)
def test_an_authority_is_found_however_it_is_called(typed: str, code: str) -> None:
    found = check_authority(typed)
    assert found.code == code
    assert not found.retired
    assert found.notice == ""


@given(st.sampled_from([one for one in authorities().values() if one.code[0] == "E"]))
def test_every_english_authority_is_found_by_its_code_and_name(one: Authority) -> None:
    assert check_authority(one.code.lower()) == one
    named = check_authority(one.name.upper())
    assert named.name == one.name
    assert named.code == one.code or not named.retired


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("E09000042", "E09000024"),
        ("Mertn", "E09000024 (Merton)"),
        ("Hul", "E06000010"),
        ("Kingston", "E09000021 (Kingston upon Thames)"),
        ("London", "nine-character code"),
        ("E07000223", "its upper tier is E10000032 (West Sussex)"),
        ("W06000001", "English"),
        ("Atlantis", "nine-character code"),
        ("999", "nine-character code"),
        ("", "nine-character code"),
    ],
)
def test_a_wrong_one_is_refused_with_a_suggestion(typed: str, suggestion: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_authority(typed)
    assert suggestion in caught.value.advice


def test_a_retired_one_is_known_and_says_what_replaced_it() -> None:
    found = check_authority("E10000006")
    assert found.retired
    assert "E06000063 (Cumberland)" in found.notice
    assert "E06000064 (Westmorland and Furness)" in found.notice


def test_the_next_free_code_of_a_family_is_taken_with_a_warning() -> None:
    found = check_authority("E06000067")
    assert not found.listed
    assert "newer" in found.notice


@given(st.text(max_size=30))
def test_any_text_gives_an_authority_or_a_usage_error(typed: str) -> None:
    refused = None
    try:
        found = check_authority(typed)
    except UsageError as error:
        refused = error
    assert refused.advice if refused else found.code.startswith("E")


def test_department_numbers_agree_with_the_names_in_the_schema() -> None:
    for code in read_schema(SCHEMA).codes["LA_PERM"].codes:
        if code.value.isdigit() and code.value != "999" and "before" not in code.means:
            assert check_authority(code.value).name == code.means


@pytest.mark.parametrize(
    ("typed", "now"),
    [
        ("836", "E06000058"),
        ("Bournemouth", "E06000058"),
        ("E06000048", "E06000057"),
        ("E08000020", "E08000037"),
        ("Northants", "E06000061"),
    ],
)
def test_numbers_and_codes_from_before_a_reorganisation_say_what_replaced_them(
    typed: str, now: str
) -> None:
    found = check_authority(typed)
    assert found.retired
    assert now in found.replaced_by


def test_abbreviations_are_no_name_of_another_authority() -> None:
    aliases = module._extra()["aliases"]
    names = [alias for several in aliases.values() for alias in several]
    assert len({module._words(alias) for alias in names}) == len(names)
    for code, several in aliases.items():
        assert {check_authority(alias).code for alias in several} == {code}


def test_the_standard_understands_an_authority_and_leaves_the_rest() -> None:
    assert SSDA903().understand("local_authority", "BCP") == "E06000058"
    assert SSDA903().understand("another", "BCP") == "BCP"
    with pytest.raises(UsageError, match="Did you mean"):
        SSDA903().understand("local_authority", "Mertn")
