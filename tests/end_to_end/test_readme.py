"""The README's commands, as printed: installed from a clean copy, then used in any folder."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
RUN, FIND = "Run it", "Find tools, compare them, make your own"


def blocks_under(heading: str) -> list[tuple[str, str]]:
    """Language and text of each fenced block below a heading."""
    section = README.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"```(\w+)\n(.+?)\n```", section, re.DOTALL)


@dataclass(frozen=True)
class Computer:
    """A fresh virtual environment, and a folder away from any checkout to use it in."""

    environment: Path
    folder: Path

    def type_in(self, language: str, text: str, folder: Path | None = None) -> str:
        """Type a block into a shell, or run it as a Python program; gives what it prints."""
        wheelhouse = str(Path(os.environ["CSTOOLS_WHEELHOUSE"]).resolve())
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON", "UV_"))}
        command = ["sh", "-e", "-c", text] if language == "sh" else ["python", "-c", text]
        done = subprocess.run(
            command,
            cwd=folder or self.folder,
            env={
                **kept,
                "PATH": f"{self.environment / 'bin'}{os.pathsep}{os.environ['PATH']}",
                "CSTOOLS_HOME": str(self.environment.parent / "cstools home"),
                "PIP_NO_INDEX": "1",
                "PIP_FIND_LINKS": wheelhouse,
                "PIP_CONFIG_FILE": os.devnull,
                "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr
        return done.stdout


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


@pytest.fixture(scope="module")
def computer(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Computer:
    """A computer on which the first block has been typed, in the folder of the project."""
    if sys.platform == "win32":
        pytest.skip("the test types the lines into a POSIX shell")
    if not os.environ.get("CSTOOLS_WHEELHOUSE"):
        pytest.skip("needs the wheels that tox prepares (CSTOOLS_WHEELHOUSE)")
    place = tmp_path_factory.mktemp("a computer")
    venv.create(place / "env", with_pip=True)
    made = Computer(place / "env", place / "any folder")
    made.folder.mkdir()
    first, *_ = blocks_under(RUN)
    made.type_in(*first, folder=clone)
    return made


def test_run_it(computer: Computer, clone: Path) -> None:
    report = clone / "report"
    assert {path.name for path in report.iterdir()} == {"report.html", "report.xlsx", "run.json"}
    receipt = json.loads((report / "run.json").read_text("utf-8"))
    assert receipt["tool"] == "validate-903"
    assert receipt["findings"]["error"] > 10


def test_on_a_return_of_ones_own_in_any_folder(computer: Computer) -> None:
    computer.type_in("sh", "cstools sample ssda903 --children 40 --out path/to/return")
    _, own, python = blocks_under(RUN)
    said = computer.type_in(*own)
    assert "Read " in said
    assert " 0 failed." in said
    assert (computer.folder / "report-2026" / "report.xlsx").is_file()
    computer.type_in(*python)
    assert (computer.folder / "report-python" / "report.html").is_file()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="the second opinion needs Python 3.11")
def test_find_and_compare(computer: Computer) -> None:
    first, second = blocks_under(FIND)
    if not (computer.folder / "path" / "to" / "return").exists():
        computer.type_in("sh", "cstools sample ssda903 --children 40 --out path/to/return")
    said = computer.type_in(*first)
    assert "d2i-903 0.1.0 installed from cstools." in said
    assert (computer.folder / "compared" / "comparison.html").is_file()
    said = computer.type_in(*second)
    assert "0 failed. It passes." in said
    assert (computer.folder / "shared-tools" / "registry.toml").is_file()


def test_lines_that_windows_powershell_takes_too() -> None:
    every = [block for heading in (RUN, FIND) for block in blocks_under(heading)]
    lines = [line for language, text in every if language == "sh" for line in text.splitlines()]
    assert len(lines) >= 10
    assert not [line for line in lines if re.search(r"&&|\|\||\\$|^#", line)]


def test_test_it_is_tox_and_ci_runs_it() -> None:
    [(_, line)] = blocks_under("Test it")
    assert line.endswith("python -m tox")
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert 'eval "$line"' in ci
    assert "## Test it" in ci


def test_links_in_the_readme_resolve() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert targets
    assert not [target for target in targets if not (ROOT / target).exists()]
