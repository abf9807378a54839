"""The README's commands, as written, in a fresh virtual environment from a clean copy."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def command_under(heading: str) -> str:
    """The one line of the first fenced block below a heading."""
    section = README.split(f"## {heading}\n", 1)[1]
    block = re.search(r"```\w*\n(.+?)\n```", section, re.S)
    assert block is not None
    [line] = block.group(1).strip().splitlines()
    return line


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files git tracks, with their present content, in a folder with a blank in its name."""
    place = tmp_path_factory.mktemp("a clone")
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in filter(None, tracked.stdout.split("\0")):
        target = place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).exists():
            target.write_bytes((ROOT / name).read_bytes())
    return place


@pytest.mark.skipif(sys.platform == "win32", reason="the test runs the line in a POSIX shell")
def test_run_it(clone: Path, tmp_path: Path) -> None:
    wheelhouse = os.environ.get("CSTOOLS_WHEELHOUSE")
    if not wheelhouse:
        pytest.skip("needs the wheels that tox prepares (CSTOOLS_WHEELHOUSE)")
    venv.create(tmp_path / "env", with_pip=True)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON", "VIRTUAL"))}
    done = subprocess.run(
        ["sh", "-c", command_under("Run it")],
        cwd=clone,
        env={
            **kept,
            "PATH": f"{tmp_path / 'env' / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(Path(wheelhouse).resolve()),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = clone / "report"
    assert {path.name for path in report.iterdir()} == {"report.html", "report.xlsx", "run.json"}
    receipt = json.loads((report / "run.json").read_text("utf-8"))
    assert receipt["tool"] == "validate-903"
    assert receipt["findings"]["error"] > 10
    assert "0 failed" in done.stdout


def test_test_it_is_tox_and_ci_runs_it() -> None:
    line = command_under("Test it")
    assert line.endswith("python -m tox")
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert 'eval "$line"' in ci
    assert "## Test it" in ci


def test_links_in_the_readme_resolve() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert targets
    assert not [target for target in targets if not (ROOT / target).exists()]
