"""Reading pages: their code blocks, links and headings; running what they say."""

from __future__ import annotations

import importlib.util
import os
import re
import site
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
_FENCE = re.compile(
    r'^```(?P<language>\w+)(?P<words>[ \w]*?)(?: title="(?P<title>[^"]+)")?\n(?P<body>.*?)^```$',
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """A code block of a page.

    Attributes:
        language: the word after the fence.
        title: the file it is, or an empty text.
        body: what is in it.
        fails: whether the page says that its last command fails.
    """

    language: str
    title: str
    body: str
    fails: bool


def blocks(text: str) -> Iterator[Block]:
    """The code blocks of a page, in order."""
    for found in _FENCE.finditer(text):
        words = found["words"].split()
        yield Block(found["language"], found["title"] or "", found["body"], "fails" in words)


def read(page: str) -> str:
    """A page by its path below docs."""
    return (DOCS / page).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one of its level."""
    level = heading.split(" ")[0]
    _, found, rest = f"\n{text}".partition(f"\n{heading}\n")
    assert found, f"there is no heading {heading!r}"
    return rest.partition(f"\n{level} ")[0]


@pytest.fixture(scope="session")
def generated() -> ModuleType:
    """The module that makes the pages on rules."""
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "_generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _run(script: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def shell() -> Callable[..., str]:
    """Run a block of commands as a reader types them; it must succeed, or fail if it says so."""

    def run(block: Block, folder: Path, environment: dict[str, str] | None = None) -> str:
        done = _run(block.body, folder, environment or with_commands(Path(sys.executable).parent))
        assert (done.returncode != 0) == block.fails, f"{block.body}\n{done.stdout}"
        assert "Traceback" not in done.stdout
        return done.stdout

    return run


def with_commands(folder: Path) -> dict[str, str]:
    """The environment in which a folder's commands come first."""
    path = os.pathsep.join([str(folder), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "PYTHONUTF8": "1"}


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A virtual environment to install into, which sees what this one has; no index is asked."""
    wheelhouse = os.environ.get("CSTOOLS_WHEELHOUSE")
    if not wheelhouse:
        pytest.skip("CSTOOLS_WHEELHOUSE names no folder of wheels; 'tox -e tests' makes one")
    place = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(place, with_pip=False)
    packages = sysconfig.get_path("purelib", vars={"base": str(place), "platbase": str(place)})
    # Packages of the environment above, its own path files included, stand behind.
    above = [path for path in site.getsitepackages() if Path(path).is_dir()]
    lines = [f"import site; site.addsitedir({path!r})" for path in above]
    (Path(packages) / "above.pth").write_text("\n".join(lines) + "\n", encoding="utf-8")
    commands = place / ("Scripts" if sys.platform == "win32" else "bin")
    _add_command(commands)
    return {
        **with_commands(commands),
        "VIRTUAL_ENV": str(place),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(Path(wheelhouse).resolve()),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def _add_command(commands: Path) -> None:
    """Let ``cstools`` run in this environment: the one above has its own Python in its script."""
    script = commands / "cstools"
    script.write_text('#!/bin/sh\nexec python -m cstools "$@"\n', encoding="utf-8", newline="\n")
    script.chmod(0o755)
