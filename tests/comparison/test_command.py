"""The command: options of both tools, what is printed, exit codes."""

from __future__ import annotations

import json
import os
from inspect import cleandoc

import pytest

OPTIONS = """
[params.{name}]
type = "int"
default = {default}
help = "How {name}."
[params.shared]
type = "str"
help = "What both take."
"""


@pytest.fixture
def table(tmp_path):
    rows = "\n".join(f"Secret {place}" for place in range(20))
    path = tmp_path / "people.csv"
    path.write_text(f"name\n{rows}\n", encoding="utf-8")
    return path


@pytest.fixture
def tools(checker):
    """Two tools that differ: on rule 1 with a reason, on rule 2 without."""
    checker(
        "left",
        {"1": [2, 3], "2": [4, 5, 6, 7, 8], "3": [9]},
        ran="1 2 3",
        catalogue=[{"code": "1", "differs": "Blanks are left out."}],
        extra=OPTIONS.format(name="deep", default=1),
    )
    checker(
        "right",
        {"1": [2], "2": [12], "3": [9]},
        ran="1 2 3",
        extra=OPTIONS.format(name="wide", default=2),
    )
    return "left", "right"


def test_the_terminal_shows_totals_and_differences(cstools_command, tools, table):
    outcome = cstools_command("compare", *tools, table, "--out", "out", COLUMNS="120")
    assert outcome.code == 0
    shown = " ".join(outcome.out.split())
    assert "agree 1 differ, reason documented 1 differ, not explained 1" in shown
    assert "2 by both, 6 only by left, 1 only by right" in shown
    lines = [line.strip() for line in outcome.out.splitlines()]
    assert lines.index("2: Not explained.") < lines.index(
        "1: left says: Blanks are left out. (Not checked row by row.)"
    )
    assert "only left: people 4, 5, 6 …; only right: people 12" in lines
    assert "comparison-rows.csv" in lines
    assert "KID" not in outcome.out + outcome.err
    assert "Secret" not in outcome.out + outcome.err


def test_many_differences_are_cut_short(cstools_command, checker, table):
    checker("left", {str(rule): [2] for rule in range(1, 31)})
    checker("right", ran=" ".join(map(str, range(1, 31))))
    run = ("compare", "left", "right", table, "--format", "csv")
    assert "... and 18 more that differ: see the files" in cstools_command(*run).out
    whole = cstools_command(*run, "--verbose", "--out", "more").out
    assert "more that differ" not in whole
    assert whole.count("Not explained.") == 30


def test_json_names_rows_and_no_child(cstools_command, tools, table):
    outcome = cstools_command("compare", *tools, table, "--out", "out", "--json")
    body = json.loads(outcome.out)
    assert body["totals"]["unexplained"] == 1
    first = body["rules"][0]
    assert (first["rule"], first["outcome"]) == ("2", "unexplained")
    assert first["examples"]["first"] == [["people", 4], ["people", 5], ["people", 6]]
    assert body["files"][-1] == "run.json"
    assert "KID" not in outcome.out


@pytest.mark.parametrize(
    ("fail_on", "rules", "code"),
    [
        ("unexplained", "1 2", 1),
        ("unexplained", "1", 0),
        ("difference", "1", 1),
        ("difference", "3", 0),
        ("never", "1 2", 0),
    ],
)
def test_exit_code(cstools_command, checker, table, fail_on, rules, code):
    found = {rule: [2] for rule in rules.split()}
    checker("left", found, catalogue=[{"code": "1", "differs": "On purpose."}], ran=rules)
    checker("right", {"3": [2]} if rules == "3" else {}, ran=rules)
    run = ("compare", "left", "right", table, "-q", "--fail-on", fail_on, "--out", "out")
    outcome = cstools_command(*run)
    assert (outcome.code, outcome.out, outcome.err) == (code, "", "")


def test_help_names_the_options_of_both(cstools_command, tools):
    shown = " ".join(cstools_command("compare", *tools, "--help").out.split())
    assert "--deep NUMBER How deep. (Only for left.) [default: 1]" in shown
    assert "--wide NUMBER How wide. (Only for right.) [default: 2]" in shown
    assert "--shared TEXT What both take. " in shown
    assert "--fail-on [unexplained|difference|never]" in shown


def test_help_lists_the_tools_that_validate(cstools_command, tools, make_tool):
    make_tool("charts", stages='["visualise"]')
    shown = cstools_command("compare", "--help").out
    assert "left" in shown
    assert "charts" not in shown
    others = cstools_command("compare", "left", "--help").out.split("Tools:")[1]
    assert "right" in others
    assert "left" not in others


def test_wrong_usage(fails, tools, table, tmp_path):
    assert "No such option '--dep'" in fails("compare", *tools, table, "--dep", 1)
    assert "deep is not a whole number" in fails("compare", *tools, table, "--deep", "x")
    assert "left was given twice" in fails("compare", "left", "left", table)
    assert "needs something to read" in fails("compare", *tools)
    assert "no format 'xlsx' for a comparison" in fails(
        "compare", *tools, table, "--format", "xlsx"
    )
    assert "No tool called 'rigth'" in fails("compare", "left", "rigth", table)
    assert list(tmp_path.glob("left-and-right*")) == []


def test_a_tool_that_fails_leaves_nothing(fails, tools, make_tool, table, tmp_path):
    make_tool("broken", cleandoc("@hookimpl\ndef cstools_validate(dataset):\n    return 1"))
    told = fails("compare", "left", "broken", table, "--out", "out")
    assert "The tool broken returned int from cstools_validate, not findings." in told
    assert not (tmp_path / "out").exists()


def test_help_needs_no_pandas(cstools_command, tools, tmp_path):
    (tmp_path / "blocked").mkdir()
    code = "import sys; sys.modules['pandas'] = None\n"
    (tmp_path / "blocked" / "sitecustomize.py").write_text(code, encoding="utf-8")
    path = os.pathsep.join(map(str, (tmp_path / "blocked", tmp_path / "tools on the path")))
    assert cstools_command("compare", *tools, "--help", PYTHONPATH=path).code == 0
