"""The assertions hold when they should, and show what was found when they fail."""

from __future__ import annotations

from dataclasses import fields
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from cstools import Result
from cstools.testing import CheckedResult, starred, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from cstools.testing import RunTool

REVIEWS = """
    CHILD DAYS NOTE
    A     3    -
    B     9    a_b  *
    C     12   x    *
"""


@pytest.fixture
def result(run_tool: RunTool, late: str) -> CheckedResult:
    return run_tool(late, {"Reviews": table(REVIEWS)})


def says(call: Callable[..., object], *arguments: object, **named: object) -> str:
    """What a failed assertion says."""
    with pytest.raises(AssertionError) as caught:
        call(*arguments, **named)
    return str(caught.value)


def test_it_is_a_result_with_all_of_one(result, run_tool, late, tmp_path):
    assert isinstance(result, Result)
    assert result.tool.name == late
    assert all(hasattr(result, one.name) for one in fields(Result))
    assert {path.name for path in result.export(tmp_path, formats=["csv"])} >= {"findings.csv"}
    assert repr(result) == "<result of late: 2 findings, 2 panels>"


def test_what_was_found_passes(result):
    found = result.assert_finds("LATE", table="Reviews", rows=starred(REVIEWS), children=["C", "B"])
    assert found["row"].tolist() == [3, 4]
    result.assert_finds("LATE")
    result.assert_finds("LATE", rows=(row for row in (4, 3)))
    result.assert_finds("EARLY", rows=[], children=[])
    result.assert_finds_nothing("EARLY")


def test_missing_and_surplus_rows_are_shown(result):
    text = says(result.assert_finds, "LATE", table="Reviews", rows=[2, 3, 9])
    expected = """
        LATE in Reviews finds row 3, 4, not row 2, 3, 9.
        Not found, but expected: row 2, 9
          Reviews
           row CHILD DAYS
             2     A    3
          row 9: there is no such row; Reviews has rows 2 to 4
        Found, but not expected:
          Reviews
           row CHILD DAYS NOTE
             4     C   12    x
        All that was found:
          rule   table  found rows         title
          LATE Reviews      2 3, 4 Held too late
    """
    assert text == dedent(expected).strip()


def test_a_row_too_many_or_too_few_is_enough_to_fail(result):
    assert "Not found, but expected: row 2" in says(result.assert_finds, "LATE", rows=[2, 3, 4])
    assert "Found, but not expected" in says(result.assert_finds, "LATE", rows=[3])
    assert "finds row 3, 4, not row none" in says(result.assert_finds, "LATE", rows=[])


def test_missing_and_surplus_children_are_named(result):
    text = says(result.assert_finds, "LATE", children=["B", "Z", None])
    assert "Not found, but expected: (blank), Z" in text
    assert "Found, but not expected: C" in text


def test_a_blank_child_is_a_child(run_tool, late):
    result = run_tool(late, {"Reviews": table("CHILD DAYS\n- 9\nB 10")})
    result.assert_finds("LATE", children=[None, "B"])


def test_the_table_counts(run_tool, late):
    tables = {"Reviews": table(REVIEWS), "Visits": table("CHILD DAYS\nA 3\nB 4\nC 77")}
    result = run_tool(late, tables)
    result.assert_finds("LATE", table="Visits", rows=[4])
    assert "LATE in Sheets finds nothing." in says(result.assert_finds, "LATE", table="Sheets")
    text = says(result.assert_finds, "LATE", table="Sheets", rows=[2])
    assert "there is no table Sheets, only Reviews, Visits" in text


@pytest.mark.parametrize("question", ["assert_finds", "assert_finds_nothing"])
def test_a_rule_that_was_not_checked_neither_finds_nor_finds_nothing(result, question):
    ask = getattr(result, question)
    assert says(ask, "NEVER") == "NEVER was skipped: Visits was not given."
    assert says(ask, "LAET") == (
        "late has not checked a rule LAET. It has checked: LATE, EARLY, NEVER."
    )


