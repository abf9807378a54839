"""An author sees the tool's own exception; nobody else does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from textwrap import dedent

import pytest

from cstools.cli import debug, run_command
from cstools.plugin import discovery

SECRET = "SECRETCELL"
MANIFEST = """
[tool]
name = "broken"
title = "Broken"
summary = "It fails, and what it raises quotes a cell."
stages = ["wrangle"]
reads = []
produces = ["tables"]
maintainer = "tests"
licence = "MIT"
"""
PLUGIN = """
from cstools import hookimpl

@hookimpl
def cstools_wrangle(dataset):
    raise ValueError(str(next(iter(dataset.values())).iloc[0, 0]))
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A tool that is found as an installed one is; says how it was installed."""
    package = tmp_path / "site" / "cstools_broken"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("", "utf-8")
    (package / "cstools.toml").write_text(MANIFEST, "utf-8")
    (package / "plugin.py").write_text(dedent(PLUGIN), "utf-8")
    metadata = tmp_path / "site" / "cstools_broken-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: cstools-broken\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text("[cstools]\nbroken = cstools_broken.plugin\n")
    (tmp_path / "cells.csv").write_text(f"A\n{SECRET}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    discovery.installed.cache_clear()

    def installed(*, editable):
        url = {"url": "file:///x", "dir_info": {"editable": editable}}
        (metadata / "direct_url.json").write_text(json.dumps(url), "utf-8")

    yield installed
    discovery.installed.cache_clear()
    for name in [name for name in sys.modules if name.startswith("cstools_broken")]:
        del sys.modules[name]


RUN = ("run", "broken", "cells.csv", "--out", "out")


def test_the_author_sees_it_at_a_terminal(project, monkeypatch, capsys):
    project(editable=True)
    monkeypatch.setattr(debug, "at_terminal", lambda: True)
    assert run_command([*RUN, "--debug"]) == 2
    said = capsys.readouterr().err
    assert f"ValueError: {SECRET}" in said
    assert "plugin.py" in said
    assert "it may quote the data" in said


def test_without_the_option_only_its_kind_and_place_are_said(project, monkeypatch, capsys):
    project(editable=True)
    monkeypatch.setattr(debug, "at_terminal", lambda: True)
    assert run_command([*RUN]) == 2
    said = capsys.readouterr().err
    assert SECRET not in said
    assert "ValueError in plugin.py" in said


@pytest.mark.parametrize("options", [("--debug",), ("--debug", "--verbose")])
def test_never_for_a_tool_that_was_installed(project, monkeypatch, capsys, options):
    project(editable=False)
    monkeypatch.setattr(debug, "at_terminal", lambda: True)
    assert run_command([*RUN, *options]) == 2
    said = capsys.readouterr().err
    assert "does not run from its project's folder" in said
    assert SECRET not in said


def test_never_into_a_file(project, tmp_path):
    project(editable=True)
    done = subprocess.run(
        [sys.executable, "-m", "cstools", *RUN, "--debug"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert "needs a terminal" in done.stderr
    assert SECRET not in done.stderr + done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pty is of Unix systems")
def test_at_a_real_terminal(project, tmp_path):
    import pty

    project(editable=True)
    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "cstools", *RUN, "--debug"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # how Linux says that the other side has closed
            break
        if not part:
            break
        said += part
    os.close(ours)
    assert done.wait() == 2
    assert SECRET in said.decode()


def test_a_tool_with_a_parameter_of_that_name_keeps_it(project, tmp_path, capsys):
    project(editable=True)
    manifest = tmp_path / "site" / "cstools_broken" / "cstools.toml"
    param = '[params.debug]\ntype = "str"\nhelp = "Its own."\n'
    manifest.write_text(MANIFEST + param, "utf-8")
    assert run_command(["run", "broken", "--help"]) == 0
    said = capsys.readouterr().out
    assert "Its own." in said
    assert said.count("--debug") == 1
