"""Projects made by the template, put where cstools finds them without an installation."""

from __future__ import annotations

import shutil
import sys
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from cstools.plugin import discovery
from cstools.scaffold import make as making
from cstools.scaffold import template
from cstools.scaffold.answers import Answers, Wrapped, title_of
from cstools.scaffold.script import read_script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def contents() -> Callable[[Path], dict[str, bytes]]:
    """What is in a folder, by path."""

    def read(folder: Path) -> dict[str, bytes]:
        files = (path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}

    return read


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Path]:
    """Makes a project, of a script or not."""

    def make(
        name: str,
        stages: tuple[str, ...] = ("validate",),
        reads: str = "",
        *,
        script: Path | None = None,
        **said: str,
    ) -> Path:
        found = None if script is None else read_script(script)
        title = said.pop("title", title_of(name))
        of_script = Wrapped() if found is None else found.wrapped
        answers = Answers(name, title, stages, reads, wrapped=of_script, **said)
        return making.make(answers, tmp_path, found)

    return make


@pytest.fixture
def script(tmp_path: Path) -> Callable[..., Path]:
    """Writes a script."""

    def write(source: str, name: str = "clean_visits.py") -> Path:
        path = tmp_path / name
        path.write_text(dedent(source), encoding="utf-8")
        return path

    return write


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], str]]:
    """Lets a project be found here and in child processes, as an installed one is."""
    projects = []

    def find(project: Path) -> str:
        projects.append(project)
        package = f"cstools_{project.name.replace('-', '_')}"
        metadata = project / f"{package}-0.1.0.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: cstools-{project.name}\nVersion: 0.1.0\n", "utf-8"
        )
        (metadata / "entry_points.txt").write_text(
            f"[cstools]\n{project.name} = {package}.plugin\n", "utf-8"
        )
        monkeypatch.syspath_prepend(str(project))
        monkeypatch.setenv("PYTHONPATH", str(project))
        discovery.installed.cache_clear()
        return project.name

    yield find
    for name, module in list(sys.modules.items()):
        if any(str(project) in str(getattr(module, "__file__", "")) for project in projects):
            del sys.modules[name]


@pytest.fixture
def changed_template(tmp_path: Path) -> Path:
    """A copy of the template, one version on, with a changed, a new and a dropped file."""
    copy = tmp_path / "template of tomorrow"
    shutil.copytree(template.bundled(), copy)
    project = copy / "{{cookiecutter.name}}"
    tox = project / "tox.ini"
    tox.write_text(tox.read_text("utf-8").replace("    ruff\n", "    ruff\n    mypy\n"), "utf-8")
    (project / "CHANGES.md").write_text("# Changes of {{ cookiecutter.name }}\n", "utf-8")
    (project / ".gitignore").unlink()
    settings = copy / "cookiecutter.json"
    version = template.version(copy)
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace(f'"_version": {version}', f'"_version": {version + 1}'), "utf-8"
    )
    return copy
