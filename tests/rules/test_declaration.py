"""Rules and their versions."""

from __future__ import annotations

import pytest

from cstools.rules import rule


def declared(code="V1", **about):
    @rule(code, "A title", **about)
    def checked(ret):
        """First logic."""

    return checked


def test_a_rule_has_its_logic_at_any_time():
    checked = declared("D1", tables=["Calls"], fields=["DAY"], fix="Mend it.")
    assert (checked.code, checked.tables, checked.fields) == ("D1", ("Calls",), ("DAY",))
    assert checked.severity == "error"
    [version] = checked.versions
    assert (version.since, version.until, version.explained) == (None, None, "First logic.")
    assert checked.logic(1950) is checked.logic(None) is version


def test_a_version_ends_the_one_before_it():
    checked = declared("D2", fix="Old.")

    @checked.version(2026, fix="New.")
    def later(ret):
        """Second logic."""

    assert [(v.since, v.until) for v in checked.versions] == [(None, 2025), (2026, None)]
    assert [checked.logic(year).fix for year in (2025, 2026)] == ["Old.", "New."]
    assert checked.logic(None).explained == "Second logic."


def test_a_rule_may_go_and_come_back():
    checked = declared("D3", since=2023, until=2024)
    checked.version(2026)(lambda ret: {})
    assert [checked.logic(year) is None for year in range(2022, 2028)] == [
        *(True, False, False, True, False, False),
    ]


def test_a_code_stands_once_in_a_module():
    declared("D4")
    with pytest.raises(ValueError, match="D4 is declared twice"):
        declared("D4")


def test_reasons_of_a_difference_may_be_a_sentence():
    [difference] = declared("D5", differs="Blanks are left out.").differs
    assert difference.reason == "Blanks are left out."
