"""The XML form is read whole, refused when unsafe or broken, and written so that it reads back."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cstools import InputError
from cstools_ssda903.returns_xml import read_xml, write_xml
from cstools_ssda903.xml_records import CSV_ONLY, headings, schema

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "ssda903"
TABLES = [name for name in schema().tables if name not in CSV_ONLY]
RETURN = """<?xml version='1.0' encoding='utf-8'?>
<EXPSSDA903>
 <CHILD>
  <HEADER>
   <CHILDID>A1</CHILDID><UPN>UN1</UPN><SEX>2</SEX><DOB>2010-07-28</DOB><ETHNIC>WBRI</ETHNIC>
   <UASC>1</UASC><DUC>28/07/2028</DUC><MOTHER /><MC_DOB></MC_DOB>
   <IN_TOUCH>YES</IN_TOUCH><ACTIV>F1</ACTIV><ACCOM>B1</ACCOM>
   <AREVIEW><REVIEW>27/09/2025</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
   <AREVIEW><REVIEW>2026-01-02T00:00:00</REVIEW><REVIEW_CODE>PN2</REVIEW_CODE></AREVIEW>
   <AMISSING><MISSING>M</MISSING><MIS_START>01/02/2026</MIS_START></AMISSING>
   <OC2><SDQ_SCORE>21</SDQ_SCORE><CONVICTED>0</CONVICTED></OC2>
   <PERMANENCE><PREV_PERM>P1</PREV_PERM><DATE_PERM>ZZ/ZZ/2015</DATE_PERM></PERMANENCE>
   <AD_PLACED><DATE_PLACED>03/03/2026</DATE_PLACED></AD_PLACED>
  </HEADER>
  <EPISODE><DECOM>01/04/2025</DECOM><RNE>S</RNE><PL>U1</PL><DEC>02/05/2025</DEC></EPISODE>
  <EPISODE><DECOM>02/05/2025</DECOM><RNE>P</RNE><PL>U4</PL></EPISODE>
 </CHILD>
 <CHILD>
  <HEADER><CHILDID>B2</CHILDID><SEX>1</SEX><DOB>01/01/2012</DOB><UASC>0</UASC>
   <DATE_MATCH>01/05/2025</DATE_MATCH>
   <AREVIEW><REVIEW>01/06/2025</REVIEW></AREVIEW>
  </HEADER>
 </CHILD>
