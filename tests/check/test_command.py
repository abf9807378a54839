"""``cstools check`` as it is typed."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from cstools.check import every_rule
from cstools.cli import run_command


@dataclass
class Said:
    code: int
    out: str


@pytest.fixture
def typed(capsys, quick_trials):
    """The command in this process; one test below starts it as people do."""

    def run(*arguments):
        return Said(run_command(["check", *map(str, arguments)]), capsys.readouterr().out)

    return run


def test_a_good_tool(cstools_command, project):
    done = cstools_command("check", project)
    assert done.code == 0
    assert done.out.strip().startswith("blank-cells 0.1.0: ")
    assert done.out.strip().endswith("It passes.")


def test_this_folder_and_json(typed, project, monkeypatch):
    (project / "LICENSE").unlink()
    monkeypatch.chdir(project)
    done = typed("--json")
    assert done.code == 1
    body = json.loads(done.out)
    assert (body["tool"], body["version"], body["passed"]) == ("blank-cells", "0.1.0", False)
    outcomes = {one["rule"]: one for one in body["outcomes"]}
    assert set(outcomes) == {rule.id for rule in every_rule()}
    assert outcomes["licence"]["state"] == "failed"
    assert outcomes["licence"]["problem"].startswith("There is no file LICENSE")


def test_a_warning_is_shown_and_passes(typed, project, change):
    change(project, "pyproject.toml", '"pandas>=3"', '"pandas>=3", "click"')
    done = typed(project, "--verbose")
    assert done.code == 0
    assert "dependencies-used" in done.out
    assert "not applying" in done.out
    assert "1 failed. It passes." in done.out


def test_what_cannot_be_looked_at_is_counted_only(typed, project, change):
    change(project, "cstools_blank_cells/plugin.py", "RULE, TITLE =", "1 / 0\nRULE, TITLE =")
    done = typed(project)
    assert done.code == 1
    assert "1 failed, " in done.out
    assert "could not be looked at because of that. It does not pass." in done.out
    assert "deterministic" not in done.out
    assert "See the rule loads." in typed(project, "-v").out


def test_wrong_usage(fails, tmp_path):
    assert "There is no folder" in fails("check", tmp_path / "nowhere")


def test_the_rules(typed):
    listed = typed("--rules")
    assert listed.code == 0
    assert all(rule.id in listed.out for rule in every_rule())
    body = json.loads(typed("--rules", "--json").out)
    assert [one["id"] for one in body] == [rule.id for rule in every_rule()]
