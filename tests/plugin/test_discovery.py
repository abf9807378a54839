"""Discovery: reads metadata only; a broken tool is named and the rest works."""

from __future__ import annotations

import json
import sys

import pandas as pd
import pytest

import cstools
from cstools.call import load_standard
from cstools.errors import describe
from cstools.plugin import discovery

FINDS_NOTHING = """
@hookimpl
def cstools_validate(dataset):
    return findings.empty()
"""


def test_a_tool_is_found_without_importing_it(make_tool):
    make_tool("quiet", "raise RuntimeError('imported')")
    assert discovery.find("quiet").manifest.title == "Quiet"
    assert "cstools_quiet.plugin" not in sys.modules


def test_an_unknown_tool_gets_a_suggestion(make_tool):
    make_tool("reviews-late")
    with pytest.raises(cstools.UsageError, match="Did you mean reviews-late"):
        discovery.find("review-late")


def test_a_broken_tool_is_named_and_the_rest_works(make_tool, cstools_command):
    make_tool("broken", "import a_module_that_is_not_there")
    make_tool("healthy", FINDS_NOTHING)
    data = {"t": pd.DataFrame({"a": [1]})}
    with pytest.raises(cstools.ToolError, match=r"The tool broken could not be loaded: Module"):
        cstools.run("broken", data)
    assert cstools.run("healthy", data).findings.empty
    listed = json.loads(cstools_command("list", "--json").out)
    states = {one["name"]: one["state"] for one in listed}
    missing = "it imports a_module_that_is_not_there, which is not installed."
    assert states["broken"] == f"broken: {missing}"
    assert states["healthy"] == states["validate-903"] == "ready"
    doctor = cstools_command("doctor")
    assert doctor.code == 1
    line, verdict = (line for line in doctor.out.splitlines() if "tool broken" in line)
    assert "PROBLEM" in line
    assert verdict == "1 problem: tool broken."


def test_a_tool_without_manifest_is_listed_as_broken(make_tool, tool_folder, cstools_command):
    make_tool("bare")
    (tool_folder / "cstools_bare" / "cstools.toml").unlink()
    discovery.installed.cache_clear()
    with pytest.raises(cstools.ToolError, match=r"cstools\.toml does not exist: .*Reinstall"):
        discovery.find("bare")
    listed = cstools_command("list")
    assert listed.code == 0
    assert "validate-903" in listed.out
    assert "broken" in listed.out


def test_a_name_that_differs_from_the_entry_point(make_tool, tool_folder):
    make_tool("one")
    path = tool_folder / "cstools_one" / "cstools.toml"
    path.write_text(path.read_text("utf-8").replace('"one"', '"two"'), encoding="utf-8")
    discovery.installed.cache_clear()
    [plugin] = [p for p in discovery.installed() if p.name == "one"]
    assert "Give both the same name" in plugin.problem


def test_a_standard_not_installed(make_tool):
    make_tool("reader", FINDS_NOTHING, reads='["no-such-standard"]')
    with pytest.raises(cstools.UsageError, match="'no-such-standard' is not installed"):
        cstools.run("reader", {"t": pd.DataFrame()})


def test_a_hook_with_an_argument_that_does_not_exist(make_tool):
    make_tool("odd", "@hookimpl\ndef cstools_validate(dataset, nonsense):\n    return None\n")
    with pytest.raises(cstools.ToolError, match="does not fit the hooks") as caught:
        cstools.run("odd", {"t": pd.DataFrame({"a": [1]})})
    said = "cstools_validate takes 'nonsense'; its arguments are dataset, context."
    assert caught.value.problem == f"The tool odd does not fit the hooks: {said}"
    assert "reference page 'Hooks'" in caught.value.advice


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (
            FINDS_NOTHING + "\n@hookimpl\ndef cstools_wrangle(dataset):\n    return dataset\n",
            "has a hook cstools_wrangle, and its manifest does not list the stage wrangle. List",
        ),
        ("@hookimpl\ndef cstools_validat():\n    return 1\n", "Did you mean cstools_validate"),
        ("@hookimpl\nclass cstools_validate:\n    x = 1\n", "cstools_validate is no function"),
    ],
)
def test_hooks_that_would_be_passed_over(make_tool, source, says):
    make_tool("odd", source)
    with pytest.raises(cstools.ToolError, match=says):
        cstools.run("odd", {"t": pd.DataFrame({"a": [1]})})


def test_a_hook_beside_that_of_a_standard_is_no_stage(make_tool):
    standards = "\n@hookimpl\ndef cstools_standards():\n    return []\n"
    make_tool("both", FINDS_NOTHING + standards)
    assert cstools.run("both", {"t": pd.DataFrame({"a": [1]})}).findings.empty


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (
            "return None",
            "visits returned nothing from cstools_standards, not a list of Standard. Return a",
        ),
        ("return 'visits'", "returned str from cstools_standards"),
        ("return 7", "returned int from"),
        ("return {'visits': 1}", "returned dict from"),
        ("return ['visits']", "returned list of str from"),
        ("return [cstools.Standard]", r"returned list of \w+ from"),
        ("return []", "says it provides visits but does not. Let its cstools_standards return"),
        (
            "raise ValueError('A1')",
            r"failed while giving its standards: ValueError in plugin.py, line 5",
        ),
        ("raise SystemExit('A1')", "failed while giving its standards: SystemExit"),
    ],
)
def test_a_standard_that_is_none(make_tool, body, says):
    source = f"@hookimpl\ndef cstools_standards():\n    {body}\n"
    make_tool("visits", source, stages="[]", produces='[]\nprovides = ["visits"]')
    with pytest.raises(cstools.ToolError, match=says) as caught:
        load_standard("visits")
    assert "A1" not in str(caught.value)
    assert caught.value.advice


def test_a_standard_without_its_hook(make_tool):
    make_tool("visits", stages="[]", produces='[]\nprovides = ["visits"]')
    with pytest.raises(cstools.ToolError, match=r"but has no cstools_standards hook\. Implement"):
        load_standard("visits")


def test_only_what_python_says_of_an_import_is_quoted():
    assert describe(ImportError("A1")) == "ImportError."
    with pytest.raises(ImportError) as caught:
        import a_module_that_is_not_there  # noqa: F401
    said = describe(caught.value)
    assert said == "ModuleNotFoundError: No module named 'a_module_that_is_not_there'."


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("def broken(:", "is no Python that can be read (plugin.py, line"),
        ("if True:\n    import only_when_it_runs", ""),
        ("import os.path, numpy.linalg\nfrom . import *", ""),
    ],
)
def test_what_cannot_be_imported_is_told_without_importing(make_tool, source, says):
    from cstools.plugin.importable import problem_of

    make_tool("some", f"{source}\nprint('ran')")
    [plugin] = [one for one in discovery.installed() if one.name == "some"]
    problem = problem_of(plugin)
    assert says in problem
    assert bool(problem) == bool(says)


def test_a_module_that_is_gone(make_tool, tool_folder):
    from cstools.plugin.importable import problem_of

    make_tool("some")
    (tool_folder / "cstools_some" / "plugin.py").unlink()
    [plugin] = [one for one in discovery.installed() if one.name == "some"]
    assert problem_of(plugin) == "its module cstools_some.plugin is not there."
