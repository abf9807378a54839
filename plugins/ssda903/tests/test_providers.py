"""Provider lists are read in every form Ofsted sends them, and refused with advice otherwise."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from cstools import InputError
from cstools_ssda903.providers import (
    COLUMNS,
    adopt_providers,
    read_providers,
    with_authorities,
)

# The packages that the directory is written with; neither has types.
brotli, msgpack = import_module("brotli"), import_module("msgpack")
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "ssda903"
Sheets = dict[str, list[list[Any]]]

HOMES = ["URN", "Local Authority", "Provider Code", "Provider Placement Code", "Closed Date"]
HOME = [1234567, "Anyshire", "K2", "PR1/PR4", "-"]
ONE_SHEET: Sheets = {
    "Provider information": [[*HOMES, "Setting Postcode"], [*HOME, "ab1 1aa"]],
    "Registration Conditions": [["URN"], [1234567]],
}
SOCIAL = [
    "URN",
    "Local authority",
    "Placement code",
    "Placement provider code",
    "Setting postcode",
]
TWO_SHEETS: Sheets = {
    "Current providers": [SOCIAL, ["SC100001", "Anyshire", "U1 U2/U3", "PR4", "AB1 1AB"]],
    "Closed": [
        [*SOCIAL, "Deregistration date"],
        ["SC100002", "Elsewhere", "U4", "PR5", "AB1 1AC", dt.date(2024, 5, 6)],
        [None, "Elsewhere", "U4", "PR5", "AB1 1AC", dt.date(2024, 5, 6)],
    ],
}
BOTH = [
    "URN",
    "Provider type",
    "Local authority",
    "Placement code",
    "Placement provider code",
    "Deregistration date",
    "Setting address postcode",
]
SUPPORTED = ["URN", "Provider local authority", "Closed date", "Setting address postcode"]
COMBINED: Sheets = {
    "Providers": [
        BOTH,
        [1, "Children's Home", "Anyshire", "K2", "PR4/PR5", None, "AB1 1AA"],
        [2, "Fostering Agency", "Anyshire", "U1,U4", "PR4", dt.date(2025, 1, 31), "AB1 1AB"],
    ],
    "SA Providers": [SUPPORTED, [3, "Anyshire", dt.date(2024, 2, 1), "WW1 1AA"]],
}


def workbook(path: Path, sheets: Sheets) -> Path:
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(row, column, cell, day)
                    elif cell is not None:
                        sheet.write(row, column, cell)
    return path


@pytest.fixture
def pair(tmp_path: Path) -> list[Path]:
    return [
        workbook(tmp_path / "ch.xlsx", ONE_SHEET),
        workbook(tmp_path / "scp.xlsx", TWO_SHEETS),
    ]


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QLACREF_DATA_DIR", str(tmp_path))
    places = {
        "A": [["AB1 1AA", 1, 1, "E09000024"], ["AB1 1AB", 1, 1, "E07000223"]],
        "W": [["WW1 1AA", 1, 1, "W06000001"]],
    }
    for letter, rows in places.items():
        content = {"columns": ["pcd", "oseast1m", "osnrth1m", "laua"], "data": rows}
        packed = brotli.compress(msgpack.packb(content))
        (tmp_path / f"postcodes_{letter}.msgpack.br").write_bytes(packed)


def by_urn(providers: pd.DataFrame) -> dict[str, dict[str, Any]]:
    plain = providers.astype(object).where(providers.notna(), None)
    records: list[dict[Any, Any]] = plain.to_dict("records")
    return {record["URN"]: record for record in records}


@pytest.mark.parametrize("order", [1, -1])
def test_two_single_lists_in_any_order(pair: list[Path], order: int) -> None:
    providers = read_providers(pair[::order])
    assert tuple(providers.columns) == COLUMNS
    by_number = by_urn(providers)
    assert set(by_number) == {"1234567", "SC100001", "SC100002"}
    home = by_number["1234567"]
    assert home["PLACE_CODES"] == "K2"
    assert home["PROVIDER_CODES"] == "PR1,PR4"
    assert home["REG_END"] is None
    assert home["POSTCODE"] == "AB11AA"
    assert home["LA_NAME_FROM_FILE"] == "Anyshire"
    assert home["source"] == "CH"
    assert home["LA_CODE_INFERRED"] is None
    assert by_number["SC100001"]["PLACE_CODES"] == "U1,U2,U3"
    assert by_number["SC100002"]["REG_END"] == dt.datetime(2024, 5, 6)
    assert pd.api.types.is_datetime64_any_dtype(providers["REG_END"].dtype)


def test_homes_on_two_sheets_are_joined_on_the_urn(tmp_path: Path, pair: list[Path]) -> None:
    sheets: Sheets = {
        "Settings and Inspection Info": [HOMES, HOME, [7, "Anyshire", "K1", "PR4", "31/12/2023"]],
        "Address Details": [
            ["URN", "Setting Address Postcode"],
            ["1234567", "AB1 1AA"],
            ["1234567", "AB1 1AA"],
            [8, "AB1 1AB"],
        ],
    }
    path = workbook(tmp_path / "two.xlsx", sheets)
    providers = read_providers([path, pair[1]])
    homes = providers[providers["source"].eq("CH")]
    assert homes["URN"].tolist() == ["1234567"]
    assert homes["POSTCODE"].tolist() == ["AB11AA"]


def test_combined_on_two_sheets(tmp_path: Path, directory: None) -> None:
    path = workbook(tmp_path / "all.xlsx", COMBINED)
    by_number = by_urn(read_providers([path], infer_authority=True))
    assert list(by_number) == ["1", "2", "3"]
    assert by_number["1"]["PROVIDER_CODES"] == "PR4,PR5"
    assert by_number["2"]["REG_END"] == dt.datetime(2025, 1, 31)
    assert by_number["3"]["PLACE_CODES"] == "K3"
    assert by_number["3"]["PROVIDER_CODES"] == "PR4"
    assert by_number["3"]["REG_END"] == dt.datetime(2024, 2, 1)
    assert by_number["3"]["LA_NAME_FROM_FILE"] is None
    # Each row by its own postcode, not that of the row with the same number on the first sheet.
    codes = {urn: record["LA_CODE_INFERRED"] for urn, record in by_number.items()}
    assert codes == {"1": "E09000024", "2": "E10000032", "3": "WAL"}
    assert by_number["2"]["LA_NAME_INFERRED"] == "West Sussex"


def test_supported_accommodation_keeps_provider_codes_it_has(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [*SUPPORTED, "Placement provider code"],
        [3, "A", None, "AB1 1AA", "PR5/PR3"],
    ]
    path = workbook(tmp_path / "all.xlsx", {**COMBINED, "SA Providers": rows})
    assert by_urn(read_providers([path]))["3"]["PROVIDER_CODES"] == "PR5,PR3"


def test_combined_on_one_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "all.xlsx", {"Sheet1": COMBINED["Providers"]})
    providers = read_providers([path])
    assert providers["URN"].tolist() == ["1", "2"]
    assert set(providers["source"]) == {"CH and SCP"}


def test_titles_above_the_headings_capitals_and_blanks_do_not_matter(
    tmp_path: Path, pair: list[Path]
) -> None:
    rows = ONE_SHEET["Provider information"]
    headings = [f" {heading.upper()} " for heading in rows[0]]
    sheets: Sheets = {"PROVIDER  INFORMATION": [["As at 31 March"], [], headings, *rows[1:]]}
    path = workbook(tmp_path / "odd.xlsx", sheets)
    assert "1234567" in by_urn(read_providers([path, pair[1]]))


def without(sheets: Sheets, title: str, heading: str) -> Sheets:
    place = sheets[title][0].index(heading)
    rows = [[cell for at, cell in enumerate(row) if at != place] for row in sheets[title]]
    return {**sheets, title: rows}


REFUSED: list[tuple[Sheets, str]] = [
    (without(ONE_SHEET, "Provider information", "Provider Code"), "provider code"),
    (without(ONE_SHEET, "Provider information", "Setting Postcode"), "setting postcode"),
    ({"Provider information": [["Name"], ["x"]]}, "urn, local authority"),
    (
        {"Settings and Inspection Info": [HOMES, HOME], "Other": [["URN"]]},
        "no sheet 'address details'",
    ),
    ({"Address Details": [["URN", "Setting Postcode"]]}, "no sheet 'settings and inspection"),
    (
        {"Settings and Inspection Info": [HOMES, HOME], "Address Details": [["URN"], [1]]},
        "sheet 'address details', lacks the column setting postcode",
    ),
    (without(TWO_SHEETS, "Current providers", "Placement code"), "placement code"),
    (without(TWO_SHEETS, "Closed", "Deregistration date"), "deregistration date"),
    ({"Current providers": TWO_SHEETS["Current providers"]}, "one sheet"),
    (without(COMBINED, "Providers", "Deregistration date"), "deregistration date"),
    (without(COMBINED, "SA Providers", "Closed date"), "closed date"),
    ({"Budget": [["Cost centre", "Amount"], ["A", 1]]}, "not one of Ofsted's"),
    ({"Empty": []}, "not one of Ofsted's"),
]


@pytest.mark.parametrize(("sheets", "message"), REFUSED)
def test_a_workbook_that_lacks_something_is_refused(
    tmp_path: Path, sheets: Sheets, message: str
) -> None:
    path = workbook(tmp_path / "lacking.xlsx", sheets)
    with pytest.raises(InputError) as caught:
        read_providers([path])
    assert "lacking.xlsx" in caught.value.problem
    assert message in caught.value.problem
    assert caught.value.advice


def test_lists_that_do_not_make_a_whole_are_refused(tmp_path: Path, pair: list[Path]) -> None:
    both = workbook(tmp_path / "all.xlsx", COMBINED)
    again = workbook(tmp_path / "again.xlsx", ONE_SHEET)
    for paths, message in [
        ([], "No provider list"),
        (pair[:1], "Only the children's homes list"),
        (pair[1:], "Only the social care providers list"),
        ([*pair, again], "ch.xlsx and again.xlsx are both"),
        ([both, pair[0]], "both provider lists already"),
        ([pair[1], both], "both provider lists already"),
        ([both, both], "are both"),
    ]:
        with pytest.raises(InputError, match=message):
            read_providers(paths)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"URN,Local Authority\n1,Anyshire\n", "not an Excel workbook"),
        (b"", "empty"),
        (b"PK\x03\x04 cut off", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel form"),
        (
            b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
    ],
)
def test_files_that_are_no_workbooks_are_refused(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        read_providers([path])
    assert "list.xlsx" in caught.value.problem
    assert caught.value.advice


def test_a_cut_off_workbook_is_refused(tmp_path: Path, pair: list[Path]) -> None:
    content = pair[0].read_bytes()
    for share in (0.3, 0.6, 0.95):
        path = tmp_path / "cut.xlsx"
        path.write_bytes(content[: int(len(content) * share)])
        with pytest.raises(InputError, match=r"cut\.xlsx cannot be read"):
            read_providers([path])


@pytest.mark.parametrize("place", ["nowhere.xlsx", "."])
def test_a_path_that_is_no_file_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_providers([tmp_path / place])


def test_a_table_given_in_python_is_filled_up_and_tidied() -> None:
    given_table = pd.DataFrame(
        {
            "urn": [1234567.0, None, "sc1 ", "", "12.0"],
            "PLACE_CODES": ["U1/U2", "K2", " k2 , k1;", "", None],
            "REG_END": ["06/05/2024", "", "2024-05-06", "soon", 45418],
            "POSTCODE": ["ab1 1aa", None, "", "x", " a b 1 1 a b "],
        }
    )
    providers = adopt_providers(given_table)
    assert tuple(providers.columns) == COLUMNS
    assert providers["URN"].tolist() == ["1234567", "SC1", "12"]
    assert providers["PLACE_CODES"].tolist()[:2] == ["U1,U2", "K2,K1"]
    assert providers["PLACE_CODES"].isna().tolist() == [False, False, True]
    assert providers["REG_END"].tolist() == [pd.Timestamp(2024, 5, 6)] * 3
    assert providers["POSTCODE"].isna().tolist() == [False, True, False]
    assert providers["POSTCODE"].tolist()[2] == "AB11AB"
    assert providers["PROVIDER_CODES"].isna().all()


def test_whole_number_urns_and_real_dates_are_taken() -> None:
    given_table = pd.DataFrame(
        {"URN": [1, 2], "REG_END": [pd.Timestamp(2024, 5, 6, 13), pd.NaT]}, index=[5, 5]
    )
    providers = adopt_providers(given_table)
    assert providers["URN"].tolist() == ["1", "2"]
    assert providers["REG_END"].tolist() == [pd.Timestamp(2024, 5, 6), pd.NaT]


def test_a_table_without_urns_is_refused_and_an_empty_one_is_not() -> None:
    with pytest.raises(InputError, match="no column URN"):
        adopt_providers(pd.DataFrame({"POSTCODE": ["AB1 1AA"]}))
    assert adopt_providers(pd.DataFrame({"URN": []}), infer_authority=True).empty


def test_authorities_given_are_used_as_given(directory: None) -> None:
    given_table = pd.DataFrame(
        {
            "URN": ["1", "2"],
            "POSTCODE": ["AB1 1AA", "AB1 1AB"],
            "LA_CODE_INFERRED": ["E10000011", None],
        }
    )
    providers = adopt_providers(given_table, infer_authority=True)
    assert providers["LA_CODE_INFERRED"].isna().tolist() == [False, True]
    blank = providers.assign(LA_CODE_INFERRED=pd.Series([None, None], dtype="str"))
    filled = with_authorities(blank)
    assert filled["LA_CODE_INFERRED"].tolist() == ["E09000024", "E10000032"]


cell = st.one_of(
    st.none(), st.integers(), st.floats(), st.text(max_size=12), st.dates(), st.datetimes()
)


@settings(max_examples=60)
@given(st.lists(st.tuples(cell, cell, cell, cell), max_size=6))
def test_any_cells_give_the_columns_and_no_error(rows: list[tuple[Any, ...]]) -> None:
    columns = ["URN", "PLACE_CODES", "REG_END", "POSTCODE"]
    table = pd.DataFrame(rows, columns=columns, dtype=object)
    providers = adopt_providers(table)
    assert tuple(providers.columns) == COLUMNS
    assert providers["URN"].notna().all()
    # What came out is in its final shape already.
    pd.testing.assert_frame_equal(adopt_providers(providers), providers)


@pytest.mark.parametrize("names", [["ch_fake", "scp_fake"], ["scp_ch_2025_fake"]])
def test_example_lists_are_read(names: list[str]) -> None:
    paths = [SHARED / f"{name}.xlsx" for name in names]
    if not paths[0].is_file():
        pytest.skip("the shared example files are not on this machine")
    providers = read_providers(paths)
    assert len(providers) == {2: 3, 1: 2}[len(names)]
    assert providers[["URN", "PLACE_CODES", "PROVIDER_CODES", "POSTCODE"]].notna().all(axis=None)


def test_a_combined_list_behind_a_cover_page(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    settings = pd.DataFrame(
        {
            "URN": [1, 2],
            "Local authority": ["Anyshire", "Anyshire"],
            "Placement code": ["K2", "U1"],
            "Placement provider code": ["PR1", "PR1"],
            "Provider type": ["Children's Home", "Fostering"],
            "Deregistration date": ["30 June 2019", None],
            "Setting address postcode": ["AB1 1AA", "AB1 1AB"],
        }
    )
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"Children's homes and providers": ["As at 31 March"]}).to_excel(
            book, sheet_name="Cover", index=False
        )
        settings.to_excel(book, sheet_name="All settings", index=False, startrow=2)
    providers = by_urn(read_providers([path]))
    assert set(providers) == {"1", "2"}
    assert providers["1"]["REG_END"] == dt.datetime(2019, 6, 30)
    assert providers["2"]["REG_END"] is None