def test_a_rule_that_failed_is_not_taken_for_one_that_finds_nothing(run_tool, late):
    result = run_tool(late, {"Reviews": table("CHILD DAYS\nA 3")}, broken=True)
    assert says(result.assert_finds_nothing) == "These rules failed:\nODD: KeyError, line 3."
    assert says(result.assert_finds_nothing, "ODD") == "ODD was failed: KeyError, line 3."
    assert says(result.assert_skips, "ODD") == ("ODD was not skipped but failed: KeyError, line 3.")


def test_finding_nothing(run_tool, late, result):
    run_tool(late, {"Reviews": table("CHILD DAYS\nA 3")}).assert_finds_nothing()
    text = says(result.assert_finds_nothing)
    assert text.startswith("The tool finds something.")
    assert "LATE Reviews      2 3, 4 Held too late" in text
    text = says(result.assert_finds_nothing, "LATE")
    assert text.startswith("LATE finds something.")
    assert "   3     B    9  a b" in text


def test_skipping(result):
    assert result.assert_skips("NEVER") == "Visits was not given."
    assert says(result.assert_skips, "LATE") == "LATE was not skipped but done."
    assert "has not checked a rule LAET" in says(result.assert_skips, "LAET")


def test_a_tool_that_lists_no_checks_can_be_asked(make_tool, run_tool):
    name = make_tool("silent", "@hookimpl\ndef cstools_validate(): return findings.empty()\n")
    result = run_tool(name, {"Reviews": table(REVIEWS)})
    result.assert_finds_nothing("ANY")
    assert says(result.assert_finds, "ANY") == (
        "ANY finds nothing.\nAll that was found:\n  No rule finds anything."
    )


def test_panels(result):
    assert result.assert_panel("Days").caveats == ("Made up.",)
    result.notes.append("No visits, so no panel on them.")
    assert says(result.assert_panel, "days") == (
        "There is no panel 'days', but:\n  Share of late reviews\n  Days\n"
        "Notes of the run:\n  No visits, so no panel on them."
    )


def test_a_long_message_is_cut(run_tool, late):
    rows = "\n".join(f"{number} 9" for number in range(40))
    result = run_tool(late, {"Reviews": table(f"CHILD DAYS\n{rows}")})
    text = says(result.assert_finds_nothing, "LATE")
    assert "40 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 30 more" in text
    assert "... and 25 more" in text


def test_of_a_wide_table_the_columns_of_the_finding_are_shown(run_tool, late):
    wide = {f"C{number}": ["x"] for number in range(30)}
    frame = table("CHILD NOTE\nA -").assign(**wide, DAYS="9")
    text = says(run_tool(late, {"Reviews": frame}).assert_finds_nothing, "LATE")
    assert " row CHILD C0 C1 C2 C3 C4 C5 DAYS" in text


def test_the_same_again(result, run_tool, late):
    again = run_tool(late, {"Reviews": table(REVIEWS)})
    again.notes.append("Another note.")
    result.assert_same(again)


def test_what_differs_is_shown(result, run_tool, late):
    other = run_tool(late, {"Reviews": table(REVIEWS.replace("12", "2"))}, broken=True)
    text = says(result.assert_same, other)
    assert "Found in this run only:" in text
    assert "LATE    query Reviews   4     C   DAYS Held too late" in text
    assert "Found in the other run only:" not in text
    assert "Rule ODD was not there in this run, failed in the other." in text
    assert '-          {"Rule": "LATE", "Share": 0.666667}' in text
    assert "The table Reviews" in text
    assert "At positional index 2, first diff: 12 != 2" in text.replace("'", "")


@pytest.mark.parametrize(
    ("change", "says_so"),
    [
        (lambda run: run.panels.pop(), "The panels differ"),
        (lambda run: run.dataset.tables.clear(), "the other has none"),
        (lambda run: run.checks.pop(), "Rule NEVER was skipped in this run, not there in"),
    ],
)
def test_each_part_counts(result, run_tool, late, change, says_so):
    other = run_tool(late, {"Reviews": table(REVIEWS)})
    change(other)
    assert says_so in says(result.assert_same, other)


def test_lists_count(result, run_tool, late):
    teams = table("Child Team\nB North\nC South")
    other = run_tool(late, {"Reviews": table(REVIEWS)}, teams=teams)
    assert "This run has the lists none; the other has fix-list" in says(result.assert_same, other)
