"""Reading pages: their code blocks, sections and tables; running what they say."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
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
_CODE = re.compile(r"`([^`]+)`")
_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Block:
    """A code block of a page.

    Attributes:
        language: the word after the fence.
        title: the file it is, or an empty text.
        body: what is in it.
        fails: whether the page says that it fails.
    """

    language: str
    title: str
    body: str
    fails: bool


class Text(str):
    """A page, or a part of one."""

    __slots__ = ()

    @property
    def blocks(self) -> Iterator[Block]:
        """The code blocks, in order."""
        for found in _FENCE.finditer(self):
            fails = "fails" in found["words"].split()
            yield Block(found["language"], found["title"] or "", found["body"], fails)

    @property
    def sections(self) -> dict[str, Text]:
        """What stands under each heading of the second level."""
        first, *rest = re.split(r"^## (.+)\n", self, flags=re.MULTILINE)
        return {
            name: Text(body)
            for name, body in zip(["", *rest[::2]], [first, *rest[1::2]], strict=True)
        }

    @property
    def rows(self) -> list[list[str]]:
        """The rows of its tables, headings and rulers left out."""
        lines = [line for line in self.splitlines() if line.startswith("|")]
        rows = [[cell.strip() for cell in _BAR.split(line.strip("|"))] for line in lines]
        rulers = {place for place, row in enumerate(rows) if set("".join(row)) <= {"-", " "}}
        return [row for place, row in enumerate(rows) if not {place, place + 1} & rulers]

    @property
    def keys(self) -> list[str]:
        """Every code in the first column of its tables."""
        return [code for row in self.rows for code in _CODE.findall(row[0])]


@pytest.fixture(scope="session")
def page(generated) -> Callable[[str], Text]:
    """Gives a page by its path below docs, as a reader of the site has it."""
    return lambda name: Text(generated.expanded((DOCS / name).read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def generated() -> ModuleType:
    """The module that makes the pages on rules."""
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "_generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def shell() -> Callable[..., str]:
    """Runs a block of commands as a reader types them; it must end as the page says."""
    if sys.platform == "win32" or shutil.which("bash") is None:
        pytest.skip("the blocks marked sh need a POSIX shell")

    def run(block: Block | str, folder: Path, environment: dict[str, str] | None = None) -> str:
        body, fails = (block, False) if isinstance(block, str) else (block.body, block.fails)
        done = subprocess.run(
            ["bash", "-e", "-c", body],
            cwd=folder,
            env=environment or _first(Path(sys.executable).parent),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode != 0) == fails, f"{body}\n{done.stdout}"
        return done.stdout

    return run


@pytest.fixture(scope="session")
def uv_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where wheels are unpacked once for all environments."""
    return tmp_path_factory.mktemp("uv cache")


@pytest.fixture
def environment(tmp_path_factory: pytest.TempPathFactory, uv_cache: Path) -> dict[str, str]:
    """A virtual environment and a home, both new, with what this environment has; no index.

    Given are the variables with which its commands are run.
    """
    wheelhouse = os.environ.get("CSTOOLS_WHEELHOUSE")
    if not wheelhouse:
        pytest.skip("CSTOOLS_WHEELHOUSE names no folder of wheels; 'tox -e tests' makes one")
    folder = tmp_path_factory.mktemp("environment")
    place = folder / "venv"
    venv.create(place, with_pip=False, symlinks=True)
    packages = sysconfig.get_path("purelib", vars={"base": str(place), "platbase": str(place)})
    above = [path for path in site.getsitepackages() if Path(path).is_dir()]
    # addsitedir also reads the path files of editable installations.
    lines = [f"import site; site.addsitedir({path!r})" for path in above]
    (Path(packages) / "above.pth").write_text("\n".join(lines) + "\n", encoding="utf-8")
    commands = place / "bin"
    # The script of the environment above would run that one's Python.
    script = commands / "cstools"
    script.write_text('#!/bin/sh\nexec python -m cstools "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return {
        **_first(commands),
        "CSTOOLS_HOME": str(folder / "cstools"),
        "COLUMNS": "200",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": Path(wheelhouse).resolve().as_uri(),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "UV_CACHE_DIR": str(uv_cache),
    }


def _first(commands: Path) -> dict[str, str]:
    """The environment variables with which the commands of a folder come first."""
    path = os.pathsep.join([str(commands), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "PYTHONUTF8": "1"}
