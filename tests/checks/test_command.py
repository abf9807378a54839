"""``cstools check`` as it is typed."""

from __future__ import annotations

import json

from cstools.checks import every_rule


def test_a_good_tool(cstools_command, project):
    done = cstools_command("check", project)
    assert done.code == 0
    assert done.out.strip().startswith("blank-cells 0.1.0: ")
    assert done.out.strip().endswith("It passes.")


def test_this_folder_and_json(cstools_command, project):
    (project / "LICENSE").unlink()
    done = cstools_command("check", "--json", cwd=project)
    assert done.code == 1
    body = json.loads(done.out)
    assert (body["tool"], body["version"], body["passed"]) == ("blank-cells", "0.1.0", False)
    outcomes = {one["rule"]: one for one in body["outcomes"]}
    assert set(outcomes) == {rule.id for rule in every_rule()}
    assert outcomes["licence"]["state"] == "failed"
    assert outcomes["licence"]["problem"].startswith("There is no file LICENSE")


def test_a_warning_is_shown_and_passes(cstools_command, project, change):
    change(project, "pyproject.toml", '"pandas>=3"', '"pandas>=3", "click"')
    done = cstools_command("check", project, "--verbose")
    assert done.code == 0
    assert "dependencies-used" in done.out
    assert "not applying" in done.out
    assert "1 failed. It passes." in done.out


def test_what_cannot_be_looked_at_is_counted_only(cstools_command, project, change):
    change(project, "cstools_blank_cells/plugin.py", "RULE, TITLE =", "1 / 0\nRULE, TITLE =")
    done = cstools_command("check", project)
    assert done.code == 1
    assert "1 failed, " in done.out
    assert "could not be looked at because of that. It does not pass." in done.out
    assert "deterministic" not in done.out
    assert "See the rule loads." in cstools_command("check", project, "-v").out


def test_wrong_usage(fails, tmp_path):
    assert "There is no folder" in fails("check", tmp_path / "nowhere")


def test_the_rules(cstools_command):
    listed = cstools_command("check", "--rules")
    assert listed.code == 0
    assert all(rule.id in listed.out for rule in every_rule())
    body = json.loads(cstools_command("check", "--rules", "--json").out)
    assert [one["id"] for one in body] == [rule.id for rule in every_rule()]
