"""Discovery: reads metadata only; a broken tool is named and the rest works."""

from __future__ import annotations

import sys

import pandas as pd
import pytest

import cstools
from cstools import plugins

FINDS_NOTHING = """
@hookimpl
def cstools_validate(dataset):
    return findings.empty()
"""


def test_a_tool_is_found_without_importing_it(make_tool):
    make_tool("quiet", "raise RuntimeError('imported')")
    assert plugins.find("quiet").manifest.title == "Quiet"
    assert "cstools_quiet.plugin" not in sys.modules


def test_an_unknown_tool_gets_a_suggestion(make_tool):
    make_tool("reviews-late")
    with pytest.raises(cstools.UsageError, match="Did you mean reviews-late"):
        plugins.find("review-late")


def test_a_broken_tool_is_named_and_the_rest_works(make_tool, cstools_command):
    make_tool("broken", "import a_module_that_is_not_there")
    make_tool("healthy", FINDS_NOTHING)
    data = {"t": pd.DataFrame({"a": [1]})}
    with pytest.raises(cstools.ToolError, match=r"The tool broken could not be loaded: Module"):
        cstools.run("broken", data)
    assert cstools.run("healthy", data).findings.empty
    doctor = cstools_command("doctor")
    assert doctor.code == 1
    [line] = [line for line in doctor.out.splitlines() if "tool broken" in line]
    assert "PROBLEM" in line


def test_a_tool_without_manifest_is_listed_as_broken(make_tool, tool_folder, cstools_command):
    make_tool("bare")
    (tool_folder / "cstools_bare" / "cstools.toml").unlink()
    plugins.installed.cache_clear()
    with pytest.raises(cstools.ToolError, match=r"cstools\.toml does not exist"):
        plugins.find("bare")
    listed = cstools_command("list")
    assert listed.code == 0
    assert "validate-903" in listed.out
    assert "broken" in listed.out


def test_a_name_that_differs_from_the_entry_point(make_tool, tool_folder):
    make_tool("one")
    path = tool_folder / "cstools_one" / "cstools.toml"
    path.write_text(path.read_text("utf-8").replace('"one"', '"two"'), encoding="utf-8")
    plugins.installed.cache_clear()
    [plugin] = [p for p in plugins.installed() if p.name == "one"]
    assert "Give both the same name" in plugin.problem


def test_a_standard_not_installed(make_tool):
    make_tool("reader", FINDS_NOTHING, reads='["no-such-standard"]')
    with pytest.raises(cstools.UsageError, match="'no-such-standard' is not installed"):
        cstools.run("reader", {"t": pd.DataFrame()})


def test_a_hook_with_an_argument_that_does_not_exist(make_tool):
    make_tool("odd", "@hookimpl\ndef cstools_validate(dataset, nonsense):\n    return None\n")
    with pytest.raises(cstools.ToolError, match="does not fit the hooks"):
        cstools.run("odd", {"t": pd.DataFrame({"a": [1]})})
