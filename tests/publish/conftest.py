"""Tools to publish, made with the template."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cstools.install import uv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a wheel is built with comes from the wheelhouse."""
    folder = os.environ.get("CSTOOLS_WHEELHOUSE")
    if not folder:
        pytest.skip("needs the wheels that tox prepares (CSTOOLS_WHEELHOUSE)")
    for name in [name for name in os.environ if name.startswith(("PIP_", "UV_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(Path(folder).resolve()))
    uv.pip_settings.cache_clear()
    yield
    uv.pip_settings.cache_clear()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The project of a tool, made once for each name."""
    place = tmp_path_factory.mktemp("made")

    def make(name: str) -> Path:
        if not (place / name).exists():
            command = [sys.executable, "-m", "cstools", "new", "--no-input", "--name", name]
            options = ["--stage", "validate", "--output-dir", str(place)]
            subprocess.run([*command, *options], check=True, stdin=subprocess.DEVNULL)
        return place / name

    return make


@pytest.fixture
def project(tmp_path: Path, made: Callable[[str], Path]) -> Callable[..., Path]:
    """A tool's project in a version; gives its folder."""

    def copy(name: str = "late-reviews", version: str = "0.1.0") -> Path:
        folder = tmp_path / f"{name} {version}" / name
        shutil.copytree(made(name), folder)
        alter(folder / "pyproject.toml", r'(?m)^version = ".*"$', f'version = "{version}"')
        return folder

    return copy


def alter(path: Path, pattern: str, text: str) -> None:
    """Replace the one place where a pattern fits."""
    before = path.read_text(encoding="utf-8")
    after, changed = re.subn(pattern, text, before)
    assert changed == 1, pattern
    path.write_text(after, encoding="utf-8")
