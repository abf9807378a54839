"""What a comparison says of each rule."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cstools
from cstools.comparison import words
from cstools.comparison.rule_line import by_code


def outcomes(comparison):
    return {line.rule: line.outcome for line in comparison.lines}


def test_every_outcome(varied):
    assert outcomes(varied) == {
        "3": "unexplained",
        "2": "explained",
        "4": "not run",
        "5": "not run",
        "7": "only second",
        "1": "agree",
        "8": "agree",
    }
    assert varied.totals == {
        "unexplained": 1,
        "explained": 1,
        "not run": 2,
        "only first": 0,
        "only second": 1,
        "agree": 2,
    }
    assert varied.rows == {"both": 4, "first": 3, "second": 1, "not compared": 3}
    assert varied.unexplained == ["3"]


def test_counts_and_reasons(varied):
    by_rule = {line.rule: line for line in varied.lines}
    line = by_rule["2"]
    assert (line.both, line.only_first, line.only_second) == (1, 2, 0)
    assert words.reasons(varied.names, line) == [
        "left says: Blanks are left out. (Not checked row by row.)"
    ]
    assert words.reason(varied.names, by_rule["3"]) == "Not explained."
    assert words.reasons(varied.names, by_rule["4"]) == ["left skipped it: Tables not given."]
    assert words.reasons(varied.names, by_rule["5"]) == [
        "right failed on it: KeyError in x.py, line 3."
    ]


def test_severity_is_noted_and_not_counted(varied):
    line = next(line for line in varied.lines if line.rule == "1")
    assert line.outcome == "agree"
    assert line.regraded == 2
    assert words.severity(varied.names, line) == "left calls it error, right query."


def test_a_rule_left_out_is_not_a_difference(checker, people):
    checker("left", ran="1", catalogue=[{"code": "1"}, {"code": "2"}])
    checker("right", {"2": [3]}, ran="1 2")
    found = cstools.compare("left", "right", people)
    assert outcomes(found) == {"1": "agree", "2": "not run"}
    assert words.reasons(found.names, found.lines[0]) == ["left was not asked to run it."]


def test_a_catalogue_alone_tells_which_rules_ran(checker, people):
    checker("left", {"1": [3]}, catalogue=[{"code": "1"}, {"code": "2", "title": "Two"}])
    checker("right", {"2": [3]}, ran="2")
    found = cstools.compare("left", "right", people)
    assert outcomes(found) == {"2": "unexplained", "1": "only first"}


def test_a_tool_that_lists_no_rules_may_not_have_one(checker, people):
    checker("left", {"1": [3]})
    checker("right", {"1": [3], "2": [3]}, ran="1 2 3")
    found = cstools.compare("left", "right", people)
    assert outcomes(found) == {"2": "unexplained", "3": "only second", "1": "agree"}
    assert "left does not list its rules" in words.reason(found.names, found.lines[0])


@pytest.mark.parametrize("listed", [True, False])
def test_nothing_found(checker, people, listed):
    for name in ("left", "right"):
        checker(name, ran="1 2" if listed else "")
    found = cstools.compare("left", "right", people)
    assert outcomes(found) == ({"1": "agree", "2": "agree"} if listed else {})
    assert found.rows == {"both": 0, "first": 0, "second": 0, "not compared": 0}


@settings(deadline=None)
@given(st.lists(st.from_regex(r"[0-9]{1,4}[A-Za-z]{0,2}|[A-Z][a-z]{2}", fullmatch=True)))
def test_codes_sort_as_people_count(codes):
    numbered = [code for code in sorted(codes, key=by_code) if code[0].isdigit()]
    leading = [int("".join(c for c in code if c.isdigit())) for code in numbered]
    assert leading == sorted(leading)
    assert sorted(codes, key=by_code)[: len(numbered)] == numbered
