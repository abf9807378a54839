"""The year guard: are the returns of the years they are taken for?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

import cstools
from cstools.data.dataset import Dataset, Dates, Source
from cstools.errors import UsageError
from cstools.plugin.manifest import Param
from cstools.runner.period import check_other, check_period, spoken_for
from cstools.standard import CollectionYear, PeriodKind, SnapshotDate, Span, SpanOfDays

if TYPE_CHECKING:
    from pathlib import Path

YEAR = Param("collection_year", "int", "The year.", infer="period")
LAST = Param("last_year", "files", "Last year's.", load="standard", years_before=1)
DAY = dt.date(2025, 5, 1)
KIND = CollectionYear((3, 31))


def dataset(counts, sha="a"):
    return Dataset({}, dates=Dates(DAY, DAY, counts), sources=(Source("f.csv", sha, 1, ()),))


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ({2026: 100}, ""),
        ({2026: 90, 2025: 10}, ""),
        ({2026: 89, 2025: 11}, "11 of 100 dated events are of other years (11 of 2025)"),
        ({2026: 50, 2025: 30, 2024: 20}, "(30 of 2025, 20 of 2024)"),
        ({2026: 49, 2025: 51}, "49 of 100 dated events are of 2026 and 51 of 2025"),
        ({2018: 3}, "0 of 3 dated events are of 2026 and 3 of 2018"),
        ({2018: 2}, ""),
        ({}, ""),
    ],
)
def test_the_year_that_was_chosen(counts, says):
    sentence = check_period(dataset(counts), 2026, YEAR, KIND)
    assert says in sentence
    assert bool(sentence) == bool(says)
    assert not says or sentence.startswith("The collection year is 2026, but ")


def test_nothing_is_said_without_dates():
    assert check_period(Dataset({}), 2026, YEAR, KIND) == ""


APRIL, MAY, OCTOBER = (Span.month(2025, number) for number in (4, 5, 10))
SNAPSHOT = Param("snapshot_date", "date", "The day.", infer="period")
HALF = Span(dt.date(2025, 4, 1), dt.date(2025, 9, 30))


@pytest.mark.parametrize(
    ("kind", "period", "counts", "says"),
    [
        (SnapshotDate(6), dt.date(2025, 9, 30), {APRIL: 9, MAY: 9}, ""),
        (SnapshotDate(6), dt.date(2025, 9, 30), {APRIL: 6, OCTOBER: 4},
         "The snapshot date is 30 September 2025, but 4 of 10 dated events are of other months "
         "(4 of October 2025). Do the files hold several months?"),
        (SnapshotDate(6), dt.date(2025, 9, 30), {APRIL: 1, OCTOBER: 9},
         "1 of 10 dated events are of 30 September 2025 and 9 of October 2025. "
         "Is it the right date?"),
        (SnapshotDate(), dt.date(2020, 1, 1), {APRIL: 10}, ""),
        (SpanOfDays(), HALF, {APRIL: 10}, ""),
        (SpanOfDays(), HALF, {OCTOBER: 10}, "Is it the right span?"),
        (PeriodKind(), 2026, {APRIL: 10}, ""),
    ],
)  # fmt: skip
def test_any_kind_of_period_that_has_bounds(kind, period, counts, says):
    sentence = check_period(dataset(counts), period, SNAPSHOT, kind)
    assert says in sentence
    assert bool(sentence) == bool(says)


def test_an_earlier_snapshot_that_was_given_besides():
    day = dt.date(2026, 9, 30)
    this = dataset({Span.month(2026, 5): 10})
    assert check_other(dataset({MAY: 10}, "b"), day, LAST, this, SnapshotDate(6)) == ""
    sentence = check_other(dataset({OCTOBER: 10}, "b"), day, LAST, this, SnapshotDate(6))
    assert "last_year should be the return of 30 September 2025, but 10 of its 10" in sentence


@pytest.mark.parametrize(
    ("counts", "sha", "says"),
    [
        ({2025: 10}, "b", ""),
        ({2025: 5, 2024: 5}, "b", ""),
        ({2026: 6, 2025: 4}, "b", "last_year should be the return of 2025, but 6 of its 10"),
        ({2025: 10}, "a", "the same return as the one to check"),
    ],
)
def test_a_return_that_was_given_besides(counts, sha, says):
    sentence = check_other(dataset(counts, sha), 2026, LAST, dataset({2026: 10}), KIND)
    assert says in sentence
    assert bool(sentence) == bool(says)


def test_which_years_the_dates_speak_of():
    dates = Dates(dt.date(2015, 1, 1), dt.date(2018, 3, 31), {2016: 5, 2018: 90, 2017: 7})
    assert spoken_for(dates) == (
        "Its dates run from 1 January 2015 to 31 March 2018. "
        "Of its dated events 90 of 2018 and 7 of 2017 and 5 of 2016."
    )
    assert spoken_for(None) == "None of its dates can be read."


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The return of 2026 with that of 2025 in a sub-folder, as files."""
    from cstools_ssda903.standard import SSDA903

    folder = tmp_path_factory.mktemp("returns") / "2026"
    standard = SSDA903()
    standard.write(standard.sample(children=60, seed=3, errors=0, year=2026).dataset, folder)
    return folder


def run(data, **params):
    return cstools.run("validate-903", data, rules=["101"], **params)


def test_the_right_years_need_no_word(returns):
    assert run(returns, collection_year=2026).warnings == []
    other = run(returns / "header.csv", last_year=returns / "last-year", collection_year=2026)
    assert other.warnings == []


@pytest.mark.parametrize("year", [2025, 2018])
def test_another_year_is_the_first_warning(returns, year):
    [first, *_] = run(returns, collection_year=year, ruleset=2026).warnings
    assert first.startswith(f"The collection year is {year}, but the dates are not: ")


def test_a_person_who_says_no_stops_the_run(returns):
    questions = []
    with pytest.raises(UsageError, match="Stopped; nothing was written"):
        run(returns, collection_year=2025, confirm=lambda text: bool(questions.append(text)))
    assert len(questions) == 1
    assert run(returns, collection_year=2025, confirm=lambda _: True).warnings
    assert run(returns, collection_year=2026, confirm=lambda _: 1 / 0).warnings == []


def test_last_year_given_is_checked_and_takes_the_place_of_the_folder(returns):
    result = run(returns, collection_year=2026, last_year=returns)
    assert "What was given as last_year is the same return" in result.warnings[0]
    assert "The folder with last year's return was not used: last_year was given." in result.notes
    assert not any("was read from the folder" in note for note in result.notes)
    swapped = run(returns / "last-year", collection_year=2025, last_year=returns)
    assert "last_year should be the return of 2024" in swapped.warnings[0]


def test_the_refusal_says_which_years_there_are(returns, tmp_path):
    for name in ("header.csv", "episodes.csv"):
        text = (returns / name).read_text("utf-8-sig")
        text += "".join((returns / "last-year" / name).read_text("utf-8-sig").splitlines(True)[1:])
        (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(UsageError) as caught:
        run(tmp_path)
    assert "Its dates run from " in caught.value.problem
    assert "2023 to 2027 are known" in caught.value.problem
