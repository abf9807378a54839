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
    write_sample(SSDA903(), tmp_path / "made", children=20, seed=3, errors=0.1, year=2026)
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
    from cstools.comparison.lines import OUTCOMES

    for name in ("left", "right"):
        checker(name)
    found = cstools.compare("left", "right", people)
    text = PAGE.read_text(encoding="utf-8")
    for path in found.export(here / "out"):
        assert f"| `{path.name}` |" in text
    for outcome in OUTCOMES:
        said = words.outcome(found, outcome)
        assert f"| {re.sub('only (left|right)', 'only one', said)} |" in text
