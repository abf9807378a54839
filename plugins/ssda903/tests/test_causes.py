"""A cause that holds for many cells is said once, with its number; a clean return has none."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstools import Dataset
from cstools_ssda903.standard import SSDA903

STANDARD = SSDA903()
RETURN = STANDARD.sample(children=40, seed=11, errors=0, year=2026).dataset
DATES = {name: set(table.dates) for name, table in STANDARD.schema.tables.items()}


def texts(dataset):
    return {name: dataset.typed(name).astype(object) for name in dataset}


def warned(tables, phrase):
    """The sentences that speak of something, of a return with these tables."""
    dataset = STANDARD.adopt(Dataset(tables))
    return [sentence for sentence in (*dataset.warnings, *dataset.notes) if phrase in sentence]


def year_first(cell):
    return "-".join(reversed(cell.split("/")))


DAMAGES = {
    "written year first": ("date", year_first),
    "with a time behind them": ("date", lambda cell: f"{cell} 00:00:00"),
    "with a year of two digits": ("date", lambda cell: f"{cell[:6]}{cell[8:]}"),
    "with dots or dashes": ("date", lambda cell: cell.replace("/", ".")),
    "the month as a word": (
        "date",
        lambda cell: f"{cell[:2]}-{pd.Timestamp(f'2000-{cell[3:5]}-01'):%b}-{cell[6:]}",
    ),
    "as a spreadsheet keeps dates": (
        "date",
        lambda cell: str(
            (pd.to_datetime(cell, format="%d/%m/%Y") - pd.Timestamp("1899-12-30")).days
        ),
    ),
    'end in ".0"': ("CHILD", lambda cell: f"{cell}.0"),
    "the short form of large numbers": ("CHILD", lambda cell: f"{cell[0]}.{cell[1:3]}E+06"),
    "begin with an apostrophe": ("CHILD", lambda cell: f"'{cell}"),
}


@pytest.mark.parametrize("phrase", DAMAGES)
@pytest.mark.parametrize("table", ["Header", "Episodes"])
@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_a_damage_is_said_once_with_its_number(phrase, table, data):
    kind, damage = DAMAGES[phrase]
    tables = texts(RETURN)
    frame = tables[table]
    columns = [c for c in frame.columns if (c in DATES[table] if kind == "date" else c == kind)]
    cells = [(row, c) for c in columns for row in frame.index[frame[c].notna()]]
    hit = data.draw(st.sets(st.sampled_from(cells), min_size=1, max_size=12))
    for row, column in hit:
        frame.loc[row, column] = damage(frame.loc[row, column])
    [sentence] = warned(tables, phrase)
    total = sum(frame[column].notna().sum() for column in {column for _, column in hit})
    assert re.match(rf"The table {table}: {len(hit):,} of {total:,} filled cells in ", sentence)
    assert {column for _, column in hit} == set(
        re.search(r"cells in ([A-Z_, ]+) (?:are|end|begin)", sentence)[1].split(", ")
    )


@pytest.mark.parametrize("word", ["NULL", "null", "NaN", "None", "N/A", "#N/A", "<NA>", "(null)"])
def test_words_for_nothing(word):
    tables = texts(RETURN)
    blank = tables["Episodes"]["REC"].isna()
    tables["Episodes"].loc[blank, "REC"] = word
    [sentence] = warned(tables, "a word for nothing")
    assert sentence.startswith(
        f"The table Episodes: {blank.sum():,} of {len(blank):,} filled cells"
    )


def test_decimals_for_codes():
    tables = texts(RETURN)
    tables["Header"]["MOTHER"] = ["1.0"] + [None] * (len(tables["Header"]) - 1)
    [sentence] = warned(tables, "that is no code of the return")
    assert sentence.startswith("The table Header: 1 of 1 filled cells in MOTHER end in")


def test_zeros_lost_in_one_table():
    tables = texts(RETURN)
    children = tables["Header"]["CHILD"].tolist()
    for frame in tables.values():
        frame["CHILD"] = frame["CHILD"].replace({children[0]: "0012345", children[1]: "0054321"})
    assert warned(tables, "zeros in front") == []
    number = tables["Header"]["CHILD"].str.startswith("0").sum()
    tables["Header"]["CHILD"] = tables["Header"]["CHILD"].str.lstrip("0")
    [sentence] = warned(tables, "zeros in front")
    assert number >= 2
    assert sentence.startswith(f"The table Header: {number} identifiers differ from one in another")


def test_two_children_whose_identifiers_differ_by_a_zero():
    tables = texts(RETURN)
    first, second = tables["Header"]["CHILD"].tolist()[:2]
    for frame in tables.values():
        frame["CHILD"] = frame["CHILD"].replace({first: "0012345", second: "12345"})
    assert warned(tables, "zeros in front") == []


def test_copies_are_counted():
    tables = texts(RETURN)
    episodes = tables["Episodes"]
    tables["Episodes"] = pd.concat([episodes, episodes.iloc[:3]], ignore_index=True)
    [sentence] = warned(tables, "word for word")
    assert sentence.startswith(f"The table Episodes: 3 of {len(episodes) + 3:,} records repeat")


def test_records_that_differ_in_a_column_the_return_does_not_know_are_no_copies():
    tables = texts(RETURN)
    header = tables["Header"]
    tables["Header"] = pd.concat([header.assign(YEAR="2025"), header.assign(YEAR="2026")])
    assert warned(tables, "word for word") == []


def test_a_cause_of_many_tables_is_one_sentence():
    tables = texts(RETURN)
    for name, frame in tables.items():
        for column in DATES[name] & set(frame.columns):
            frame[column] = frame[column].map(year_first, na_action="ignore")
    [sentence] = warned(tables, "written year first")
    assert sentence.count("Have the export write dates as dd/mm/yyyy.") == 1
    assert all(f"The table {name}: " in sentence for name in ("Header", "Episodes", "Reviews"))


def test_a_slip_is_a_note_and_a_whole_column_a_warning():
    tables = texts(RETURN)
    reviews = tables["Reviews"]["REVIEW"]
    tables["Reviews"].loc[0, "REVIEW"] = year_first(reviews[0])
    dataset = STANDARD.adopt(Dataset(tables))
    assert (len(dataset.warnings), "year first" in " ".join(dataset.notes)) == (0, True)
    tables["Reviews"]["REVIEW"] = reviews.map(year_first, na_action="ignore")
    assert "year first" in " ".join(STANDARD.adopt(Dataset(tables)).warnings)


@pytest.mark.parametrize("year", STANDARD.schema.years)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_clean_return_of_any_year_has_no_cause(year, seed):
    sample = STANDARD.sample(children=80, seed=seed, errors=0, year=year).dataset
    dataset = STANDARD.adopt(Dataset(texts(sample)))
    assert dataset.warnings == []
    assert not [note for note in dataset.notes if " of " in note and "lacks" not in note]


def test_no_cell_is_quoted():
    tables = texts(RETURN)
    tables["Header"]["CHILD"] = [f"9988{n:03}.0" for n in range(len(tables["Header"]))]
    assert "9988" not in " ".join(warned(tables, "."))
