"""Versions of the hooks, and hooks that will go: told to the author, not to the user."""

from __future__ import annotations

import json
import warnings
from textwrap import dedent

import pandas as pd
import pytest

import cstools
from cstools.check import check
from cstools.plugin import discovery

VALIDATOR = """
@hookimpl
def cstools_validate(dataset, context):
    return findings.empty()
"""
# Put on the path under this name, Python runs it when it starts: a core in which something goes.
DEPRECATING = """
from cstools import hookspecs

told = hookspecs.DeprecatedHookWarning("'context' goes with api 2; take 'run' instead.")
hookspecs.hookspec(warn_on_impl_args={"context": told})(hookspecs.cstools_validate)
"""


@pytest.fixture
def later_core(tmp_path, monkeypatch):
    folder = tmp_path / "later core"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(dedent(DEPRECATING), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))


@pytest.mark.usefixtures("later_core")
def test_the_author_is_warned(project):
    report = check(project)
    [outcome] = report.in_state("failed")
    assert (outcome.rule, outcome.level) == ("deprecated", "warning")
    assert outcome.problem == "'context' goes with api 2; take 'run' instead."
    assert report.passed


def test_the_user_is_not(make_tool, tool_folder, cstools_command):
    make_tool("tells", VALIDATOR)
    (tool_folder / "sitecustomize.py").write_text(dedent(DEPRECATING), encoding="utf-8")
    table = tool_folder.parent / "t.csv"
    table.write_text("a\n1\n", encoding="utf-8")
    done = cstools_command("run", "tells", table, "--format", "csv", PYTHONWARNINGS="always")
    assert done.code == 0
    assert "goes with api 2" not in done.out + done.err


def test_no_other_warning_is_kept_silent(make_tool):
    make_tool("warns", "import warnings\nwarnings.warn('mine', UserWarning)\n" + VALIDATOR)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        cstools.run("warns", {"t": pd.DataFrame({"a": [1]})})
    assert [str(one.message) for one in heard] == ["mine"]


@pytest.mark.parametrize(
    ("api", "says"),
    [
        (
            "2",
            "written for version 2 of the hooks, and this cstools has version 1. Upgrade cstools",
        ),
        ("one", "no version 'one' of the hooks. Tell its maintainer (tests)"),
    ],
)
def test_another_version_is_refused_and_listed_as_broken(api, says, make_tool, cstools_command):
    make_tool("ahead", VALIDATOR, produces=f'["findings"]\napi = "{api}"\nkey-to-come = 1')
    make_tool("healthy", VALIDATOR)
    with pytest.raises(cstools.ToolError) as caught:
        cstools.run("ahead", {"t": pd.DataFrame({"a": [1]})})
    assert says in str(caught.value)
    listed = {one["name"]: one for one in json.loads(cstools_command("list", "--json").out)}
    assert listed["ahead"]["state"].startswith("broken: ")
    assert says in listed["ahead"]["state"]
    assert listed["healthy"]["state"] == "ready"
    assert discovery.find("healthy").manifest.api == "1"
