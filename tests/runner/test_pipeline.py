"""The run: stages in order, contracts checked, errors without cell values."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import cstools

TABLES = {"people": pd.DataFrame({"name": ["Ann Secret", "Bob Secret"], "age": [1, 20]})}

WRANGLE = """
@hookimpl
def cstools_wrangle(dataset):
    table = dataset["people"]
    return cstools.Dataset({"people": table.assign(adult=table["age"] >= 18)}, adopted=True)
"""
VALIDATE = """
@hookimpl
def cstools_validate(dataset, context):
    table = dataset["people"]
    rows = table.loc[~table.get("adult", table["age"] > 0), "row"].to_numpy()
    context.checks.append(cstools.Check("R1", "Not an adult", "error", "done", found=len(rows)))
    context.notes.append("One rule ran.")
    return findings.collect(
        [cstools.Flagged("R1", "error", "people", rows, ["x"] * len(rows), ("age",), "Young")]
    )
"""
VISUALISE = """
@hookimpl
def cstools_visualise(findings):
    return [cstools.Panel("Found", f"{len(findings)} rows.", table=findings[["rule"]])]
"""


def test_one_tool(make_tool):
    make_tool("adults", VALIDATE)
    result = cstools.run("adults", TABLES)
    assert result.findings.empty
    assert result.notes == ["One rule ran."]
    assert [check.rule for check in result.checks] == ["R1"]


def test_stages_of_several_tools_run_in_order(make_tool):
    make_tool("adults", VALIDATE)
    make_tool("grown", WRANGLE, stages='["wrangle"]')
    make_tool("chart", VISUALISE, stages='["visualise"]')
    result = cstools.run("adults", TABLES, also=["chart", "grown"])
    assert result.findings[["rule", "table", "row"]].astype(str).to_numpy().tolist() == [
        ["R1", "people", "2"]
    ]
    assert [panel.text for panel in result.panels] == ["1 rows."]
    assert list(result.timings) == ["read", "wrangle", "validate", "visualise"]


def test_the_tables_given_are_not_changed(make_tool):
    make_tool("adults", VALIDATE)
    before = {name: table.copy() for name, table in TABLES.items()}
    cstools.run("adults", TABLES)
    pd.testing.assert_frame_equal(TABLES["people"], before["people"])


@pytest.mark.parametrize(
    ("source", "stages", "says"),
    [
        ("", '["validate"]', "lists the stage validate but has no cstools_validate hook"),
        (
            "@hookimpl\ndef cstools_validate(dataset):\n    return None",
            '["validate"]',
            "returned nothing from cstools_validate, not findings",
        ),
        (
            "@hookimpl\ndef cstools_validate(dataset):\n    return dataset['people']",
            '["validate"]',
            "Expected exactly rule, severity, table, row, child, fields, title",
        ),
        (
            "@hookimpl\ndef cstools_validate(dataset):\n"
            "    f = findings.empty().astype('object')\n"
            "    f.loc[0] = ['r', 'awful', 't', 1, 'c', 'f', 'x']\n    return f",
            '["validate"]',
            "findings of unknown severity",
        ),
        (
            "@hookimpl\ndef cstools_wrangle(dataset):\n    return {}",
            '["wrangle"]',
            "returned dict from cstools_wrangle, not a Dataset. Return dataclasses.replace",
        ),
        (
            "@hookimpl\ndef cstools_visualise(dataset):\n    return ['chart']",
            '["visualise"]',
            "returned list of str from cstools_visualise, not a list of Panel",
        ),
    ],
)
def test_a_broken_contract_is_one_clear_error(make_tool, source, stages, says):
    make_tool("odd", source, stages=stages)
    with pytest.raises(cstools.ToolError, match=says):
        cstools.run("odd", TABLES)


WRONG = {
    "nothing": "None",
    "str": "'Ann Secret'",
    "int": "7",
    "dict": "{'people': cstools.Dataset({})}",
    "list of DataFrame": "[dataset['people']]",
    "generator": "(one for one in [])",
    "type": "cstools.Panel",
}


@pytest.mark.parametrize("kind", WRONG)
@pytest.mark.parametrize("stage", ["wrangle", "validate", "visualise"])
def test_what_is_of_the_wrong_type_is_named_with_what_was_expected(make_tool, stage, kind):
    source = f"@hookimpl\ndef cstools_{stage}(dataset):\n    return {WRONG[kind]}\n"
    make_tool("odd", source, stages=f'["{stage}"]')
    with pytest.raises(cstools.ToolError) as caught:
        cstools.run("odd", TABLES)
    assert f"ool odd returned {kind} from cstools_{stage}" in caught.value.problem
    assert caught.value.advice.startswith("Return ")
    assert "Secret" not in str(caught.value)


def test_a_dataset_of_what_is_no_table(make_tool):
    source = "@hookimpl\ndef cstools_wrangle():\n    return cstools.Dataset({'people': 5})\n"
    make_tool("odd", source, stages='["wrangle"]')
    with pytest.raises(cstools.ToolError, match=r"with tables: its people is int\. Give each"):
        cstools.run("odd", TABLES)


def test_what_a_tool_does_to_findings_stays_its_own(make_tool):
    source = """
        @hookimpl
        def cstools_visualise(findings):
            findings.loc[:, "row"] = 99
            findings.pop("title")
            return [cstools.Panel("Found", f"{findings['row'].tolist()}", table=findings)]
    """
    make_tool("adults", VALIDATE.replace('table["age"] > 0', 'table["age"] != 20'))
    make_tool("sweeper", source, stages='["visualise"]')
    result = cstools.run("adults", TABLES, also=["sweeper"])
    assert [panel.text for panel in result.panels] == ["[99]"]
    assert result.findings[["row", "title"]].to_numpy().tolist() == [[3, "Young"]]


@pytest.mark.parametrize(
    "raised",
    [
        "raise SystemExit(dataset['people']['name'][0])",
        "raise ImportError(dataset['people']['name'][0])",
        "exit(dataset['people']['name'][0])",
        "raise type('Secret', (Exception,), {'__str__': lambda e: 1 / 0})()",
    ],
)
def test_however_a_hook_ends_it_is_told_without_a_cell(make_tool, raised):
    make_tool("raises", f"@hookimpl\ndef cstools_validate(dataset):\n    {raised}\n")
    with pytest.raises(cstools.ToolError, match=r"while running validate: \w+ in ") as caught:
        cstools.run("raises", TABLES)
    assert "Ann" not in str(caught.value)


def test_an_error_names_the_place_and_no_cell(make_tool):
    make_tool(
        "raises",
        "@hookimpl\ndef cstools_validate(dataset):\n"
        '    raise ValueError(f\'bad value {dataset["people"]["name"][0]}\')',
    )
    with pytest.raises(cstools.ToolError) as caught:
        cstools.run("raises", TABLES)
    assert "The tool raises failed while running validate: ValueError in plugin.py, line 5" in str(
        caught.value
    )
    assert "Secret" not in str(caught.value)


def test_no_input(make_tool):
    make_tool("adults", VALIDATE)
    with pytest.raises(cstools.UsageError, match="needs something to read"):
        cstools.run("adults")
    with pytest.raises(cstools.UsageError, match="cannot be read"):
        cstools.run("adults", 42)
    with pytest.raises(cstools.InputError, match="The table people is not a DataFrame"):
        cstools.run("adults", {"people": [1, 2]})


def test_loose_files(make_tool, tmp_path):
    make_tool("adults", VALIDATE.replace('table["age"] > 0', 'table["age"] != "20"'))
    (tmp_path / "people.csv").write_text("name,age\nA,1\n\nB,20\n", encoding="utf-8")
    result = cstools.run("adults", tmp_path / "people.csv")
    assert result.findings["row"].tolist() == [4]
    TABLES["people"].to_excel(tmp_path / "book.xlsx", sheet_name="people", index=False)
    assert cstools.run("adults", tmp_path / "book.xlsx").dataset["people"]["row"].tolist() == [2, 3]


def test_the_receipt_holds_no_cell(make_tool, tmp_path):
    make_tool("adults", VALIDATE.replace('table["age"] > 0', 'table["age"] != "20"'))
    (tmp_path / "people.csv").write_text("name,age\nAnn Secret,1\n", encoding="utf-8")
    result = cstools.run("adults", tmp_path / "people.csv")
    files = result.export(tmp_path / "out", formats=["csv"])
    receipt = (tmp_path / "out" / "run.json").read_text("utf-8")
    assert files[-1].name == "run.json"
    assert "Secret" not in receipt
    body = json.loads(receipt)
    assert body["inputs"][0]["file"] == "people.csv"
    assert len(body["inputs"][0]["sha256"]) == 64
    assert body["rows"] == {"people": 1}
    assert {"tool", "version", "core", "environment", "duration_seconds", "outputs"} <= set(body)


def test_an_export_tool_adds_a_format(make_tool, tmp_path):
    make_tool("adults", VALIDATE)
    make_tool(
        "words",
        """
        @hookimpl
        def cstools_export(result, target):
            path = target.folder / "words.txt"
            path.write_text(f"{len(result.findings)} findings", encoding="utf-8")
            return [path]
        """,
        stages='["export"]',
        produces='["txt"]',
    )
    result = cstools.run("adults", TABLES)
    result.export(tmp_path / "out", formats=["txt"])
    assert (tmp_path / "out" / "words.txt").read_text("utf-8") == "0 findings"
    with pytest.raises(cstools.UsageError, match=r"no format 'pdf'\. Choose from .*txt"):
        result.export(tmp_path / "two", formats=["pdf"])
    assert not (tmp_path / "two").exists()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (
            "raise KeyError(result.dataset['people']['name'][0])",
            "tool words failed while running export: KeyError",
        ),
        (
            "return None",
            "returned nothing from cstools_export, not a list of paths. Nothing was",
        ),
        ("return 'Ann Secret'", "returned str from cstools_export, not a list of paths"),
        ("return 7", "returned int from"),
        ("return {'Ann Secret': 1}", "returned dict from"),
        ("return ['words.txt']", "returned list of str from"),
        ("return target.folder / 'words.txt'", r"returned \w+Path from"),
        ("return result.findings", "returned DataFrame from"),
        (
            "return [target.folder / 'Ann Secret']",
            "named a file in cstools_export that it did not write",
        ),
        ("return [target.folder]", "named a file in cstools_export that it did not write"),
        ("raise SystemExit('Ann Secret')", "tool words failed while running export: SystemExit"),
    ],
)
def test_an_exporter_that_breaks_is_named_and_leaves_nothing(make_tool, tmp_path, body, says):
    make_tool("adults", VALIDATE)
    make_tool(
        "words",
        f"@hookimpl\ndef cstools_export(result, target):\n    {body}\n",
        stages='["export"]',
        produces='["txt"]',
    )
    with pytest.raises(cstools.ToolError, match=says) as caught:
        cstools.run("adults", TABLES).export(tmp_path / "out", formats=["csv", "txt"])
    assert "Secret" not in str(caught.value)
    assert not (tmp_path / "out").exists()
