"""The page "Compare two tools", run as it stands with a throw-away second opinion."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from cstools.cli import run_command
from cstools.runner.samples import write_sample
from cstools_ssda903.standard import SSDA903

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "compare-two-tools.md"
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
OPTIONS = """
[params.collection_year]
type = "int"
infer = "period"
help = "The year."
[params.local_authority]
type = "str"
help = "The authority."
[params.rules]
type = "str"
many = true
help = "Only these."
[params.isolate_rules]
type = "bool"
default = false
help = "Each its own data."
"""


@pytest.fixture
def here(checker, tmp_path, monkeypatch):
    """A folder with a made-up return, and a tool of the name that the page uses."""
    checker("d2i-903", {"101": [2]}, ran="101", reads='["ssda903"]', extra=OPTIONS)
    write_sample(SSDA903(), tmp_path / "made", size=20, seed=3, errors=0.1, period=2026)
    (tmp_path / "returns").mkdir()
    (tmp_path / "made").rename(tmp_path / "returns" / "2026")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_runs_as_written(here, capsys):
    lines = [line for language, body in BLOCKS if language == "sh" for line in body.splitlines()]
    compared = [line for line in lines if not line.startswith("cstools install ")]
    assert len(compared) == len(lines) - 1
    for line in compared:
        command, *arguments = shlex.split(line)
        assert command == "cstools"
        assert run_command(arguments) == 0, line
        assert (here / arguments[arguments.index("--out") + 1] / "run.json").exists()
    assert "differ, not explained" in capsys.readouterr().out


def test_the_python_runs_as_written(here, capsys):
    [code] = [body for language, body in BLOCKS if language == "python"]
    exec(compile(code, PAGE.name, "exec"), {})
    assert "'unexplained': " in capsys.readouterr().out
    assert (here / "from-python" / "comparison.html").exists()


def test_the_page_names_every_file_and_outcome(here, checker, people):
    import cstools
    from cstools.comparison import words
    from cstools.comparison.rule_line import OUTCOMES

    for name in ("left", "right"):
        checker(name)
    found = cstools.compare("left", "right", people)
    text = PAGE.read_text(encoding="utf-8")
    for path in found.export(here / "out"):
        assert f"| `{path.name}` |" in text
    for outcome in OUTCOMES:
        said = words.outcome(found.names, outcome)
        assert f"| {re.sub('only (left|right)', 'only one', said)} |" in text


TITLED = dict(
    re.findall(
        r'^```\w+ title="([^"]+)"\n(.*?)^```$', PAGE.read_text(encoding="utf-8"), re.M | re.S
    )
)


@pytest.fixture
def second_look(make_tool):
    """The tool of the page's last section, with its code and its line of the manifest."""
    year = '[params.collection_year]\ntype = "int"\ninfer = "period"\nhelp = "The year."\n'
    extra = f"{TITLED['cstools.toml']}{year}"
    return make_tool("second-look", TITLED["plugin.py"], reads='["ssda903"]', extra=extra)


def test_a_tool_made_to_the_letter_is_listed(second_look, capsys):
    for arguments in (["--rules"], ["--rule", "101"], ["--rule", "102"], ["--rules", "--json"]):
        assert run_command(["info", second_look, *arguments]) == 0, arguments
    said = capsys.readouterr().out
    assert "Sex of the child is blank" in said
    assert "Differs from other validators: A date that cannot be read is not blank" in said


def test_a_tool_made_to_the_letter_is_compared(second_look, small_return):
    import cstools

    found = cstools.compare("validate-903", second_look, small_return, collection_year=2026)
    lines = {line.rule: line for line in found.lines}
    assert {lines["101"].second.state, lines["102"].second.state} == {"done"}
    assert lines["101"].outcome == "unexplained", "one flags a code that is no sex"
    assert lines["102"].outcome == "agree"


def test_a_date_that_cannot_be_read_is_explained_by_its_reason(second_look):
    import pandas as pd

    import cstools

    header = pd.DataFrame({"CHILD": ["a", "b"], "SEX": ["F", "M"], "DOB": ["soon", None]})
    found = cstools.compare(
        "validate-903", second_look, {"Header": header}, collection_year=2026, rules=["102"]
    )
    [line] = [line for line in found.lines if line.rule == "102"]
    assert (line.outcome, line.both, line.only_first) == ("explained", 1, 1)


@pytest.mark.parametrize(
    "entry", [{"code": "1", "title": "T", "severity": "error"}, {"code": "1"}, {"code": 1}]
)
def test_a_list_with_just_the_code_works_everywhere(checker, people, capsys, entry):
    import cstools

    checker("left", {"1": [2]}, ran="1", catalogue=[entry])
    checker("right", {"1": [2]}, ran="1")
    assert run_command(["info", "left", "--rules"]) == 0
    assert run_command(["info", "left", "--rule", "1"]) == 0
    assert run_command(["info", "left", "--rule", "1", "--json"]) == 0
    assert "Rule 1" in capsys.readouterr().out
    assert cstools.compare("left", "right", people).lines[0].outcome == "agree"


def test_a_list_that_cannot_be_read_is_said(checker, capsys):
    checker("left", catalogue=[{"code": "1"}, {"title": "No code"}])
    assert run_command(["info", "left", "--rules"]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "The list of rules that left gives cannot be read: entry 2" in said
    assert "has to have its 'code'" in said


def test_a_list_of_typed_values_works_as_well(make_tool, capsys):
    source = """
    from cstools import Difference, RowCondition, RuleInfo

    def catalogue(year=None):
        why = Difference("Blanks are left out.", (RowCondition(missing=("name",)),))
        return [RuleInfo("1", "Name is blank", "error", fix="Give the name.", differs=(why,))]

    @hookimpl
    def cstools_validate(dataset, context):
        return findings.collect([])
    """
    make_tool("typed", source, extra='catalogue = "cstools_typed.plugin:catalogue"')
    assert run_command(["info", "typed", "--rule", "1"]) == 0
    said = capsys.readouterr().out
    assert "What to do: Give the name." in said
    assert "Differs from other validators: Blanks are left out." in said
