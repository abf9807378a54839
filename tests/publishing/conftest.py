"""Tools to publish, made with the template."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cstools.registry import uv

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


@pytest.fixture
def project(tmp_path: Path, cstools_command: Callable[..., object]) -> Callable[..., Path]:
    """Make a tool's project; gives its folder."""

    def make(name: str = "late-reviews", version: str = "0.1.0") -> Path:
        place = tmp_path / f"{name} {version}"
        options = ("--stage", "validate", "--output-dir", place)
        made = cstools_command("new", "--no-input", "--name", name, *options)
        assert made.code == 0, made
        alter(place / name / "pyproject.toml", r'(?m)^version = ".*"$', f'version = "{version}"')
        return place / name

    return make


def alter(path: Path, pattern: str, text: str) -> None:
    """Replace the one place where a pattern fits."""
    before = path.read_text(encoding="utf-8")
    after, changed = re.subn(pattern, text, before)
    assert changed == 1, pattern
    path.write_text(after, encoding="utf-8")
