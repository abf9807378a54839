"""What a run writes when nobody says so: a tool's own formats are among it."""

from __future__ import annotations

import json

import pytest

SOURCE = """
    @hookimpl
    def cstools_validate(dataset):
        return findings.empty()

    @hookimpl
    def cstools_export(result, target):
        path = target.folder / f"page.{target.format}"
        path.write_text("A page.", encoding="utf-8")
        return [path]
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "visits.csv"
    path.write_text("Worker\nJo\n", encoding="utf-8")
    return path


def written(cstools_command, *arguments):
    done = cstools_command("run", *arguments, "--json")
    assert done.code == 0, done
    return sorted(file.rpartition("/")[2] for file in json.loads(done.out)["files"])


def test_a_tool_that_adds_formats_shows_them_unasked(make_tool, cstools_command, table):
    make_tool(
        "pages", SOURCE, stages='["validate", "export"]', produces='["findings", "md", "txt"]'
    )
    usual = ["report.html", "report.xlsx", "run.json"]
    assert written(cstools_command, "pages", table) == ["page.md", "page.txt", *usual]
    assert "[default: html,xlsx,md,txt]" in " ".join(
        cstools_command("run", "pages", "--help").out.split()
    )


def test_only_what_was_asked_for(make_tool, cstools_command, table):
    make_tool("pages", SOURCE, stages='["validate", "export"]', produces='["findings", "md"]')
    assert written(cstools_command, "pages", table, "--format", "csv") == [
        "findings.csv",
        "run.json",
    ]


def test_another_tool_is_not_concerned(make_tool, cstools_command, table):
    make_tool("pages", SOURCE, stages='["validate", "export"]', produces='["findings", "md"]')
    source = "@hookimpl\ndef cstools_validate(dataset):\n    return findings.empty()\n"
    make_tool("quiet", source, produces='["findings", "md"]')
    assert "page.md" not in written(cstools_command, "quiet", table)
