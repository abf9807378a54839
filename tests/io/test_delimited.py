"""CSV reading: the same cells as Python's reader, and exact words about what is broken."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstools.errors import InputError
from cstools.io.delimited import read_delimited


def cells(read):
    columns = [column.to_pylist() for column in read.table.columns]
    return [list(record) for record in zip(*columns, strict=True)]


def test_rows_are_those_a_spreadsheet_shows():
    read = read_delimited(b'a,b\r\n1,"two\r\nlines"\r\n\r\n3,4\r\n,\r\n', "f.csv")
    assert read.headings == ("a", "b")
    assert cells(read) == [["1", "two\r\nlines"], ["3", "4"], ["", ""]]
    assert read.rows.tolist() == [2, 4, 5]


def test_blank_lines_above_the_headings():
    read = read_delimited(b"\n\na,b\n1,2\n", "f.csv")
    assert (read.headings, read.rows.tolist()) == (("a", "b"), [4])


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("a,b\nZoë,1\n".encode(), "utf-8"),
        ("a,b\nZoë,1\n".encode("utf-8-sig"), "utf-8-sig"),
        ("a,b\nZoë,1\n".encode("utf-16"), "utf-16"),
        ("a,b\nZoë,1\n".encode("cp1252"), "cp1252"),
    ],
)
def test_encodings(content, encoding):
    read = read_delimited(content, "f.csv")
    assert cells(read) == [["Zoë", "1"]]
    assert read.encoding == encoding


def test_text_stays_text():
    read = read_delimited(b"a,b\n007,NA\nnull,1e5\n", "f.csv")
    assert cells(read) == [["007", "NA"], ["null", "1e5"]]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "f.csv is empty"),
        (b" \n\n", "f.csv is empty"),
        (b"a,b\n1,2\n3,4,5\n6,7\n", "more cells than the 2 headings in row 3"),
        (b"a,b\n1,2\n3,4,\n6,7\n", "more cells than the 2 headings in row 3"),
        (b"a,b\n1,2\n3\n6,7\n", "fewer cells than the 2 headings in row 3"),
        (b"a,b\n1,2\n3", "seems cut off: row 3"),
        (b'a,b\n1,2\n"3,4\n5,6\n', r"row 3 \(line 3 of the file\) has a quotation mark"),
        (b"PK\x03\x04rest", "is an Excel workbook"),
        (b"a,b\n1,\x00\n", "zero bytes"),
        (b"a,b\n1,2\n3,\x81\n", "row 3 holds a byte that is neither UTF-8 nor Windows-1252"),
        ("a,b\n1,2".encode("utf-16")[:-1], "cannot be read as text"),
    ],
)
def test_broken_files(content, says):
    with pytest.raises(InputError, match=says) as caught:
        read_delimited(content, "f.csv")
    assert caught.value.advice


def test_many_bad_rows_are_counted():
    content = b"a,b\n" + b"1,2,3\n" * 9
    with pytest.raises(InputError, match=r"rows 2, 3, 4, 5, 6 and 4 more"):
        read_delimited(content, "f.csv")


def test_messages_quote_no_cell():
    with pytest.raises(InputError) as caught:
        read_delimited(b"a,b\nMary Bloggs,2,3\n", "f.csv")
    assert "Mary" not in str(caught.value)


plain = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=8)
records = st.lists(st.tuples(plain, st.text(alphabet='a,"\n ', max_size=6)), max_size=8)


@given(records)
def test_reads_what_the_csv_module_wrote(rows):
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([("first", "second"), *rows])
    read = read_delimited(buffer.getvalue().encode(), "f.csv")
    assert cells(read) == [list(row) for row in rows]
    assert read.rows.tolist() == list(range(2, len(rows) + 2))
