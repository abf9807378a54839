"""Names that would be taken for others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstools.registry.tool_names import look_alike

KNOWN = ["late-reviews", "validate-903"]
NAME = st.from_regex(r"[a-z][a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,2}", fullmatch=True)


@pytest.mark.parametrize(
    "name",
    ["latereviews", "late-review", "late-revlews", "1ate-reviews", "late-reveiws", "vaildate-903",
     "validate-9o3", "late-reviewss", "va1idate-903", "validate-9031", "validate-930"],
)  # fmt: skip
def test_it_looks_like_another(name):
    assert look_alike(name, KNOWN) in KNOWN


@pytest.mark.parametrize(
    "name",
    [
        "validate-904",
        "validate-251",
        "late-visits",
        "early-reviews",
        "reviews",
        "late",
    ],
)
def test_it_does_not(name):
    assert look_alike(name, KNOWN) is None


def test_a_short_word_of_its_own_tells_names_apart():
    assert look_alike("tool-a", ["tool-b", "tool-c1"]) is None
    assert look_alike("tool-ab", ["tool-abc"]) == "tool-abc"


@given(NAME)
def test_no_name_looks_like_itself(name):
    assert look_alike(name, [name]) is None


@given(NAME, st.integers(0, 30), st.sampled_from("abcxyz"))
def test_one_letter_more_is_seen_from_both_sides(name, place, letter):
    longer = name[:place] + letter + name[place:]
    assert look_alike(name, [longer]) is None or look_alike(longer, [name]) == name
