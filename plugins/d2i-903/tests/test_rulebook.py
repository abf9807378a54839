"""Which rules run, in which order, and what they say of themselves."""

from __future__ import annotations

import pytest

from cstools import UsageError
from cstools_d2i_903.rulebook import in_file_order, match, needs_providers, tables, title

from .conftest import Rule

KNOWN = ("Header", "Episodes", "OC2", "Missing")


def rule_in(module: str, code: str) -> Rule:
    def func(_):
        return {}

    func.__module__ = module
    return Rule(code, func)


def registry(year: str, *codes: str) -> dict[str, Rule]:
    return {code: rule_in(f"{year}.rule_{code}", code) for code in codes}


def test_the_order_does_not_depend_on_how_the_computer_lists_files():
    one, other = registry("a", "2", "10", "1"), registry("a", "10", "1", "2")
    assert [rule.code for rule in in_file_order([one])] == ["1", "10", "2"]
    assert [rule.code for rule in in_file_order([other])] == ["1", "10", "2"]


def test_a_later_year_replaces_rules_where_they_stand_and_adds_its_own_at_the_end():
    first = registry("a", "1", "2", "3")
    second = {**first, **registry("b", "2", "15", "14")}
    del second["3"]
    rules = in_file_order([first, second])
    assert [rule.code for rule in rules] == ["1", "2", "14", "15"]
    assert rules[1] is second["2"]


def test_a_rule_that_was_dropped_and_came_back_runs_at_the_end():
    first, third = registry("a", "1", "2"), registry("c", "1", "2")
    second = {"2": first["2"]}
    assert [rule.code for rule in in_file_order([first, second, third])] == ["2", "1"]


def test_codes_are_found_whatever_their_capitals_and_exact_ones_first():
    assert match("sw01stg1", ["SW01STG1"], 2026) == "SW01STG1"
    assert match("197a", ["197A", "197a"], 2026) == "197a"


def test_an_unknown_code_gets_a_suggestion():
    with pytest.raises(UsageError, match=r"no rule 39Z for collection year 2026.*398"):
        match("39Z", ["398", "101"], 2026)
    with pytest.raises(UsageError, match=r"cstools info d2i-903 --rules --collection-year 2026"):
        match("?", ["398"], 2026)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (["Header"], ["Header"]),
        (["MIssing", "Missing_last"], ["Missing", "Missing_last"]),
        (["HEader_last"], ["Header_last"]),
        (["OC2s"], ["OC2"]),
        (["Episodes", "Provider Info"], ["Episodes"]),
        (["Header", "header"], ["Header"]),
        (None, []),
        ([None], []),
    ],
)
def test_table_names_are_put_right(said, meant):
    assert tables(Rule("1", tables=said), KNOWN) == meant


def test_provider_lists_are_no_table():
    assert needs_providers(Rule("1", tables=["Episodes", "Provider Info"]))
    assert not needs_providers(Rule("1", tables=None))


def test_a_title_is_one_line():
    assert title(Rule("1", message="Two\n   lines. ")) == "Two lines."
    assert title(Rule("1", message=None)) == "Rule 1"
