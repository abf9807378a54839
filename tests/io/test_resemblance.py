"""Names that a person or a script most likely means."""

from __future__ import annotations

import pytest

from cstools.io.resemblance import closest, did_you_mean, likely

NAMES = ("validate", "visualise", "year", "authority")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("yaer", "Did you mean year?"),
        ("validat", "Did you mean validate?"),
        ("qqq", "The names are those."),
        ("", "The names are those."),
    ],
)
def test_the_question_which_name_was_meant(name, text):
    assert did_you_mean(name, NAMES, "The names are those.") == text


def test_several_names_may_be_meant():
    assert did_you_mean("lift", ["lifts", "lifted"], most=2) == "Did you mean lifts or lifted?"
    assert closest("lift", ["lifted", "lifts"], 2) == ["lifts", "lifted"]


def test_nothing_is_said_where_no_name_is_like_it():
    assert did_you_mean("qqq", NAMES) == ""
    assert did_you_mean("year", []) == ""


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("Header.csv", ["header", "episodes"], "header"),
        ("uasc_2026.csv", ["UASC", "episodes"], "UASC"),
        ("the_episode", ["episodes", "uasc"], "episodes"),
        ("df", ["episodes", "uasc"], None),
    ],
)
def test_the_name_that_a_file_most_likely_means(name, known, meant):
    assert likely(name, known) == meant
