"""Tools that were made earlier still install, run and can be updated."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
from pathlib import Path

import pytest

import cstools
from cstools.plugin import discovery
from cstools.scaffold import update

KEPT = Path(__file__).parents[1] / "kept_tools"
REGISTRY = """
[registry]
name = "kept"
description = "Tools made earlier."
format = 1

[[tool]]
name = "all-stages"
title = "All stages"
summary = "A test."
stages = ["wrangle", "validate", "visualise", "export"]
reads = []
package = "cstools-all-stages"
licence = "MIT"
maintainer = "tests"
status = "submitted"
isolation = "own"

[[tool.release]]
version = "0.1.0"
requires = []
from = { path = "all-stages" }
"""


@pytest.fixture
def copied(tmp_path):
    """A copy of a tool made earlier, to install or change."""

    def copy(name):
        return Path(shutil.copytree(KEPT / name, tmp_path / "registry" / name))

    return copy


@pytest.fixture
def visits(tmp_path):
    path = tmp_path / "visits.csv"
    path.write_text("Worker,Day\n Jo,Monday\nJo,Monday\nSam,\n", "utf-8")
    return path


def works(visits, tmp_path):
    """Run the tool with every stage and look at what each of them gives."""
    lookup = tmp_path / "lookup.txt"
    lookup.write_text("a\nb\n", "utf-8")
    given = {"most": 1, "share": 0.25, "from_day": "2026-03-31", "kind": "long", "lookup": lookup}
    result = cstools.run("all-stages", visits, columns=["Worker", "Day"], **given)
    assert result.dataset["visits"]["Worker"].tolist()[0] == "Jo"
    [found] = result.findings.to_dict("records")
    assert (found["rule"], found["severity"], found["row"]) == ("REPEAT", "query", 3)
    assert [check.fix for check in result.checks] == [
        "Take one of the two out, unless both are meant."
    ]
    assert [panel.title for panel in result.panels] == ["Blank cells of visits"]
    said = f"Share 0.25, since {dt.date(2026, 3, 31)}, long."
    assert {said, "2 look-ups."} <= set(result.notes)
    files = result.export(tmp_path / "out", formats=["all-stages", "csv"])
    [page] = [path for path in files if path.name == "all-stages.md"]
    assert "REPEAT: The record repeats an earlier one: 1 found" in page.read_text("utf-8")
    with pytest.raises(cstools.UsageError, match="told to refuse"):
        cstools.run("all-stages", visits, refuse=True)
    with pytest.raises(cstools.InputError, match="more than a hundred"):
        cstools.run("all-stages", visits, most=101)
    assert cstools.run("all-stages", sample=True).panels


def test_beside_the_core(copied, installed, visits, tmp_path):
    installed(copied("all-stages"))
    works(visits, tmp_path)


def test_in_an_environment_of_its_own(copied, visits, tmp_path, monkeypatch, cstools_command):
    wheelhouse = Path(os.environ.get("CSTOOLS_WHEELHOUSE") or "nowhere").resolve()
    if not list(wheelhouse.glob("pandas-3*.whl")):
        pytest.skip("needs the wheels that tox prepares (CSTOOLS_WHEELHOUSE)")
    project = copied("all-stages")
    (project.parent / "registry.toml").write_text(REGISTRY, "utf-8")
    for name in [name for name in os.environ if name.startswith(("PIP_", "UV_"))]:
        monkeypatch.delenv(name)
    for name, value in {
        "CSTOOLS_HOME": tmp_path / "home",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": wheelhouse,
        "UV_CACHE_DIR": tmp_path / "cache",
    }.items():
        monkeypatch.setenv(name, str(value))
    done = cstools_command("install", "all-stages", "--from", project.parent)
    assert done.code == 0, done.err
    discovery.installed.cache_clear()
    assert discovery.find("all-stages").environment is not None
    works(visits, tmp_path)
    assert "REPEAT" in cstools_command("info", "all-stages", "--rules").out
    assert "cstools_all_stages" not in sys.modules
    discovery.installed.cache_clear()


def test_a_script_that_was_wrapped_earlier_runs(copied, installed, tmp_path):
    installed(copied("tidy-visits"))
    path = tmp_path / "visits.csv"
    path.write_text("Child,Days\n007,30\n007,30\n008,12\n", "utf-8")
    tidied = cstools.run("tidy-visits", path).dataset["visits"]
    assert tidied["Late"].tolist() == [True, False]
    assert tidied["Child"].tolist() == ["007", "008"]


def test_what_the_template_changed_since_is_told(copied):
    project = copied("tidy-visits")
    found = update.changes(project)
    assert (found.before, found.now) == (1, 2)
    assert not any("script.py" in name for name in found.diffs)
    update.mark_seen(project)
    assert update.changes(project).diffs == {}


def test_a_standard_and_its_tool_find_what_has_moved(copied, installed, tmp_path):
    """Both import names from modules that stood elsewhere when they were written."""
    installed(copied("visits"))
    installed(copied("late-visits"))
    path = tmp_path / "visits.csv"
    path.write_text("CHILD,VISIT,SEEN\n1,01/05/2025,Y\n1,01/08/2025,N\n1,31/06/2025,\n", "utf-8")
    result = cstools.run("late-visits", path, collection_year=2026)
    assert result.findings[["rule", "row", "child"]].to_dict("records") == [
        {"rule": "LATE", "row": 3, "child": "1"}
    ]
    assert result.dataset.unread["Visits", "VISIT"].tolist() == ["31/06/2025"]
    assert "KeyError." in result.notes
    assert {"late-visits.csv", "run.json"} & {
        file.name for file in result.export(tmp_path / "out", formats=["csv", "html", "xlsx"])
    }


def test_a_standard_of_before_makes_its_sample(copied, installed):
    installed(copied("visits"))
    installed(copied("late-visits"))
    result = cstools.run("late-visits", sample=True, collection_year=2026)
    assert result.dataset["Visits"]["CHILD"].str.startswith("V").all()
    assert result.dataset.rows == {"Visits": 200}
