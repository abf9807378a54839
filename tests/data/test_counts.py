from __future__ import annotations

import pandas as pd

import cstools
from cstools.data.context import Check
from cstools.data.counts import by_child, by_rule, by_severity, by_state, by_table, count, flagged
from cstools.data.result import Result
from cstools.plugin.manifest import Manifest

CHECKS = [
    Check("R3", "Clear", "query", "done"),
    Check("R2", "Late", "query", "done", found=2, fix="Put it right.", tool="first"),
    Check("R4", "Skipped", "error", "skipped", "No table.", tool="second"),
    Check("R5", "Broke", "info", "failed", "", tool="second"),
]


def findings():
    return cstools.collect(
        [
            cstools.Flagged("R1", "error", "T", [2, 3], ["A", "B"], ("F",), "Wrong"),
            cstools.Flagged("R2", "query", "T", [2], ["A"], ("F",), "Late"),
            cstools.Flagged("R2", "query", "U", [5], [None], ("F",), "Late"),
        ]
    )


def result(tmp_path):
    manifest = Manifest("t", "T", "S", ("validate",), (), ("findings",), "M", "MIT", tmp_path)
    tables = {"T": pd.DataFrame({"row": [2, 3, 4]}), "V": pd.DataFrame({"row": [2]})}
    data = cstools.Dataset(tables)
    return Result(manifest, "1", {}, data, findings=findings(), checks=CHECKS)


def test_by_severity():
    assert list(by_severity(findings()).items()) == [("error", 2), ("query", 2), ("info", 0)]


def test_what_a_rule_flags():
    rules = flagged(findings())
    assert {name: (rule.rows, rule.children) for name, rule in rules.items()} == {
        "R1": (2, 2),
        "R2": (2, 1),
    }


def test_rules_that_found_nothing_are_listed_when_they_were_checked(tmp_path):
    rules = by_rule(result(tmp_path))
    assert [(rule.rule, rule.rows, rule.state) for rule in rules] == [
        ("R1", 2, "done"),
        ("R4", 0, "skipped"),
        ("R2", 2, "done"),
        ("R3", 0, "done"),
        ("R5", 0, "failed"),
    ]
    assert rules[2].fix == "Put it right."


def test_children_with_most_findings_come_first_and_those_without_a_name_last():
    children = by_child(findings())
    assert [(one.child, one.total, one.rules, one.tables) for one in children] == [
        ("A", 2, ("R1", "R2"), ("T",)),
        ("B", 1, ("R1",), ("T",)),
        (None, 1, ("R2",), ("U",)),
    ]


def test_tables_that_were_read_or_have_findings(tmp_path):
    tables = by_table(result(tmp_path))
    assert [(one.table, one.read, one.flagged, one.children) for one in tables] == [
        ("T", 3, 2, 2),
        ("V", 1, 0, 0),
        ("U", None, 1, 0),
    ]


def test_all_of_a_run(tmp_path):
    counts = count(result(tmp_path))
    assert (counts.findings, counts.flagged, counts.children, counts.largest) == (4, 3, 2, 2)
    assert [rule.rule for rule in counts.rules] == ["R1", "R2"]


def test_how_the_rules_went():
    states = by_state(CHECKS)
    assert (states.total, states.ran, states.skips, states.failures) == (4, 2, 1, 1)
    assert [check.rule for check in states.clear] == ["R3"]
    assert list(states.skipped) == ["No table."]
    assert list(states.failed) == ["No reason was given."]
    assert states.tools == [("", 1, 1), ("first", 1, 1), ("second", 0, 2)]
