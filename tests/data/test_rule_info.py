"""What a tool may say of its rules: mappings and typed values, there and back; the rest named."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstools import Difference, RowCondition, RuleInfo, RuleVersion

WORDS = st.text(min_size=1, max_size=5)
SEVERAL = st.lists(WORDS, max_size=3).map(tuple)
CONDITIONS = st.builds(
    RowCondition,
    by=st.sampled_from(["", "own", "other"]),
    table=st.just("") | WORDS,
    last_year=st.booleans(),
    same=SEVERAL,
    missing=SEVERAL,
    unreadable=SEVERAL,
    filled=SEVERAL,
    codes=st.dictionaries(WORDS, SEVERAL, max_size=2),
    matches=st.dictionaries(WORDS, WORDS.map(re.escape), max_size=2),
    repeated=SEVERAL,
    every=SEVERAL,
    absent=st.booleans(),
)
DIFFERENCES = st.builds(Difference, WORDS, st.lists(CONDITIONS, max_size=2).map(tuple))
YEARS = st.none() | st.integers(2000, 2030)
RULES = st.builds(
    RuleInfo,
    code=WORDS,
    title=WORDS,
    severity=WORDS,
    tables=SEVERAL,
    fields=SEVERAL,
    last_year=SEVERAL,
    needs=SEVERAL,
    versions=st.lists(st.builds(RuleVersion, YEARS, YEARS, WORDS), max_size=2).map(tuple),
    fix=WORDS,
    differs=st.lists(DIFFERENCES, max_size=2).map(tuple),
)


@given(RULES)
def test_a_rule_comes_back_from_its_mapping(rule):
    assert RuleInfo.of(rule.plain()) == rule
    assert RuleInfo.of(rule) is rule


def test_a_code_is_enough():
    assert RuleInfo.of({"code": 7}) == RuleInfo("7")
    assert RuleInfo.of({"code": "7", "title": None, "differs": ""}) == RuleInfo("7")


def test_what_is_not_known_to_an_entry_is_passed_over():
    assert RuleInfo.of({"code": "7", "owner": "somebody"}) == RuleInfo("7")


def test_reasons_in_every_form():
    only = Difference("Why.")
    fitting = Difference("Why.", (RowCondition(by="other", missing=("DEC",)),))
    assert Difference.several("Why.") == (only,)
    assert Difference.several(["Why.", {"reason": "Why."}, fitting]) == (only, only, fitting)
    mapping = {"reason": "Why.", "fits": {"by": "other", "missing": "DEC"}}
    assert Difference.several(mapping) == (fitting,)
    assert Difference.several(mapping | {"fits": [mapping["fits"]]}) == (fitting,)
    assert Difference.several(None) == ()


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("101", "a rule has to be a mapping"),
        ({}, "has to have its 'code'"),
        ({"code": ""}, "has to have its 'code'"),
        ({"code": True}, "has to have its 'code'"),
        ({"code": "1", "title": 3}, "'title' has to be a text"),
        ({"code": "1", "tables": 3}, "'tables' has to be a list of texts"),
        ({"code": "1", "versions": "x"}, "'versions' has to be a list"),
        ({"code": "1", "versions": ["x"]}, "a version has to be a mapping"),
        ({"code": "1", "versions": [{"from": "x"}]}, "'from' of a version has to be a year"),
        ({"code": "1", "differs": 3}, "'differs' has to be a sentence"),
        ({"code": "1", "differs": {"fits": {}}}, "mapping with its 'reason'"),
        ({"code": "1", "differs": {"reason": "x", "fits": "y"}}, "condition has to be a mapping"),
        ({"code": "1", "differs": {"reason": "x", "fits": {"rows": "y"}}}, "has no 'rows', but by"),
        ({"code": "1", "differs": {"reason": "x", "fits": {"by": "me"}}}, "own or other"),
        ({"code": "1", "differs": {"reason": "x", "fits": {"codes": "A"}}}, "mapping by column"),
        ({"code": "1", "differs": {"reason": "x", "fits": {"same": 1}}}, "list of texts"),
        ({"code": "1", "differs": {"reason": "x", "fits": {"matches": {"A": "("}}}}, "expressions"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said(entry, why):
    with pytest.raises(ValueError, match=why):
        RuleInfo.of(entry)
