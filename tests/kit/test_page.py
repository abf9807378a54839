"""The page on machines without a network: its commands run, but for the one that needs an index."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cstools.cli.commands.kit import command
from cstools.kit.target import target

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "machines-without-network.md"
LINES = re.findall(r"```sh\n(.+)\n```", PAGE.read_text(encoding="utf-8"))


def test_a_kit_for_windows_is_asked_for_with_true_options():
    first = shlex.split(LINES[0])
    assert first[:3] == ["cstools", "kit", "build"]
    context = command.commands["build"].make_context("build", first[3:])
    assert target(context.params["name"], context.params["python"]).platform == "win_amd64"


@pytest.mark.usefixtures("offline")
def test_a_small_kit_is_made_and_installed(tmp_path):
    printed = []
    for line in LINES[1:]:
        arguments = shlex.split(line)[1:]
        done = subprocess.run(
            [sys.executable, "-m", "cstools", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        printed.append(done.stdout)
    assert re.search(r"with geography \S+, ssda903 \S+,", printed[0])
    # They stand beside the core that runs the tests, in these versions.
    assert re.fullmatch(r"(\S+ \S+ is already installed\.\n){3}", printed[1])
