"""The return as the files that the validator reads."""

from __future__ import annotations

import io

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstools import Dataset, InputError, UsageError
from cstools_d2i_903.uploads import (
    CARE,
    HOMES,
    LAST_YEAR,
    THIS_YEAR,
    provider_files,
    return_files,
)
from cstools_ssda903.standard import SSDA903

HEADINGS = {"Header": ["CHILD", "SEX", "DOB"], "DoLo": ["CHILD", "DOLO_START"]}


def adopted(**tables: dict[str, list[str | None]]) -> Dataset:
    frames = {name: pd.DataFrame(cells, dtype="str") for name, cells in tables.items()}
    return SSDA903().adopt(Dataset(frames, standard="ssda903"))


def reread(file: dict) -> pd.DataFrame:
    """The file as pandas reads it: every cell a text, or missing where it is empty."""
    data = io.BytesIO(file["file_content"])
    return pd.read_csv(data, dtype="str", keep_default_na=False, na_values=[""])


def test_dates_are_written_as_typed_and_blanks_are_empty():
    header = {"CHILD": ["A", "B", "C"], "SEX": ["1", None, "2"], "DOB": ["01/02/2010", None, None]}
    header["DOB"][2] = "31/02/2010"  # no such day
    [file] = return_files(adopted(Header=header), THIS_YEAR, HEADINGS)
    assert file["name"] == "Header.csv"
    assert file["description"] == THIS_YEAR
    assert file["file_content"].decode().splitlines() == [
        '"CHILD","SEX","DOB"',
        '"A","1","01/02/2010"',
        '"B","",""',
        '"C","2","31/02/2010"',
    ]


def test_tables_have_exactly_the_columns_the_validator_knows():
    tables = {
        "Header": {"CHILD": ["A"], "DOB": ["01/02/2010"], "UASC": ["1"]},
        "Reviews": {"CHILD": ["A"], "REVIEW": ["01/02/2020"], "REVIEW_CODE": ["PN1"]},
    }
    [file] = return_files(adopted(**tables), LAST_YEAR, HEADINGS)
    assert list(reread(file)) == HEADINGS["Header"]
    assert file["description"] == LAST_YEAR


def test_a_table_without_records_has_its_headings():
    nothing = pd.DataFrame({"CHILD": [], "DOLO_START": []}, dtype="str")
    dataset = SSDA903().adopt({"DoLo": nothing})
    [file] = return_files(dataset, THIS_YEAR, HEADINGS)
    assert list(reread(file)) == HEADINGS["DoLo"]
    assert reread(file).empty


@given(
    cells=st.lists(
        st.one_of(
            st.none(),
            st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=5),
        ),
        max_size=6,
    )
)
def test_no_text_moves_a_record_or_is_lost(cells):
    """Records are told by their place: a line break in a cell must not make two of one."""
    frame = pd.DataFrame({"CHILD": cells, "SEX": cells, "row": np.arange(2, len(cells) + 2)})
    frame = frame.astype({"CHILD": "str", "SEX": "str"})
    [file] = return_files(Dataset({"Header": frame}), THIS_YEAR, {"Header": ["CHILD", "SEX"]})
    again = reread(file)
    assert [None if pd.isna(cell) else cell for cell in again["SEX"]] == cells


def book(path, *sheets: str):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name in sheets:
        made.create_sheet(name)
    made.save(path)
    return path


@pytest.mark.parametrize(
    "sheets", [["Provider information"], ["Settings and Inspection Info", "Address Details"]]
)
def test_the_homes_list_is_told_by_its_sheets_whatever_the_order(tmp_path, sheets):
    homes = book(tmp_path / "a.xlsx", "Cover", *sheets)
    care = book(tmp_path / "b.xlsx", "Current", "Closed")
    for paths in ([homes, care], [care, homes]):
        boxes = {file["name"]: file["description"] for file in provider_files(paths)}
        assert boxes == {"a.xlsx": HOMES, "b.xlsx": CARE}


def test_a_combined_list_goes_where_the_validator_expects_it(tmp_path):
    [file] = provider_files([book(tmp_path / "both.xlsx", "All")])
    assert file["description"] == HOMES


def test_two_lists_of_one_kind_are_refused(tmp_path):
    same = [book(tmp_path / f"{name}.xlsx", "Current") for name in "ab"]
    with pytest.raises(InputError, match=r"which of a\.xlsx and b\.xlsx is the children's homes"):
        provider_files(same)


def test_too_many_lists_and_folders_are_refused(tmp_path):
    with pytest.raises(UsageError, match="3 files are too many"):
        provider_files([tmp_path / name for name in "abc"])
    with pytest.raises(UsageError, match="is a folder"):
        provider_files([tmp_path])


def test_what_is_no_workbook_is_named(tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_text("URN\n1", encoding="utf-8")
    with pytest.raises(InputError, match=r"list\.xlsx cannot be read as an Excel workbook"):
        provider_files([path])
