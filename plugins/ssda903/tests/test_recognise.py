"""Which table some headings belong to."""

from __future__ import annotations

import pytest

from cstools import InputError
from cstools.standard import Recognition
from cstools_ssda903.standard import SSDA903

SCHEMA = SSDA903.schema
TABLES = {name: list(table.headings) for name, table in SCHEMA.tables.items()}


def table_of(headings):
    return Recognition(SCHEMA).table_of(headings, "f.csv")


@pytest.mark.parametrize("name", TABLES)
def test_each_table_by_all_its_headings(name):
    assert table_of(TABLES[name]) == name
    assert table_of([f" {heading.lower()} " for heading in reversed(TABLES[name])]) == name


@pytest.mark.parametrize("other", [name for name in TABLES if name != "Header"])
def test_a_header_with_the_columns_of_another_table_is_the_header(other):
    assert table_of(dict.fromkeys([*TABLES["Header"], *TABLES[other]])) == "Header"


@pytest.mark.parametrize("column", ["ETHNIC", "UPN", "MC_DOB", "SEX"])
def test_a_header_that_lacks_a_column_beside_all_of_uasc(column):
    headings = {*TABLES["Header"], *TABLES["UASC"]} - {column}
    assert table_of(headings) == "Header"


def test_a_uasc_table_with_one_column_of_header():
    assert table_of([*TABLES["UASC"], "ETHNIC"]) == "UASC"


@pytest.mark.parametrize(
    ("headings", "table"),
    [
        (["CHILD", "DECOM", "RNE", "PLACE", "DEC", "REC"], "Episodes"),
        (["CHILD", "PL", "DATE_EPISODE_CEASED"], "Episodes"),
        (["CHILD", "REVIEW"], "Reviews"),
        (["CHILD", "DUC"], "UASC"),
    ],
)
def test_a_narrow_file_that_can_be_one_table_only(headings, table):
    assert table_of(headings) == table


@pytest.mark.parametrize(
    "headings", [["CHILD", "TEAM"], ["CHILD", "SEX", "DOB"], ["a", "b"], [], ["URN", "POSTCODE"]]
)
def test_headings_of_something_else(headings):
    assert table_of(headings) is None


def test_equally_much_of_two_tables_is_an_error():
    with pytest.raises(InputError, match="columns of the tables Reviews and Missing, equally many"):
        table_of(["CHILD", "REVIEW", "MISSING"])


@pytest.mark.parametrize("name", TABLES)
def test_a_table_without_the_child_is_an_error(name):
    headings = [heading for heading in TABLES[name] if heading != "CHILD"]
    with pytest.raises(InputError, match=rf"of the table {name}, but no column CHILD"):
        table_of([*headings, "CHILD ID"])


def test_a_few_headings_without_the_child_are_something_else():
    assert table_of(["URN", "PLACE", "POSTCODE"]) is None


def test_headings_fit_better_than_a_title_or_a_record():
    title, record = ["Report of the year", ""], ["123", "01/01/2020", "A6"]
    share_known = Recognition(SCHEMA).share_known
    assert share_known(TABLES["OC3"]) > share_known(title) == 0
    assert share_known(record) == 0
