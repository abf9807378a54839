"""The authority a person means."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstools import UsageError
from cstools_geography import areas, authorities, find_authority, notice


@pytest.mark.parametrize(
    ("typed", "ons"),
    [
        ("E09000024", "E09000024"),
        (" e09000024 ", "E09000024"),
        ("Merton Council", "E09000024"),
        ("315", "E09000024"),
        ("City of Bristol", "E06000023"),
        ("Bournemouth, Christchurch & Poole", "E06000058"),
        ("East Sussex County Council", "E10000011"),
        ("Barnsley", "E08000038"),
        ("E08000016", "E08000038"),
        ("Somerset", "E06000066"),
        ("942", "E06000063"),
        ("RBKC", "E09000020"),
        ("LB of Hackney", "E09000012"),
        ("St Helens MBC", "E08000013"),
        ("Derby City", "E06000015"),
        ("Nottinghamshire CC", "E10000024"),
        ("Westmorland & Furness", "E06000064"),
    ],
)
def test_it_is_known_however_it_is_called(typed, ons):
    authority = find_authority(typed)
    assert authority.ons == ons
    assert notice(authority) == ""


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
        ("314 / 318", "nine-character code"),
        ("Dorset", "E10000009 (Dorset) to 31 March 2019 or E06000059 (Dorset) from 1 April 2019"),
    ],
)
def test_a_wrong_one_is_refused_with_a_suggestion(typed, suggestion):
    with pytest.raises(UsageError) as refused:
        find_authority(typed)
    assert suggestion in refused.value.advice


def test_a_period_decides_between_two_of_one_name():
    assert find_authority("Dorset", 2026).code == "838"
    assert find_authority("Dorset", 2018).code == "835"


@pytest.mark.parametrize("authority", authorities(), ids=lambda authority: authority.code)
def test_every_authority_is_meant_by_its_code(authority):
    typed = (authority.ons or authority.code).lower()
    assert find_authority(typed) == authority
    assert bool(notice(authority)) == (authority.valid_to is not None)


@pytest.mark.parametrize(
    ("typed", "now"),
    [
        ("836", "E06000058"),
        ("Bournemouth", "E06000058"),
        ("Northants", "E06000061 (North Northamptonshire) and E06000062"),
        ("E10000006", "E06000063 (Cumberland) and E06000064 (Westmorland and Furness)"),
    ],
)
def test_an_abolished_one_is_known_and_says_what_came_after_it(typed, now):
    authority = find_authority(typed)
    assert authority.valid_to is not None
    assert now in notice(authority)


def test_the_next_free_code_of_a_family_is_taken_with_a_warning():
    authority = find_authority("E06000067")
    assert authority.code not in areas()
    assert "newer" in notice(authority)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_gives_an_authority_or_a_usage_error(typed):
    refused = None
    try:
        authority = find_authority(typed, 2026)
    except UsageError as error:
        refused = error
    assert refused.advice if refused else authority.level == "la"


def test_looking_up_needs_no_pandas():
    check = "import sys, cstools_geography as g; g.match('Kent'); g.neighbours('886')"
    check += "; assert not {'pandas', 'numpy', 'pyarrow'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", check], check=True)
