"""Which table some headings belong to, by names, aliases, patterns and the name of a sheet."""

from __future__ import annotations

import pytest

from cstools import InputError
from cstools.standard import Column, Recognition, Schema, Table
from cstools.standard.recognition import claims, heading_key


def table(name, *columns, sheet="", child=""):
    made = [column if isinstance(column, Column) else Column(column, column) for column in columns]
    role = {column.name: "child" if column.name == child else "" for column in made}
    return Table(
        name,
        name,
        tuple(
            Column(c.name, c.title, aliases=c.aliases, role=role[c.name], patterns=c.patterns)
            for c in made
        ),
        sheet=sheet,
    )


def schema(*tables):
    return Schema("s", "S", None, None, {one.name: one for one in tables}, {})


CHILD = Column("Child ID", "Who", aliases=("CHILD",), patterns=("child.*(id|identifier)",))
A = table("A", CHILD, "Day", "Place", child="Child ID")
B = table("B", CHILD, "Day", "Worker", child="Child ID")
LIST = table("List", "URN", "Name", "Town", "Places")


@pytest.mark.parametrize(
    ("headings", "name"),
    [
        (["Child ID", "Day", "Place"], "A"),
        ([" child  id", "day", "PLACE\n"], "A"),
        (["CHILD", "Worker"], "B"),
        (["Child's unique identifier", "Worker", "Other"], "B"),
        (["Child ID", "Day"], None),
        (["Name", "Telephone"], None),
        (["Name", "Town"], "List"),
        ([], None),
    ],
)
def test_by_headings(headings, name):
    assert Recognition(schema(A, B, LIST)).table_of(headings, "f") == name


def test_what_is_of_the_standard_without_doubt_is_not_left_out_in_silence():
    recognition = Recognition(schema(A, B))
    with pytest.raises(InputError, match="2 columns of the table A, but no column Child ID"):
        recognition.table_of(["Day", "Place"], "f")
    with pytest.raises(InputError, match="columns of the tables A and B, equally many of each"):
        recognition.table_of(["Child ID", "Place", "Worker"], "f")


def test_tables_with_the_same_headings_are_told_by_the_sheet():
    one = table("One", "Name", "Day", sheet="list 1.*")
    two = table("Two", "Name", "Day", sheet="list 2.*")
    recognition = Recognition(schema(one, two))
    assert recognition.table_of(["Name", "Day"], "f", "List 2 - Visits") == "Two"
    assert recognition.table_of(["Name", "Day"], "f", "List 1") == "One"
    assert recognition.table_of(["Name", "Day"], "f", "Cover") is None
    assert recognition.table_of(["Telephone"], "f", "List 1") is None


def test_a_heading_is_one_column_only():
    wide = table(
        "T", Column("Day", "Day", patterns=("day.*",)), Column("Other", "", patterns=(".*day",))
    )
    assert claims(wide, ["DAY", "BIRTHDAY"]) == {"Day": "DAY", "Other": "BIRTHDAY"}
    assert claims(wide, ["DAY"]) == {"Day": "DAY"}
    assert claims(A, ["CHILD ID", "CHILD"])["Child ID"] == "CHILD ID"


def test_how_many_headings_are_known():
    recognition = Recognition(schema(A, B, LIST))
    assert recognition.share_known(["Telephone", ""]) == 0
    assert recognition.share_known(["Name"]) < recognition.share_known(["Name", "Child's ID"])
    assert recognition.known_among(["name", "Telephone"]) == ["NAME"]
    assert heading_key(" a\n b ") == "A B"
