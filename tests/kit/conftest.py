"""A kit with a shared tool and one of its own environment, made once; tools on a shelf."""

from __future__ import annotations

import importlib.metadata
import json
import os
import shlex
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cstools.io.files import sha256_of
from cstools.kit import archive
from cstools.kit import format as kits

from ..shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable

# There is no pandas 1.5 for later versions of Python.
OLD = '["pandas==1.5.3", "numpy<2"]' if sys.version_info < (3, 12) else "[]"


@dataclass(frozen=True)
class Made:
    """A kit that was made, what the command printed, and what it told meanwhile."""

    path: Path
    out: str
    err: str


@pytest.fixture(scope="session")
def made(wheelhouse, uv_cache, build, tmp_path_factory) -> Made:
    """A kit for this machine, from a registry and from what is installed here."""
    folder = tmp_path_factory.mktemp("a kit")
    shelf = Shelf(folder / "shelf")
    links = folder / "the index"
    links.mkdir()
    shutil.copy(build("late", dependencies=OLD), links)
    shelf.put("late", kind="requirement", value="cstools-late==1.0")
    shelf.put("near", build("near", reads='["ssda903"]'), isolation="shared", reads='["ssda903"]')
    env = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    found = f"{wheelhouse.as_uri()} {links.as_uri()}"
    env |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": found, "UV_CACHE_DIR": str(uv_cache)}
    env["UV_COMPILE_BYTECODE"] = "0"
    env |= {"PIP_CONFIG_FILE": os.devnull, "CSTOOLS_HOME": str(folder / "home")}
    out = folder / "kit.zip"
    site = folder / "site"
    (site / "how-to").mkdir(parents=True)
    for page in ("index.html", "how-to/run.html"):
        (site / page).write_text("<title>A page</title>", encoding="utf-8")
    tools = ("late", "near", "--from", str(shelf.folder), "--docs", str(site))
    done = subprocess.run(
        [sys.executable, "-m", "cstools", "kit", "build", *tools, "--json", "--out", str(out)],
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Made(out, done.stdout, done.stderr)


@pytest.fixture
def unzipped(made, tmp_path) -> Path:
    """The files of the kit, to be changed by a test."""
    folder = tmp_path / "un zipped"
    with zipfile.ZipFile(made.path) as zipped:
        zipped.extractall(folder)
    return folder


@pytest.fixture
def bare_kit(tmp_path) -> Callable[..., Path]:
    """Makes the folder of a kit for this machine, with one small file and no tools."""
    from cstools.kit.target import target
    from cstools.plugin.packages import CORE

    def make(name: str = "bare", **changes: Any) -> Path:
        folder = tmp_path / name
        (folder / "registry").mkdir(parents=True)
        text = '[registry]\nname = "kit"\ndescription = "A test."\nformat = 1\n'
        (folder / "registry" / "registry.toml").write_text(text, encoding="utf-8")
        (folder / "wheels").mkdir()
        (folder / "note.txt").write_text("x", encoding="utf-8")
        here = target()
        number = importlib.metadata.version(CORE)
        files = {one: sha256_of(folder / one) for one in archive.files_of(folder)}
        kit = kits.Kit(number, here.platform, here.python, (), files)
        body = json.loads(kits.dump(kit)) | changes
        (folder / "kit.json").write_text(json.dumps(body), encoding="utf-8")
        return folder

    return make


@pytest.fixture
def zipped(tmp_path) -> Callable[[Path], Path]:
    """Zips the folder of a kit."""

    def make(folder: Path) -> Path:
        out = tmp_path / f"{folder.name}.zip"
        out.unlink(missing_ok=True)
        archive.pack(folder, out)
        return out

    return make


def without_pip_settings() -> dict[str, str]:
    """The environment variables of a machine with no network, whose pip was told of none."""
    told = ("PIP_", "UV_", "CSTOOLS", "PYTHONPATH")
    env = {name: value for name, value in os.environ.items() if not name.startswith(told)}
    return {**env, "PIP_INDEX_URL": "https://127.0.0.1:9/simple", "PIP_RETRIES": "0"}


@dataclass(frozen=True)
class Arrived:
    """What install.py of a kit made.

    Attributes:
        start: the path of its cstools command.
        home: the user's cstools folder there.
        env: the environment variables there.
    """

    start: str
    home: Path
    env: dict[str, str]

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run the cstools that was installed."""
        return subprocess.run(
            [self.start, *map(str, arguments)],
            env=self.env,
            cwd=self.home.parent,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture(scope="session")
def arrived(made, tmp_path_factory) -> Arrived:
    """The kit installed in a fresh environment with no index."""
    folder = tmp_path_factory.mktemp("another machine")
    with zipfile.ZipFile(made.path) as zipped:
        zipped.extractall(folder / "the kit")
    env = {**without_pip_settings(), "CSTOOLS_HOME": str(folder / "cstools home")}
    env["UV_CACHE_DIR"] = str(folder / "cache")
    python = Path(sys.base_prefix) / ("python.exe" if os.name == "nt" else "bin/python3")
    command = [str(python), str(folder / "the kit" / "install.py"), str(folder / "its tools")]
    done = subprocess.run(
        command,
        env={**env, "PIP_NO_INDEX": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # What was installed needs the unzipped files no longer.
    shutil.rmtree(folder / "the kit")
    # As it is printed it can be pasted, though the folder has a blank in its name.
    start, what = shlex.split(done.stdout.strip().splitlines()[-1], posix=os.name != "nt")
    assert what == "list"
    return Arrived(start, folder / "cstools home", env)
