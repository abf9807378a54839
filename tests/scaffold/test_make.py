"""What is made of every combination of stages: whole, tidy, and it works at once."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest
from uv import find_uv_bin

import cstools
from cstools.check import check
from cstools.plugin.manifest import STAGES, read_manifest
from cstools.scaffold import make, record, template
from cstools.scaffold.answers import Answers, title_of
from cstools.scaffold.names import LONGEST

STANDARD = "ssda903"
COMBINATIONS = [
    (reads, stages)
    for reads in (STANDARD, "")
    for count in range(1, len(STAGES) + 1)
    for stages in combinations(STAGES, count)
]
ALL = tuple(STAGES)
ANY = {"Visits": pd.DataFrame({"Worker": [" Jo", "Jo", None], "Day": ["Monday"] * 3})}
ALWAYS = {
    *(".cstools-template.toml", ".github/workflows/check.yml", ".gitignore", "LICENSE"),
    *("README.md", "pyproject.toml", "tox.ini"),
}


def name_of(reads, stages):
    return "-".join([reads or "any", *(stage[:2] for stage in stages)])


def described(value):
    return value and f"{value[0] or 'any table'}: {' '.join(value[1])}"


@pytest.mark.parametrize("asked", COMBINATIONS, ids=described)
def test_every_combination_is_whole_and_works_at_once(
    asked, made, contents, installed, sample, tmp_path
):
    reads, stages = asked
    project = made(name_of(reads, stages), stages, reads)
    package = f"cstools_{project.name.replace('-', '_')}"
    files = contents(project)
    own = {f"{package}/{name}" for name in ("__init__.py", "plugin.py", "cstools.toml")}
    own |= set() if reads else {f"{package}/visits.csv"}
    of_stages = {f"{package}/{stage}.py" for stage in stages}
    tests = {f"tests/test_{stage}.py" for stage in stages}
    assert set(files) == ALWAYS | own | of_stages | tests
    for name, content in files.items():
        assert b"\r" not in content
        assert content.endswith(b"\n")
        text = content.decode().replace("${{ matrix.os }}", "")
        assert not re.search(r"{{|{%|{#|cookiecutter", text), name
    manifest = read_manifest(project / package)
    assert (manifest.stages, manifest.reads) == (stages, (reads,) if reads else ())

    name = installed(project)
    data = sample(STANDARD, children=30).dataset if reads else ANY
    result = cstools.run(name, data)
    assert bool(result.checks) == ("validate" in stages)
    assert all(one.state == "done" for one in result.checks)
    assert bool(result.panels) == ("visualise" in stages)
    if "export" in stages:
        written = result.export(tmp_path / "out", formats=[name])
        assert written[0].name == f"{name}.md"
    if "wrangle" in stages and reads:
        assert result.dataset["Episodes"]["DAYS"].ge(0).all()
    if not reads:
        tidy = "wrangle" in stages
        assert result.dataset["Visits"]["Worker"][0] == ("Jo" if tidy else " Jo")
        if "validate" in stages:
            assert result.findings["row"].tolist() == ([3] if tidy else [])


@pytest.mark.parametrize("reads", [STANDARD, ""])
def test_its_own_tests_and_all_checks_pass(reads, made, installed):
    odd = {
        "title": "What's <new>? 50% {more}",
        "maintainer": "Zoë O'Neill & family, Kent {council}",
    }
    project = made(name_of(reads, ALL), ALL, reads, **odd)
    report = check(project)
    assert [one for one in report.outcomes if one.state == "failed"] == []
    assert report.passed
    installed(project)
    assert re.search(r"\d passed", run_tests(project))


def run_tests(project):
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"],
        cwd=project,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_standard_without_examples_of_its_own_gets_those_of_any_table(made, tmp_path):
    project = made("other", ALL, "some-standard")
    assert read_manifest(project / "cstools_other").reads == ("some-standard",)
    assert "REPEAT" in (project / "cstools_other" / "validate.py").read_text("utf-8")
    assert "cstools-some-standard" in (project / "tox.ini").read_text("utf-8")


def test_style_and_format(tmp_path):
    """With short names and with the longest; ruff takes each project's own settings."""
    pytest.importorskip("ruff")
    for reads, stages in COMBINATIONS:
        short = name_of(reads, stages)
        for name in (short, f"{short}-{'long' * LONGEST}"[:LONGEST]):
            make.make(Answers(name, title_of(name), stages, reads), tmp_path)
    for command in (["check", "--no-cache"], ["format", "--check", "--no-cache"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, str(tmp_path)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_what_a_person_says_stands_in_the_files_as_it_was_said(made):
    said = "Zoë O'Neill & family, Kent {council}"
    project = made("odd-words", ALL, title="What's <new>? 50% {more}", maintainer=said)
    manifest = read_manifest(project / "cstools_odd_words")
    assert manifest.title == "What's <new>? 50% {more}"
    assert manifest.maintainer == said
    assert said in (project / "LICENSE").read_text("utf-8")


def test_the_record_can_be_read_back(made, contents):
    project = made("again", ("validate", "export"), STANDARD, maintainer="Zoë, Kent")
    kept = record.read(project)
    assert kept.version == template.version(template.bundled())
    assert kept.answers == Answers(
        "again", "Again", ("validate", "export"), STANDARD, "Zoë, Kent", kept.answers.year
    )
    files = {name: text.decode() for name, text in contents(project).items()}
    assert kept.files == {k: v for k, v in files.items() if k != record.FILE}


def test_an_empty_folder_is_filled(tmp_path, made):
    (tmp_path / "late").mkdir()
    assert (made("late") / "pyproject.toml").exists()


def test_a_wheel_of_it_holds_the_package_and_no_more(made, tmp_path, offline_build):
    wheel = offline_build(made("late", ALL, STANDARD), tmp_path / "wheels")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == {
        f"cstools_late/{name}"
        for name in ("__init__.py", "plugin.py", "cstools.toml", *(f"{s}.py" for s in STAGES))
    }


@pytest.fixture
def offline_build():
    import os

    folder = os.environ.get("CSTOOLS_WHEELHOUSE")
    if not folder:
        pytest.skip("needs the wheels that tox prepares (CSTOOLS_WHEELHOUSE)")

    def build(project, place):
        command = [find_uv_bin(), "build", "--quiet", "--wheel", "--no-index", "--no-config"]
        links = ["--find-links", str(Path(folder).resolve()), "--out-dir", str(place)]
        subprocess.run([*command, *links, str(project)], check=True)
        [wheel] = place.glob("*.whl")
        return wheel

    return build
