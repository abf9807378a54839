"""Two tools in one run keep their own rules, titles, severities and fixes."""

from __future__ import annotations

import csv
import json

import pandas as pd
import pytest

import cstools
from cstools.data.counts import by_rule

TABLES = {"people": pd.DataFrame({"child": ["7", "8"], "age": [40, 41]})}
TOOL = """
import numpy as np
@hookimpl
def cstools_validate(dataset, context):
    rows, children = np.array({rows}), ["7"] * len({rows})
    context.checks.append(
        cstools.Check("165", "{title}", "{severity}", "done", found=len(rows), fix="{fix}")
    )
    context.checks.append(cstools.Check("{own}", "Own", "error", "failed", reason="It broke."))
    return findings.collect(
        [cstools.Flagged("165", "{severity}", "people", rows, children, ("age",), "{title}")]
    )
"""


@pytest.fixture
def result(make_tool):
    for name, rows, severity in (("first", [2, 3], "query"), ("second", [2], "error")):
        source = TOOL.format(
            rows=rows, title=f"Of {name}", severity=severity, fix=f"Mend {name}.", own=f"X{name}"
        )
        make_tool(name, source)
    return cstools.run("first", TABLES, also=["second"])


def test_findings_of_both_are_kept_whole(result):
    lines = result.findings[["rule", "severity", "row", "title"]].astype(str).to_numpy().tolist()
    assert sorted(lines) == [
        ["165", "query", "2", "Of first"],
        ["165", "query", "3", "Of first"],
        ["165 (second)", "error", "2", "Of second"],
    ]


def test_rules_have_their_own_title_severity_and_fix(result):
    lines = {line.rule: line for line in by_rule(result)}
    assert (lines["165"].title, lines["165"].severity, lines["165"].rows) == (
        "Of first",
        "query",
        2,
    )
    assert lines["165"].fix == "Mend first."
    assert (lines["165 (second)"].title, lines["165 (second)"].rows) == ("Of second", 1)
    assert lines["165 (second)"].fix == "Mend second."


def test_each_check_names_its_tool(result):
    assert [(check.rule, check.tool) for check in result.checks] == [
        ("165", "first"),
        ("Xfirst", "first"),
        ("165 (second)", "second"),
        ("Xsecond", "second"),
    ]


def test_the_files_keep_them_apart(result, tmp_path):
    result.export(tmp_path / "out", ["html", "csv", "json"])
    with (tmp_path / "out" / "rules.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [(line["rule"], line["tool"]) for line in csv.DictReader(file)][2] == (
            "165 (second)",
            "second",
        )
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "first: 1 of 2 rules ran." in page
    assert "second: 1 of 2 rules ran." in page
    written = json.loads((tmp_path / "out" / "findings.json").read_text("utf-8"))
    assert {check["tool"] for check in written["checks"]} == {"first", "second"}


def test_codes_that_only_one_has_stay_as_they_are(make_tool):
    make_tool("one", TOOL.format(rows=[2], title="T", severity="info", fix="F", own="A"))
    [line] = cstools.run("one", TABLES).findings["rule"].unique()
    assert line == "165"


def test_each_tool_gets_a_parameter_as_it_wants_it(make_tool):
    """The first takes the authority as it was given; the other as the standard understands it."""
    tells = """
@hookimpl
def cstools_validate(context):
    context.notes.append(f"{name}: {{context.params['local_authority']}}")
    return findings.empty()
"""
    param = '\n[params.local_authority]\ntype = "str"\nhelp = "The authority."\n'
    make_tool("plain", tells.format(name="plain"), reads='["ssda903"]', extra=param)
    make_tool(
        "coded",
        tells.format(name="coded"),
        reads='["ssda903"]',
        extra=param + 'load = "standard"\n',
    )
    header = pd.DataFrame({"CHILD": ["1"], "ETHNIC": ["WBRI"]})
    result = cstools.run("plain", {"Header": header}, also=["coded"], local_authority="Birmingham")
    assert {"plain: Birmingham", "coded: E08000025"} <= set(result.notes)
