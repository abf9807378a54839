"""CSV reading: the same cells as Python's reader, and exact words about what is broken."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstools.errors import InputError
from cstools.io.delimited import read_delimited
from cstools.io.heading import Heading
from cstools.io.quotes import stray_mark
from cstools.io.records import read_carefully, read_quickly


def cells(read):
    columns = [column.to_pylist() for column in read.table.columns]
    return [list(record) for record in zip(*columns, strict=True)]


def test_rows_are_those_a_spreadsheet_shows():
    read = read_delimited(b'a,b\r\n1,"two\r\nlines"\r\n\r\n3,4\r\n,\r\n', "f.csv")
    assert read.headings == ("a", "b")
    assert cells(read) == [["1", "two\r\nlines"], ["3", "4"]]
    assert read.rows.tolist() == [2, 4]
    assert read.remarks == ("has 1 record without any content: passed over",)


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
    filled = [(n, list(row)) for n, row in enumerate(rows, start=2) if any(map(str.strip, row))]
    assert cells(read) == [row for _, row in filled]
    assert read.rows.tolist() == [number for number, _ in filled]


@given(st.text(alphabet='ab",\n ', max_size=30))
def test_the_quick_and_the_careful_reader_agree(text):
    content = b"a,b\n" + text.encode()
    heading = Heading(("a", "b"), 1, 0, 4, ",", 0)
    if stray_mark(content, ",") is not None:
        with pytest.raises(InputError, match="quotation mark"):
            read_delimited(content, "f.csv")
        return
    quick = read_quickly(content[4:], heading)
    if quick is None:
        return
    careful = read_carefully(content[4:], heading, "f.csv")
    assert cells(quick) == cells(careful)
    assert quick.rows.tolist() == careful.rows.tolist()


@pytest.mark.parametrize(
    ("content", "row", "line"),
    [
        (b'A,B,C\n1"x, y","z"\n', 2, 2),
        (b'A,B,C\n1,2,3\n4,"5" or 6,7\n', 3, 3),
        (b'A,B,C\n1,2,"3\n4"\n5,a"b"c,6\n', 3, 4),
        (b'A,B,C\r\n1,2,"3\r\n4"\r\n\r\n5,6"",7\r\n', 4, 5),
        (b'A,B,C\n1, "2",3\n', 2, 2),
        (b'sep=;\nA;B;C\n1;2"2;3\n', 3, 3),
        (b'A,"B,C\n1,2,3\n', 1, 1),
    ],
)
def test_a_quotation_mark_out_of_place_is_an_error_with_its_row(content, row, line):
    with pytest.raises(InputError, match=rf"at row {row} \(line {line} of the file\)"):
        read_delimited(content, "f.csv")


@pytest.mark.parametrize("cell", ['"a, b"', '"a ""b"" c"', '""', '"""a"""', '"two\nlines"'])
def test_quotation_marks_where_they_may_stand(cell):
    content = f"A,B\n{cell},1\n2,{cell}\n".encode()
    [[first, _], [_, second]] = cells(read_delimited(content, "f.csv"))
    assert first == second == next(csv.reader(io.StringIO(cell, newline="")))[0]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("named", [True, False])
def test_separators(separator, named):
    lines = ["A,B,C", "1,x y,3", "4,,6"]
    text = "\n".join(lines).replace(",", separator)
    read = read_delimited((f"sep={separator}\n" * named + text).encode(), "f.csv")
    assert (read.headings, read.separator) == (("A", "B", "C"), separator)
    assert cells(read) == [["1", "x y", "3"], ["4", "", "6"]]
    assert read.rows.tolist() == [2 + named, 3 + named]
    assert bool(read.remarks) == (separator != ",")


def test_semicolons_with_decimal_commas():
    read = read_delimited(b"A;B\n1,5;2,25\n3,0;4,75\n", "f.csv")
    assert cells(read) == [["1,5", "2,25"], ["3,0", "4,75"]]


def test_a_separator_that_changes_is_named():
    with pytest.raises(InputError, match="headings separated by commas, but the records below by"):
        read_delimited(b"A,B,C\n1;2;3\n4;5;6\n", "f.csv")


KNOWN = {"CHILD", "DOB", "SEX"}


def fits(headings):
    return len(KNOWN & set(headings)) / len(KNOWN)


@pytest.mark.parametrize(
    ("above", "chosen"),
    [
        ("Children looked after,,\n", fits),
        ("Children looked after,,\n", None),
        ("Report\nRun on 1 May 2026\n,,\n", fits),
        ("Report\nRun on 1 May 2026\n,,\n", None),
        # Two cells with words could be headings: only who knows them can tell.
        ("\n,,\nA title, b\n", fits),
    ],
)
def test_lines_above_the_headings(above, chosen):
    read = read_delimited(f"{above}CHILD,DOB,SEX\n1,2,3\n".encode(), "f.csv", chosen)
    assert read.headings == ("CHILD", "DOB", "SEX")
    assert read.rows.tolist() == [above.count("\n") + 2]
    assert "above the headings" in read.remarks[0]


def test_a_quotation_mark_in_a_title_is_no_matter():
    read = read_delimited(b'Report 5" wide\nCHILD,DOB,SEX\n1,2,3\n', "f.csv", fits)
    assert cells(read) == [["1", "2", "3"]]


def test_records_without_content_are_passed_over_and_counted():
    blank = b" , ,\n,,\n"
    read = read_delimited(b"A,B,C\n" + blank + b"1,2,3\n" + blank * 20, "f.csv")
    assert (cells(read), read.rows.tolist()) == ([["1", "2", "3"]], [4])
    assert read.remarks == ("has 42 records without any content: passed over",)


def test_an_empty_cell_too_many_in_each_record_has_moved_nothing():
    read = read_delimited(b"A,B,C\n1,2,3,\n4,5,6,\n", "f.csv")
    assert cells(read) == [["1", "2", "3"], ["4", "5", "6"]]
    assert read.remarks == ("has an empty cell too many at the end of each record: passed over",)


def test_a_heading_line_with_a_comma_too_many():
    read = read_delimited(b"A,B,C,\n1,2,3\n4,5,6\n", "f.csv")
    assert cells(read) == [["1", "2", "3", ""], ["4", "5", "6", ""]]


@pytest.mark.parametrize(
    "content",
    [
        b"A,B,C\n1,2,3,\n4,5,6\n",  # in one record alone: a comma within it may have moved the rest
        b"A,B,C\n1,2,3,4\n5,6,7,\n",
        b"A,B,C\n1,2,3, x\n",
    ],
)
def test_other_surplus_cells_are_refused(content):
    with pytest.raises(InputError, match="more cells than the 3 headings in row"):
        read_delimited(content, "f.csv")


@pytest.mark.parametrize(
    "footer", [b"(38 rows affected)\n", b"\n(38 rows affected)\n\nCompletion time: 9 May\n"]
)
def test_lines_of_words_below_the_last_record(footer):
    read = read_delimited(b"A,B,C\n1,2,3\n" + footer, "f.csv")
    assert (cells(read), read.rows.tolist()) == ([["1", "2", "3"]], [2])
    assert "of words that are no record: passed over" in read.remarks[0]


def test_one_word_at_the_end_may_be_a_record_cut_off():
    with pytest.raises(InputError, match="seems cut off: row 3"):
        read_delimited(b"A,B,C\n1,2,3\n4567\n", "f.csv")


@pytest.mark.parametrize(
    ("headings", "says"),
    [
        (",".join(f"c{number}" for number in range(100_000)), "more than 2,000 columns"),
        ("a" + "," * 1_000_000, "more than 2,000 columns"),
        ("," * 1_000_000, "has no headings: its first 30 rows hold nothing"),
    ],
)
def test_more_columns_than_any_return_has(headings, says):
    with pytest.raises(InputError, match=says):
        read_delimited(f"{headings}\n{'1,' * 10}\n".encode(), "f.csv")
