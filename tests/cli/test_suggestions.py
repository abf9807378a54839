"""A mistyped command gets a suggestion, and help is never cut off."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("chekc",), "Did you mean check?"),
        (("Unistall",), "Did you mean uninstall"),
        (("vlaidate",), "Did you mean 'cstools run validate-903'?"),
        (("validate-903", "folder"), "Did you mean 'cstools run validate-903'?"),
        (("kit", "biuld"), "Did you mean build?"),
        (("registry", "lst"), "Did you mean list"),
    ],
)
def test_a_mistyped_command_gets_a_suggestion(cstools_command, typed, meant):
    done = cstools_command(*typed)
    assert done.code == 2
    assert meant in done.err


def test_what_is_like_nothing_gets_none(cstools_command):
    assert "Did you mean" not in cstools_command("xyzzy").err


@pytest.mark.parametrize("group", ["kit", "registry"])
def test_the_help_of_a_group_has_whole_sentences(cstools_command, group):
    said = cstools_command(group, "--help").out
    assert "..." not in said.partition("Commands:")[2]
    assert "unzipped" in said or "changed" in said


def test_tables_without_headings_have_no_line_for_them(cstools_command):
    lines = cstools_command("info", "ssda903").out.splitlines()
    first = next(n for n, line in enumerate(lines) if "Package" in line)
    assert not any("─" in line for line in lines[:first])


def test_place_and_status_are_explained(cstools_command):
    assert "'own' has an environment of its own" in cstools_command("list").out
    assert "submitted: checked by machine" in cstools_command("search").out
