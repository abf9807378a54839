"""Parameters that are data: read by a standard that the tool does not read, one or several."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import cstools
from cstools import InputError, ToolError, UsageError
from cstools.plugin.manifest import read_manifest

SCHEMA = """
[standard]
name = "published"
title = "Published figures"
period = "many"
[tables.Figures]
title = "Figures"
[tables.Figures.columns]
Area = { title = "Area", role = "area" }
Year = { title = "Year" }
Value = { title = "Value", type = "number" }
"""
STANDARD = """
from pathlib import Path
from cstools.standard import TableStandard, read_schema

class Published(TableStandard):
    schema = read_schema(Path(__file__).with_name("schema.toml"))

@hookimpl
def cstools_standards():
    return [Published()]
"""
PARAMS = """
[params.benchmarks]
type = "files"
standard = "published"
many = true
help = "Published figures."
[params.target]
type = "file"
standard = "published"
help = "What to reach."
"""
TOOL = """
@hookimpl
def cstools_validate(dataset, context):
    given = context.params["benchmarks"] or []
    assert all(isinstance(each, cstools.Dataset) for each in given)
    for each in given:
        context.notes.append(f"{each.standard}: {each['Figures']['Value'].sum():g}")
    if context.params["target"] is not None:
        context.notes.append(f"target: {context.params['target'].rows['Figures']}")
    return cstools.data.findings.empty()
"""


@pytest.fixture
def tool(make_standard, make_tool):
    make_standard("published", SCHEMA, STANDARD)
    return make_tool("chat", "import cstools.data.findings\n" + TOOL, extra=PARAMS)


@pytest.fixture
def files(tmp_path):
    for name, value in (("a", 1), ("b", 2), ("c", 3)):
        text = f"Area,Year,Value\nE1,2025,{value}\n"
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


DATA = {"t": pd.DataFrame({"x": ["1"]})}


def test_several_datasets_in_python(tool, files):
    frames = {"Figures": pd.DataFrame({"Area": ["E1"], "Year": ["2025"], "Value": ["10"]})}
    many = [files / "a.csv", str(files / "b.csv"), frames]
    result = cstools.run(tool, DATA, benchmarks=many, target=files / "c.csv")
    assert result.notes == ["published: 1", "published: 2", "published: 10", "target: 1"]
    assert result.params["benchmarks"] == [["a.csv"], ["b.csv"], "tables given in Python"]
    assert result.params["target"] == ["c.csv"]
    assert cstools.run(tool, DATA, benchmarks=files / "b.csv").notes == ["published: 2"]
    assert cstools.run(tool, DATA).notes == []


def test_the_option_again_for_each(tool, files, tmp_path, cstools_command, fails):
    (tmp_path / "t.csv").write_text("x\n1\n", encoding="utf-8")
    options = ["--format", "json", "--out", tmp_path / "out", "--benchmarks", files / "a.csv"]
    run = cstools_command(
        "run", tool, tmp_path / "t.csv", *options, "--benchmarks", files / "c.csv", "--json"
    )
    assert json.loads(run.out)["notes"] == ["published: 1", "published: 3"]
    wrong = fails("run", tool, tmp_path / "t.csv", "--benchmarks", tmp_path / "t.csv")
    assert "t.csv is not a table of the return" in wrong


def test_what_was_seen_is_told_with_the_parameter(tool, files):
    (files / "d.csv").write_text("Area,Year,Value,More\nE1,2025,1,x\n", encoding="utf-8")
    [note, _] = cstools.run(tool, DATA, benchmarks=[files / "d.csv"]).notes
    assert note.startswith("benchmarks: d.csv has columns the return does not know: MORE.")


def test_what_cannot_be_read(tool, files, tmp_path):
    with pytest.raises(UsageError, match="there is no file or folder"):
        cstools.run(tool, DATA, benchmarks=[files / "nowhere.csv"])
    with pytest.raises(InputError, match="None of the tables given belongs to the Published"):
        cstools.run(tool, DATA, benchmarks=[{"x": pd.DataFrame({"y": ["1"]})}])
    with pytest.raises(UsageError, match="--target names nothing to read"):
        cstools.run(tool, DATA, target=[])


def test_a_standard_that_is_not_installed(make_tool, files):
    make_tool("chat", "import cstools.data.findings\n" + TOOL, extra=PARAMS)
    with pytest.raises(UsageError, match="The data standard 'published' is not installed"):
        cstools.run("chat", DATA, target=files / "a.csv")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('type = "file"', 'type = "str"', r"\[params.target\] names a standard and is no file"),
        ('type = "file"', 'type = "file"\nload = "standard"', "both 'standard' and 'load'"),
        ('standard = "published"\nhelp', 'load = "return"\nhelp', "unknown load"),
        ('standard = "published"\nhelp', 'infer = "year"\nhelp', "unknown infer"),
        ('standard = "published"\nhelp', 'role = "town"\nhelp', "unknown role"),
    ],
)
def test_what_a_manifest_may_not_say(old, new, says, make_tool, tool_folder):
    assert old in PARAMS
    make_tool("odd", extra=PARAMS.replace(old, new))
    with pytest.raises(ToolError, match=says):
        read_manifest(tool_folder / "cstools_odd")