</EXPSSDA903>
"""


def cells(table: pd.DataFrame, column: str) -> list[str | None]:
    return [None if pd.isna(cell) else cell for cell in table[column]]


def wrapped(header: str) -> bytes:
    return f"<R><CHILD><HEADER><CHILDID>1</CHILDID>{header}</HEADER></CHILD></R>".encode()


def test_every_table_is_read() -> None:
    read = read_xml(RETURN.encode())
    assert read.notes == []
    assert {name: len(table) for name, table in read.tables.items()} == {
        "Header": 2,
        "Episodes": 2,
        "Reviews": 3,
        "UASC": 1,
        "OC2": 1,
        "OC3": 1,
        "AD1": 1,
        "PlacedAdoption": 1,
        "PrevPerm": 1,
        "Missing": 1,
    }
    for name, table in read.tables.items():
        assert tuple(table.columns) == (*headings(name), "row")
        assert table["row"].tolist() == list(range(2, len(table) + 2))


def test_records_carry_child_and_birth_date_but_nothing_else_of_others() -> None:
    tables = read_xml(RETURN.encode()).tables
    assert cells(tables["Reviews"], "CHILD") == ["A1", "A1", "B2"]
    assert cells(tables["Reviews"], "DOB") == ["28/07/2010", "28/07/2010", "01/01/2012"]
    assert cells(tables["Reviews"], "REVIEW_CODE") == ["PN1", "PN2", None]
    assert cells(tables["Episodes"], "DEC") == ["02/05/2025", None]
    assert cells(tables["Episodes"], "PLACE") == ["U1", "U4"]
    assert cells(tables["Header"], "UASC") == ["1", "0"]
    assert cells(tables["Header"], "MOTHER") == [None, None]


def test_year_first_dates_are_turned_and_unknown_parts_stay() -> None:
    tables = read_xml(RETURN.encode()).tables
    assert cells(tables["Reviews"], "REVIEW") == ["27/09/2025", "02/01/2026", "01/06/2025"]
    assert cells(tables["PrevPerm"], "DATE_PERM") == ["ZZ/ZZ/2015"]
    turned = read_xml(wrapped("<PERMANENCE><DATE_PERM>2015-02-03</DATE_PERM></PERMANENCE>"))
    assert cells(turned.tables["PrevPerm"], "DATE_PERM") == ["03/02/2015"]


@pytest.mark.parametrize(
    ("header", "table", "rows"),
    [
        ("<UASC>0</UASC>", "UASC", 0),
        ("<UASC/>", "UASC", 0),
        ("<UASC>1</UASC>", "UASC", 1),
        ("<UASC_STATUS>1</UASC_STATUS>", "UASC", 1),
        ("<UASC>0</UASC><DUC>01/01/2026</DUC>", "UASC", 1),
        ("<IN_TOUCH/><ACTIV/><ACCOM/>", "OC3", 0),
        ("<IN_TOUCH/><ACCOM>B1</ACCOM>", "OC3", 1),
        ("<DATE_INT/>", "AD1", 0),
        ("<DATE_INT/><LS_ADOPTR>L0</LS_ADOPTR>", "AD1", 1),
        ("<OC2/>", "OC2", 1),
        ("<REVIEWS><AREVIEW/><AREVIEW/></REVIEWS>", "Reviews", 2),
    ],
)
def test_which_records_a_child_gives(header: str, table: str, rows: int) -> None:
    assert len(read_xml(wrapped(header)).tables[table]) == rows


def test_a_child_without_a_header_gives_one_all_the_same() -> None:
    tables = read_xml(b"<R><CHILD><EPISODE><DECOM>01/04/2025</DECOM></EPISODE></CHILD></R>").tables
    assert len(tables["Header"]) == len(tables["Episodes"]) == 1


def test_a_namespace_is_no_hindrance() -> None:
    default = RETURN.replace("<EXPSSDA903>", '<EXPSSDA903 xmlns="urn:example">')
    tags = RETURN.replace("</", "\0").replace("<", "<a:").replace("\0", "</a:")
    prefixed = tags.replace("<a:?", "<?").replace(
        "<a:EXPSSDA903>", '<a:EXPSSDA903 xmlns:a="urn:example">'
    )
    expected = read_xml(RETURN.encode()).tables
    for text in (default, prefixed):
        tables = read_xml(text.encode()).tables
        for name in TABLES:
            pd.testing.assert_frame_equal(tables[name], expected[name])


def test_fields_are_found_inside_wrappers_and_unknown_elements_are_reported() -> None:
    header = "<ADOPTION><DATE_INT>01/05/2025</DATE_INT></ADOPTION><SHOE_SIZE>4</SHOE_SIZE>"
    read = read_xml(wrapped(header + "<OC2><HAIR>x</HAIR></OC2>"), "our.xml")
    assert cells(read.tables["AD1"], "DATE_INT") == ["01/05/2025"]
    assert len(read.notes) == 1
    assert "our.xml" in read.notes[0]
    assert "HAIR, SHOE_SIZE" in read.notes[0]


def test_a_child_element_inside_a_child_does_not_end_it() -> None:
    content = b"<R><CHILD><HEADER><CHILD>9</CHILD><SEX>1</SEX></HEADER></CHILD></R>"
    header = read_xml(content).tables["Header"]
    assert cells(header, "CHILD") == ["9"]
    assert cells(header, "SEX") == ["1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_declared_encodings_are_read(encoding: str) -> None:
    text = RETURN.replace("encoding='utf-8'", f"encoding='{encoding}'").replace("A1", "Zoë")
    header = read_xml(text.encode(encoding)).tables["Header"]
    assert cells(header, "CHILD")[0] == "Zoë"


DTD = '<!DOCTYPE R [<!ENTITY a "aaaa">]><R><CHILD><SEX>&a;</SEX></CHILD></R>'
OUTSIDE = '<!DOCTYPE R SYSTEM "http://example.invalid/r.dtd"><R><CHILD/></R>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (DTD.encode(), "document type"),
        (OUTSIDE.encode(), "document type"),
        (b"", "line 1"),
        (b"CHILD,SEX\n1,2\n", "line 1"),
        (b"<R>\n<CHILD>\n<SEX>1</SEX>", "line 3"),
        (b"<R>\n<CHILD>\n<SEX>1</DOB></CHILD></R>", "line 3"),
        (b"<R><CHILD><SEX>&secret;</SEX></CHILD></R>", "line 1"),
        (b"<?xml version='1.0' encoding='klingon'?><R><CHILD/></R>", "line 1|encoding"),
        (b"<R><CHILD><SEX>\xff</SEX></CHILD></R>", "line 1|encoding"),
        (b"<R/>", "holds no child"),
        (b"<Message><Children><Child/></Children></Message>", "holds no child"),
    ],
)
def test_unsafe_and_broken_files_are_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "broken.xml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        read_xml(path)
    assert "broken.xml" in caught.value.problem
    assert caught.value.advice
    assert "secret" not in str(caught.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_xml(tmp_path / "nowhere.xml")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_cut_off_file_is_refused(share: float) -> None:
    content = RETURN.rstrip().encode()
    with pytest.raises(InputError, match="not well-formed"):
        read_xml(content[: int(len(content) * share)])


def test_what_was_read_is_written_so_that_it_reads_back(tmp_path: Path) -> None:
    expected = read_xml(RETURN.encode()).tables
    path = tmp_path / "out.xml"
    write_xml(expected, path)
    xml = read_xml(path)
    assert xml.notes == []
    for name in TABLES:
        pd.testing.assert_frame_equal(xml.tables[name], expected[name])


def test_dates_are_written_as_days_and_markup_as_text(tmp_path: Path) -> None:
    header = pd.DataFrame(
        {"CHILD": ["<A>&1"], "DOB": [pd.Timestamp(2010, 7, 8)], "UPN": ["bell\x07"], "row": [2]}
    )
    path = tmp_path / "out.xml"
    write_xml({"Header": header}, path)
    tables = read_xml(path).tables["Header"]
    assert cells(tables, "CHILD") == ["<A>&1"]
    assert cells(tables, "DOB") == ["08/07/2010"]
    assert cells(tables, "UPN") == ["bell"]


def test_the_marker_follows_the_uasc_table_unless_header_has_it(tmp_path: Path) -> None:
    header = pd.DataFrame({"CHILD": ["1", "2"]})
    uasc = pd.DataFrame({"CHILD": ["2"], "SEX": ["1"]})
    path = tmp_path / "out.xml"
    write_xml({"Header": header, "UASC": uasc}, path)
    assert cells(read_xml(path).tables["Header"], "UASC") == ["0", "1"]
    write_xml({"Header": header}, path)
    assert cells(read_xml(path).tables["Header"], "UASC") == [None, None]


def test_records_keep_a_birth_date_of_their_own(tmp_path: Path) -> None:
    tables = {
        "Header": pd.DataFrame({"CHILD": ["1"], "DOB": ["01/01/2010"]}),
        "Reviews": pd.DataFrame({"CHILD": ["1"] * 3, "DOB": ["01/01/2010", "02/02/2011", None]}),
    }
    path = tmp_path / "out.xml"
    write_xml(tables, path)
    reviews = read_xml(path).tables["Reviews"]
    assert cells(reviews, "DOB") == ["01/01/2010", "02/02/2011", None]


def test_records_of_a_child_that_header_lacks_are_written_too(tmp_path: Path) -> None:
    path = tmp_path / "out.xml"
    write_xml({"Episodes": pd.DataFrame({"CHILD": ["7"], "RNE": ["S"]})}, path)
    tables = read_xml(path).tables
    assert cells(tables["Episodes"], "CHILD") == cells(tables["Header"], "CHILD") == ["7"]


value = st.one_of(st.none(), st.sampled_from(["1", "A&B", "<x>", "01/02/2020", "é", 'q"']))


@st.composite
def returns(draw: st.DrawFn) -> dict[str, pd.DataFrame]:
    """A return that the form can hold: children in Header, one plain record of each kind."""
    children = [str(number) for number in range(1, draw(st.integers(1, 4)) + 1)]
    tables = {}
    for name in TABLES:
        most = 1 if name in ("Header", "UASC", "OC2", "OC3", "AD1") else 3
        rows = []
        for child in children:
            few = 1 if name == "Header" else draw(st.integers(0, most))
            for _ in range(few):
                row = {heading: draw(value) for heading in headings(name)}
                rows.append({**row, "CHILD": child})
        tables[name] = pd.DataFrame(rows, columns=list(headings(name)), dtype="str")
    return _consistent(tables)


def _consistent(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    header = tables["Header"]
    member = header["CHILD"].isin(tables["UASC"]["CHILD"])
    tables["Header"] = header.assign(UASC=member.map({True: "1", False: "0"}).astype("str"))
    shared = tables["Header"].set_index("CHILD")
    for name in ("UASC", "OC3", "AD1"):
        table = tables[name]
        for heading in {"SEX", "DOB"} & set(table.columns):
            table[heading] = table["CHILD"].map(shared[heading]).astype("str")
        mark = {"OC3": "ACCOM", "AD1": "DATE_INT"}.get(name)
        if mark:
            table[mark] = "Z1"
    return tables


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(returns())
def test_any_return_survives_writing_and_reading(
    tmp_path: Path, tables: dict[str, pd.DataFrame]
) -> None:
    path = tmp_path / "out.xml"
    write_xml(tables, path)
    read = read_xml(path)
    assert read.notes == []
    for name in TABLES:
        pd.testing.assert_frame_equal(
            read.tables[name].drop(columns="row"), tables[name], check_dtype=False
        )


def test_the_example_return_survives_writing_and_reading(tmp_path: Path) -> None:
    source = SHARED / "fake_903.xml"
    if not source.is_file():
        pytest.skip("the shared example files are not on this machine")
    expected = read_xml(source)
    assert expected.notes == []
    assert len(expected.tables["Header"]) == 253
    write_xml(expected.tables, tmp_path / "out.xml")
    tables = read_xml(tmp_path / "out.xml").tables
    for name in TABLES:
        pd.testing.assert_frame_equal(tables[name], expected.tables[name])


def test_elements_within_elements_without_end_are_refused() -> None:
    def nested(depth: int) -> bytes:
        inner = "<CHILD><HEADER><CHILDID>1</CHILDID></HEADER></CHILD>"
        return f"{'<R>' * depth}{inner}{'</R>' * depth}".encode()

    assert len(read_xml(nested(40)).tables["Header"]) == 1
    with pytest.raises(InputError, match="far deeper than a return has"):
        read_xml(nested(100_000), "f.xml")
