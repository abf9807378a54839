"""Throw-away tools as real packages, a registry that lists them, no index: for every test."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import venv
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from uv import find_uv_bin

from cstools.install import uv as uv_module
from cstools.plugin.environment import python_of
from cstools.registry import Entry, Origin, Release, read_registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cstools.registry import Registry

ROOT = Path(__file__).resolve().parents[1]

PYPROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "cstools-{name}"
version = "{version}"
dependencies = {dependencies}

[project.entry-points.cstools]
{name} = "{package}.plugin"

[tool.hatch.build.targets.wheel]
packages = ["{package}"]
"""

MANIFEST = """
[tool]
name = "{name}"
title = "{name}"
summary = "A throw-away tool."
stages = {stages}
reads = {reads}
provides = {provides}
produces = ["findings"]
maintainer = "tests"
licence = "MIT"
[params.mode]
type = "str"
default = ""
help = "What to do."
"""

ENTRY = """
[[tool]]
name = "{name}"
title = "{name}"
summary = "A throw-away tool."
stages = ["validate"]
reads = {reads}
package = "cstools-{name}"
licence = "MIT"
maintainer = "tests"
status = "submitted"
isolation = "{isolation}"
"""

RELEASE = """
[[tool.release]]
version = "{version}"
requires = {requires}
from = {{ {kind} = "{value}" }}
sha256 = "{sha256}"
"""

# Finds the first row of each table, and says which pandas it has and what it was given.
SOURCE = """
    import os

    import pandas as pd
    from cstools import findings, hookimpl
    from cstools.data.findings import Flagged

    @hookimpl
    def cstools_validate(dataset, context):
        context.notes.append(f"{version} on pandas {pd.__version__.split('.')[0]}")
        return findings.collect(
            Flagged("R1", "error", name, table["row"].to_numpy()[:1], [None], ("a",), "First")
            for name, table in dataset.items()
        )
"""


@pytest.fixture
def entry() -> Entry:
    """A tool as a registry lists it; its wheel is nowhere."""
    return Entry(
        name="birthdays",
        title="Birthdays",
        summary="S",
        stages=(),
        reads=(),
        package="p",
        licence="MIT",
        maintainer="m",
        status="submitted",
        isolation="own",
        releases=(Release("1.0", (), Origin("wheel", "p-1.0.whl"), "ab" * 32),),
    )


@pytest.fixture(scope="session")
def wheelhouse() -> Path:
    """The folder of wheels that stands for the index."""
    folder = os.environ.get("CSTOOLS_WHEELHOUSE")
    if not folder:
        pytest.skip("needs the wheels that tox prepares (CSTOOLS_WHEELHOUSE)")
    return Path(folder).resolve()


@pytest.fixture(scope="session")
def uv_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("uv cache")


@pytest.fixture
def offline(wheelhouse: Path, uv_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No index: packages come from the wheelhouse only."""
    for name in [name for name in os.environ if name.startswith(("PIP_", "UV_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheelhouse))
    monkeypatch.setenv("UV_CACHE_DIR", str(uv_cache))
    # Most environments here are built and never run in.
    monkeypatch.setenv("UV_COMPILE_BYTECODE", "0")
    uv_module.pip_settings.cache_clear()
    yield
    uv_module.pip_settings.cache_clear()


def write_project(
    folder: Path,
    name: str,
    version: str = "1.0",
    source: str = SOURCE,
    *,
    dependencies: str = "[]",
    stages: str = '["validate"]',
    reads: str = "[]",
    provides: str = "[]",
    params: str = "",
) -> Path:
    """A tool's project; returns its folder."""
    package = f"cstools_{name.replace('-', '_')}"
    inside = folder / package
    inside.mkdir(parents=True)
    filled = {"name": name, "version": version, "package": package, "dependencies": dependencies}
    (folder / "pyproject.toml").write_text(PYPROJECT.format(**filled), encoding="utf-8")
    body = MANIFEST.format(name=name, stages=stages, reads=reads, provides=provides)
    (inside / "cstools.toml").write_text(body + params, encoding="utf-8")
    (inside / "__init__.py").write_text("", encoding="utf-8")
    text = dedent(source).replace("{version}", version)
    (inside / "plugin.py").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def build(
    wheelhouse: Path, uv_cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Path]:
    """Build the wheel of a throw-away tool, once for each of its kind."""
    made: dict[str, Path] = {}

    def wheel(name: str, version: str = "1.0", source: str = SOURCE, **options: str) -> Path:
        key = repr((name, version, source, options))
        if key not in made:
            place = tmp_path_factory.mktemp("project")
            project = write_project(place / name, name, version, source, **options)
            made[key] = built(project, place / "wheels", wheelhouse)
        return made[key]

    return wheel


def built(project: Path, folder: Path, wheelhouse: Path) -> Path:
    command = [find_uv_bin(), "build", "--quiet", "--wheel", "--no-index", "--no-config"]
    places = ["--find-links", str(wheelhouse), "--out-dir", str(folder)]
    subprocess.run([*command, *places, str(project)], check=True)
    [wheel] = folder.glob("*.whl")
    return wheel


@dataclass
class Shelf:
    """A registry in a folder, as on a shared drive."""

    folder: Path
    entries: dict[str, str] = field(default_factory=dict)
    releases: dict[str, list[str]] = field(default_factory=dict)

    def put(
        self,
        name: str,
        wheel: Path | None = None,
        *,
        version: str = "1.0",
        isolation: str = "own",
        requires: str = '["python>=3.11"]',
        reads: str = "[]",
        kind: str = "wheel",
        value: str = "",
        sha256: str = "",
    ) -> None:
        """List a release, and put its wheel beside the registry."""
        self.folder.mkdir(exist_ok=True)
        if wheel is not None:
            data = wheel.read_bytes()
            value = wheel.name
            sha256 = sha256 or hashlib.sha256(data).hexdigest()
            (self.folder / value).write_bytes(data)
        self.entries[name] = ENTRY.format(name=name, isolation=isolation, reads=reads)
        release = {"version": version, "requires": requires, "kind": kind, "value": value}
        self.releases.setdefault(name, []).append(RELEASE.format(**release, sha256=sha256))
        head = '[registry]\nname = "shelf"\ndescription = "A test."\nformat = 1\n'
        body = [text + "".join(self.releases[one]) for one, text in self.entries.items()]
        (self.folder / "registry.toml").write_text(head + "".join(body), encoding="utf-8")

    @property
    def registries(self) -> list[Registry]:
        return [read_registry(self.folder / "registry.toml")]


def python_with_core(folder: Path, wheelhouse: Path, uv_cache: Path, *, pip: bool = True) -> Path:
    """A Python with the core installed as a wheel, and with pip or without."""
    venv.create(folder, with_pip=pip)
    command = [find_uv_bin(), "pip", "install", "--quiet", "--no-index", "--no-config"]
    places = ["--find-links", str(wheelhouse), "--python", str(python_of(folder))]
    env = {**os.environ, "UV_CACHE_DIR": str(uv_cache)}
    subprocess.run([*command, *places, str(ROOT)], check=True, env=env, cwd=folder)
    return python_of(folder)


@pytest.fixture
def within(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command line in a Python, away from any terminal; the exit code must be `code`."""

    def run(
        python: Path, *arguments: object, code: int = 0, before: Sequence[str] = (), **env: str
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*before, str(python), *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "200", **env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, done.stderr + done.stdout
        return done

    return run


def without_rights() -> list[str]:
    """What to start a program with, so that it may not do what its user may not."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root reads and writes anywhere")
    return ["setpriv", "--inh-caps=-all", "--bounding-set=-all"]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "a shelf")
