"""A wrapped script is given what it would have read, and its tables are found."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstools import Dataset
from cstools.data.script_files import ScriptFiles, find_tables, tables_of, with_numbers, with_tables
from cstools.io.resemblance import likely
from cstools.runner.inputs import load_tables

CELLS = st.sampled_from(["", "1", "007", "2.5", "North", "a, b", 'say "so"', "31/12/2025", "Zoë"])


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_a_table_is_read_as_its_file_would_be(records):
    frame = pd.DataFrame(records, columns=["First", "Second"], dtype="str")
    text = frame.to_csv(index=False)
    as_cstools_has_it = frame.replace("", None).assign(row=range(2, len(frame) + 2))
    files = ScriptFiles({"visits": as_cstools_has_it})
    pd.testing.assert_frame_equal(files.read_csv("visits"), pd.read_csv(io.StringIO(text)))
    typed = {"dtype": "str", "keep_default_na": False}
    pd.testing.assert_frame_equal(
        files.read_csv("visits", "visits.csv", sep=";", encoding="cp1252", **typed),
        pd.read_csv(io.StringIO(text), **typed),
    )


def test_dates_are_text_again_and_so_is_what_was_typed_as_one():
    day = pd.to_datetime(pd.Series(["2026-03-31", None, None]))
    dataset = Dataset({"Header": pd.DataFrame({"DOB": day, "row": [2, 3, 4]})})
    dataset.unread["Header", "DOB"] = pd.Series(["31/02/2026"], index=[1])
    files = ScriptFiles.of(dataset, {"header": "Header"})
    assert files.read_csv("header", dtype="str", keep_default_na=False)["DOB"].tolist() == [
        *("31/03/2026", "31/02/2026", "")
    ]


def test_a_workbook_keeps_the_types_of_its_cells():
    table = pd.DataFrame({"Days": [1, 2], "Seen": pd.to_datetime(["2026-01-01", "2026-01-02"])})
    files = ScriptFiles({"Visits": table.assign(row=[2, 3])})
    pd.testing.assert_frame_equal(files.read_excel("Visits"), table)
    assert list(files.read_parquet("Visits", columns=["Days"])) == ["Days"]


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        ("episodes", ["Header", "Episodes"], "Episodes"),
        ("Header_2026.csv", ["Header", "Episodes"], "Header"),
        ("data/SSDA903 episodes final.xlsx", ["Header", "Episodes"], "Episodes"),
        ("review", ["Reviews"], "Reviews"),
        ("oc2", ["OC2", "OC3"], "OC2"),
        ("df", ["Header"], None),
        ("header", [], None),
        ("2026", ["2025", "2026"], "2026"),
        ("headers and episodes", ["Header", "Episodes"], None),
    ],
)
def test_the_likely_name(name, known, found):
    assert likely(name, known) == found


def test_tables_are_found_by_name_then_by_columns():
    tables = {
        "staff list": pd.DataFrame({"Team": ["x"]}),
        "visits": pd.DataFrame({"Days": [1]}),
    }
    wanted = {"visits": (), "teams": ("Team",)}
    assert find_tables(tables, wanted) == {"visits": "visits", "teams": "staff list"}
    assert find_tables(tables, {"other": ("Nothing",)}) == {}
    assert find_tables({"a": tables["visits"]}, {"b": ()}) == {"b": "a"}


def test_what_a_function_returns_becomes_tables():
    one = pd.DataFrame({"A": [1]}, index=[7])
    assert tables_of(one, "f")["f"].to_dict("list") == {"A": [1]}
    assert list(tables_of({"x": one, "n": 3}, "f")) == ["x"]
    assert list(tables_of((one, one), "f")) == ["f 1", "f 2"]
    by_team = pd.DataFrame({"T": ["a", "a"], "N": [1, 2]}).groupby("T")["N"].sum()
    assert tables_of(by_team, "f")["f"].to_dict("list") == {"T": ["a"], "N": [3]}
    assert tables_of(None, "f") == {}


def test_codes_stay_text():
    table = pd.DataFrame({"Code": ["007", "8"], "Days": ["1", None], "row": [2, 3]}, dtype="str")
    assert with_numbers(table)["Code"].tolist() == ["007", "8"]
    assert with_numbers(table)["Days"].sum() == 1
    assert "row" not in with_numbers(table)


def test_a_table_that_is_replaced_loses_what_could_not_be_read_in_the_old_one(tmp_path):
    (tmp_path / "visits.csv").write_text("A\n1\n2\n", "utf-8")
    dataset = load_tables([tmp_path / "visits.csv"])
    dataset.unread["visits", "A"] = pd.Series(["x"], index=[1])
    made = with_tables(dataset, {"visits": pd.DataFrame({"A": ["1"]}, index=[5])})
    assert made["visits"].to_dict("list") == {"A": ["1"], "row": [2]}
    assert made.unread == {}
    assert len(dataset["visits"]) == 2
