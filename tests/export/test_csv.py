from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstools.data import findings
from cstools.data.findings import COLUMNS
from cstools.export import csv as csv_format
from cstools.io.formula import as_text, as_typed, guarded
from cstools.io.names import file_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from cstools.data.result import Result
    from cstools.data.target import Target

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
RISKY = st.builds(str.__add__, st.sampled_from("=+-@\t\r\n"), TEXT)


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


def test_findings_are_written_with_their_columns(
    result: Result, target: Callable[..., Target]
) -> None:
    files = csv_format.cstools_export(result, target("csv"))
    assert [file.name for file in files] == ["findings.csv", "rules.csv"]
    heading, *lines = read(files[0])
    assert tuple(heading) == COLUMNS
    assert lines[0] == ["101", "error", "Children", "3", "'=1+1", "DOB", "DOB cannot be read"]
    assert len(lines) == len(result.findings)


def test_a_missing_child_is_blank(result: Result, target: Callable[..., Target]) -> None:
    lines = read(csv_format.cstools_export(result, target("csv"))[0])
    assert ["102", "query", "Children", "5", "", "DOB SEX", "Odd"] in lines


def test_the_file_opens_in_excel(result: Result, target: Callable[..., Target]) -> None:
    raw = csv_format.cstools_export(result, target("csv"))[0].read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n") == len(result.findings) + 1


def test_rules_say_how_each_went(result: Result, target: Callable[..., Target]) -> None:
    heading, *lines = read(csv_format.cstools_export(result, target("csv"))[1])
    assert heading == ["rule", "title", "severity", "state", "reason", "found", "tool"]
    assert [line[3] for line in lines] == ["done"] * 5 + ["skipped", "failed"]
    assert lines[5][4] == "last year's return is not given"


def test_without_checks_there_is_no_file_of_rules(
    result: Result, target: Callable[..., Target]
) -> None:
    result.checks.clear()
    assert len(csv_format.cstools_export(result, target("csv"))) == 1


def test_no_findings_give_the_headings(tmp_path: Path) -> None:
    path = csv_format.write_findings(findings.empty(), tmp_path / "none.csv")
    assert read(path) == [list(COLUMNS)]


def test_tables_of_a_wrangling_tool_are_as_typed(
    wrangled: Result, target: Callable[..., Target]
) -> None:
    place = target("csv")
    files = csv_format.cstools_export(wrangled, place)
    names = [file.relative_to(place.folder).as_posix() for file in files[2:]]
    assert names == ["tables/Children.csv", "tables/Visits_ 2025_26.csv"]
    assert read(files[2]) == [
        ["CHILD", "DOB", "SEX"],
        ["007", "01/05/2010", "M"],
        ["'=1+1", "31/02/2011", "F"],
        ["child 9", "31/12/1899", ""],
        ["-12", "29/02/2012", "F"],
    ]


def test_panels_that_are_tables_are_written(
    with_panels: Result, target: Callable[..., Target]
) -> None:
    place = target("csv")
    files = csv_format.cstools_export(with_panels, place)
    names = [file.relative_to(place.folder).as_posix() for file in files[2:]]
    assert names == ["panels/visits-by-team.csv", "panels/visits-by-team-2.csv"]
    assert read(files[2]) == [["Team", "Visits"], ["North", "3"], ["'=South", "4"]]


def test_a_heading_that_looks_like_a_formula_stays_text(
    wrangled: Result, target: Callable[..., Target]
) -> None:
    wrangled.dataset.tables["Children"]["=cmd()"] = "x"
    files = csv_format.cstools_export(wrangled, target("csv"))
    assert read(files[2])[0][-1] == "'=cmd()"


def test_texts_that_differ_by_the_mark_stay_apart() -> None:
    column = pd.Series(["=a", "'=a", None, "b"], dtype="category")
    marked = guarded(column)
    assert marked.dropna().tolist() == ["'=a", "''=a", "b"]
    assert pd.isna(marked[2])


@pytest.mark.parametrize("number", ["-1", "-0.5", "-.5", "-12."])
def test_a_negative_number_is_no_formula(number: str) -> None:
    assert as_text(number) == number


@pytest.mark.parametrize(
    "text", ["-1+2", "+1", "-", "--1", "-1e", "=1", "@x", "\t=1", "-1\n", "＝1"]
)
def test_what_a_spreadsheet_would_run_is_marked(text: str) -> None:
    assert as_text(text) == "'" + text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(TEXT | RISKY | st.none(), min_size=1, max_size=6),
    st.sampled_from(["str", "object", "category"]),
)
def test_no_cell_of_a_file_starts_a_formula(values: list[str | None], dtype: str) -> None:
    marked = guarded(pd.Series(values, dtype=dtype))
    expected = [None if value is None else as_text(value) for value in values]
    assert [None if pd.isna(value) else value for value in marked] == expected


@settings(max_examples=40, deadline=None)
@given(TEXT | RISKY | st.builds(str.__add__, st.sampled_from(["'", "''", "'="]), TEXT | RISKY))
def test_marked_text_comes_back_as_it_was_typed(text: str) -> None:
    assert as_typed(as_text(text)) == text


@given(st.lists(TEXT | RISKY, min_size=1, max_size=5, unique=True))
def test_any_text_comes_back_from_the_file(titles: list[str]) -> None:
    frame = pd.DataFrame(
        {
            "rule": "1",
            "severity": "error",
            "table": titles,
            "row": range(2, len(titles) + 2),
            "child": titles,
            "fields": "",
            "title": titles,
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        path = csv_format.write_findings(findings.check(frame, "t"), Path(folder) / "f.csv")
        children = {line[4] for line in read(path)[1:]}
    assert children == {as_text(title) for title in titles}


NAMES = st.lists(
    st.text(max_size=90) | st.sampled_from(["con", "CON.", "a/b", "a\\b", "..", "", "A", "a"]),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(NAMES)
def test_file_names_are_safe_and_distinct(names: list[str]) -> None:
    made = file_names(names)
    assert len({name.casefold() for name in made}) == len(names)
    for name in made:
        assert name
        assert not set(name) & set('<>:"/\\|?*')
        assert name.strip(" .") == name
        assert name.split(".")[0].casefold() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}
