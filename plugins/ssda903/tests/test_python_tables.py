"""Tables given in Python mean what the same texts mean in a file."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from cstools import Dataset

BLANKS = [None, np.nan, pd.NA, pd.NaT, "", "  ", "\u00a0"]


def episodes(**columns):
    size = max(map(len, columns.values()))
    return pd.DataFrame({"CHILD": [str(n) for n in range(size)], **columns}, dtype=object)


def test_padded_texts_and_small_letters_are_those_of_a_file(standard, folder):
    files = standard.load([folder])
    tables = {
        name: files.typed(name).map(lambda cell: f"  {cell.lower()} " if pd.notna(cell) else cell)
        for name in files
    }
    adopted = standard.adopt(tables)
    for name in files:
        both = [
            dataset[name].drop(columns=["row", "UASC"], errors="ignore")
            for dataset in (files, adopted)
        ]
        pd.testing.assert_frame_equal(*both)


@pytest.mark.parametrize("blank", BLANKS, ids=repr)
@pytest.mark.parametrize("other", ["", None], ids=["empty", "missing"])
def test_a_blank_is_a_blank_whatever_else_the_table_holds(standard, blank, other):
    table = standard.adopt({"Episodes": episodes(RNE=["S", blank], REC=[other, "E3"])})["Episodes"]
    assert table["RNE"].isna().tolist() == [False, True]
    assert table["REC"].isna().tolist() == [True, False]


def test_texts_as_they_stand_when_asked_for(standard):
    frame = episodes(RNE=[" s", "", None])
    dataset = standard.adopt(Dataset({"Episodes": frame}, verbatim=True))
    assert dataset["Episodes"]["RNE"].fillna("blank").tolist() == [" s", "blank", "blank"]


@pytest.mark.parametrize(
    ("cells", "texts"),
    [
        (pd.Series([7, 8]), ["7", "8"]),
        (pd.Series([7.0, np.nan]), ["7", None]),
        (pd.Series([7, None], dtype="Int64"), ["7", None]),
        (pd.Series(["a", "b"], dtype="category"), ["A", "B"]),
        (pd.Series([b"a", b"b"]), ["A", "B"]),
        (pd.Series(["a", None], dtype="string[pyarrow]"), ["A", None]),
        (pd.Series([True, False]), ["1", "0"]),
    ],
)
def test_kinds_of_columns(standard, cells, texts):
    table = standard.adopt({"Episodes": pd.DataFrame({"CHILD": cells, "RNE": "S"})})["Episodes"]
    assert table["CHILD"].astype(object).where(table["CHILD"].notna(), None).tolist() == texts


@pytest.mark.parametrize(
    "days",
    [
        pd.to_datetime(["2025-05-01", None]),
        pd.to_datetime(["2025-05-01", None]).tz_localize("Europe/London"),
        [dt.date(2025, 5, 1), None],
        [dt.datetime(2025, 5, 1, 12), pd.NaT],
        ["01/05/2025", ""],
        ["1/5/2025", None],
    ],
)
def test_dates(standard, days):
    frame = pd.DataFrame({"CHILD": ["1", "2"], "DECOM": days, "RNE": "S"})
    table = standard.adopt({"Episodes": frame})["Episodes"]
    assert table["DECOM"].dt.normalize().tolist()[0] == pd.Timestamp("2025-05-01")
    assert table["DECOM"].isna().tolist() == [False, True]


def test_columns_that_lack_or_are_unknown_are_said(standard):
    dataset = standard.adopt({"Episodes": episodes(RNE=["S"], POSTCODE=["x"])})
    assert dataset.warnings == []
    [lacks, unknown] = dataset.notes
    assert lacks.startswith("The table Episodes lacks DECOM, LS, ")
    assert unknown == (
        "The table Episodes has columns the return does not know: POSTCODE. They were left out."
    )


def test_the_child_as_index_is_a_warning_with_the_remedy(standard):
    dataset = standard.adopt({"Episodes": episodes(RNE=["S"]).set_index("CHILD")})
    lacks, index = dataset.warnings
    assert lacks.startswith("The table Episodes lacks the column CHILD")
    assert "reset_index()" in index
    assert standard.adopt({"Episodes": episodes(RNE=["S"])}).warnings == []


def test_an_index_that_repeats_does_no_harm(standard):
    frame = episodes(RNE=["S", "P"], DECOM=["x", "01/05/2025"]).set_axis([3, 3])
    dataset = standard.adopt({"Episodes": frame})
    assert dataset["Episodes"]["RNE"].tolist() == ["S", "P"]
    assert dataset.unread["Episodes", "DECOM"].to_dict() == {0: "X"}
