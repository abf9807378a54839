"""What was seen on reading reaches the person, also when the run ends in an error."""

from __future__ import annotations

import json

import pytest

import cstools
from cstools.errors import CstoolsError

REFUSES = """
from cstools.errors import InputError
@hookimpl
def cstools_validate(dataset):
    raise InputError("There are no episodes.", "Give them.")
"""
FLAGS = """
import numpy as np
@hookimpl
def cstools_validate(dataset, context):
    context.warnings.append("The tool warns.")
    context.checks.append(cstools.Check("R1", "Old", "error", "done", found=1, fix="Mend it."))
    return findings.collect(
        [cstools.Flagged("R1", "error", "people", np.array([2]), ["7"], ("age",), "Old")]
    )
"""


@pytest.fixture
def semicolons(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("A report\nchild;age\n7;40\n", "utf-8")
    return path


def test_an_error_of_a_tool_carries_the_notes_of_reading(make_tool, semicolons):
    make_tool("refuses", REFUSES)
    with pytest.raises(CstoolsError) as caught:
        cstools.run("refuses", semicolons)
    notes = " ".join(caught.value.__notes__)
    assert "people.csv has its columns separated by semicolons" in notes
    assert "people.csv has 1 line above the headings" in notes


def test_the_command_prints_them_under_the_error(make_tool, semicolons, cstools_command):
    make_tool("refuses", REFUSES)
    outcome = cstools_command("run", "refuses", semicolons, "--out", "out")
    error, seen = outcome.err.split("Seen while reading:")
    assert (outcome.code, "There are no episodes." in error) == (2, True)
    assert "separated by semicolons" in " ".join(seen.split())


@pytest.mark.parametrize("option", ["--quiet", "--json"])
def test_warnings_are_seen_whatever_is_asked_for(make_tool, semicolons, cstools_command, option):
    make_tool("flags", FLAGS)
    outcome = cstools_command("run", "flags", semicolons, "--out", "out", option)
    assert "Warning: The tool warns." in outcome.err
    if option == "--json":
        assert json.loads(outcome.out)["warnings"] == ["The tool warns."]


def test_warnings_stand_first_in_terminal_page_and_workbook(
    make_tool, semicolons, cstools_command, tmp_path
):
    import openpyxl

    make_tool("flags", FLAGS)
    outcome = cstools_command("run", "flags", semicolons, "--out", tmp_path / "out")
    lines = [line for line in outcome.out.splitlines() if line.strip()]
    assert lines[1] == "Warning: The tool warns."
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert page.index("<li>The tool warns.</li>") < page.index('<section id="summary"')
    sheet = openpyxl.load_workbook(tmp_path / "out" / "report.xlsx")["Summary"]
    texts = [cell.value for cell in sheet["A"]]
    assert texts.index("The tool warns.") < texts.index("Run")
    assert sheet.cell(texts.index("The tool warns.") + 1, 1).fill.fgColor.rgb == "FFF8CBAD"


def test_rows_read_are_those_before_any_tool(make_tool, tmp_path):
    drops = """
@hookimpl
def cstools_wrangle(dataset):
    return cstools.Dataset({"people": dataset["people"].iloc[:0]}, adopted=True)
"""
    make_tool("drops", drops, stages='["wrangle"]', produces='["tables"]')
    (tmp_path / "people.csv").write_text("child,age\n7,40\n8,41\n", "utf-8")
    result = cstools.run("drops", tmp_path / "people.csv")
    assert (result.rows_read, result.dataset.rows) == ({"people": 2}, {"people": 0})
    result.export(tmp_path / "out", ["html", "xlsx"])
    page = " ".join((tmp_path / "out" / "report.html").read_text("utf-8").split())
    assert "read 2 rows in 1 table" in page
    assert '2<br><span class="quiet">0 left after drops</span>' in page
