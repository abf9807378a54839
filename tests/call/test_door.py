from __future__ import annotations

import pandas as pd
import pytest

import cstools
from cstools.call import call, load, load_standard, rules_of
from cstools.data.context import Context
from cstools.data.target import Target
from cstools.errors import OutputError, ToolError, UsageError
from cstools.export import formats
from cstools.plugin import discovery

TABLES = {"people": pd.DataFrame({"child": ["A"], "row": [2]})}
FINDS_NOTHING = """
@hookimpl
def cstools_validate(dataset, context):
    context.notes.append("looked")
    return cstools.collect([])

def rules(year):
    return RULES
"""
EXPORTS = """
@hookimpl
def cstools_export(result, target):
    BODY
"""


def test_an_answer_comes_with_what_the_tool_put_into_its_context(make_tool):
    make_tool("looks", FINDS_NOTHING)
    context = Context()
    data = cstools.Dataset(TABLES)
    findings = call(discovery.find("looks"), "validate", {"dataset": data}, context)
    assert findings.empty
    assert context.notes == ["looked"]


def test_a_tool_without_a_catalogue_lists_no_rules(make_tool):
    make_tool("looks", FINDS_NOTHING)
    assert rules_of(discovery.find("looks"), None) == []


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ("7", "cannot be read: it has to be a list"),
        ("[{'title': 'No code'}]", "cannot be read: entry 1: a rule has to have its 'code'"),
        ("{}['Jane Doe']", "The tool looks failed while listing its rules: KeyError in plugin.py"),
    ],
)
def test_a_catalogue_that_is_none(make_tool, rules, says):
    make_tool(
        "looks",
        FINDS_NOTHING.replace("RULES", rules),
        produces='["findings"]\ncatalogue = "cstools_looks.plugin:rules"',
    )
    with pytest.raises(ToolError, match=says) as caught:
        rules_of(discovery.find("looks"), 2026)
    assert "Jane" not in str(caught.value)


def test_a_tool_whose_hooks_do_not_fit_is_refused_before_it_runs(make_tool):
    make_tool("odd", "@hookimpl\ndef cstools_validate(nonsense):\n    return None\n")
    with pytest.raises(ToolError, match="does not fit the hooks"):
        load(discovery.find("odd"))


def test_a_standard_that_nobody_provides():
    with pytest.raises(UsageError, match="'visits' is not installed"):
        load_standard("visits")


def exporter(make_tool, body, form="txt"):
    source = EXPORTS.replace("BODY", body)
    make_tool("words", source, stages='["export"]', produces=f'["{form}"]')
    make_tool("looks", FINDS_NOTHING)
    return cstools.run("looks", TABLES)


def test_a_format_of_the_core_is_given_to_no_tool(make_tool, tmp_path):
    result = exporter(make_tool, "raise KeyError", form="csv")
    assert len(result.export(tmp_path / "out", formats=["csv"])) > 1


def test_the_cores_exporters_are_called_as_tools_are(make_tool, tmp_path):
    from cstools.export._built_in import exporters

    by_name = {plugin.name: plugin for plugin in exporters()}
    assert {"csv", "html", "json", "parquet", "sql", "xlsx"} <= by_name.keys() <= set(formats())
    result = exporter(make_tool, "return []")
    arguments = {"result": result, "target": Target(tmp_path, "csv")}
    files = call(by_name["csv"], "export", arguments)
    assert tmp_path / "findings.csv" in files


def test_a_disk_that_refuses_an_exporter_is_told_as_such(make_tool, tmp_path):
    result = exporter(make_tool, "raise OSError(28, 'No space left on device')")
    with pytest.raises(OutputError, match=r"could not be written to .*: no space left on device"):
        result.export(tmp_path / "out", formats=["txt"])


def test_an_exporter_that_breaks_off_on_purpose_is_quoted(make_tool, tmp_path):
    result = exporter(make_tool, "raise cstools.UsageError('Not like that.', 'Like this.')")
    with pytest.raises(UsageError, match="Not like that"):
        result.export(tmp_path / "out", formats=["txt"])
