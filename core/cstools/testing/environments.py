"""A tool in an environment of its own, really built, from wheels in a folder and no index."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from cstools.plugin.manifest import FILE, read_manifest
from cstools.testing.homes import throw_away

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_REGISTRY = """\
[registry]
name = "one tool"
description = "For tests."
format = 1

[[tool]]
name = "{name}"
title = "{title}"
summary = "For tests."
stages = {stages}
reads = {reads}
package = "cstools-{name}"
licence = "{licence}"
maintainer = "{maintainer}"
status = "submitted"
isolation = "own"

[[tool.release]]
version = "{version}"
requires = {requires}
from = {{ path = "{name}" }}
"""


@contextmanager
def own_environment(
    project: Path,
    folder: Path,
    wheels: Path,
    *,
    version: str = "0.1.0",
    requires: Sequence[str] = (),
) -> Iterator[None]:
    """Install a tool's project in an environment of its own while the block runs.

    Args:
        project: the folder with the tool's ``pyproject.toml``.
        folder: an empty folder for the registry, the cstools folder and the environment.
        wheels: a folder with wheels of all that the tool needs; no index is asked.
        version: the project's version.
        requires: what its release needs, such as ``python>=3.11,<3.12``.

    Raises:
        AssertionError: it cannot be installed; says what the command said.
    """
    (package,) = (path.parent for path in project.glob(f"cstools_*/{FILE}"))
    manifest = read_manifest(package)
    registry = folder / "registry"
    ignored = shutil.ignore_patterns("tests", "__pycache__", ".*")
    shutil.copytree(project, registry / manifest.name, ignore=ignored)
    text = _REGISTRY.format(
        name=manifest.name,
        title=manifest.title,
        stages=list(manifest.stages),
        reads=list(manifest.reads),
        licence=manifest.licence,
        maintainer=manifest.maintainer,
        version=version,
        requires=list(requires),
    )
    (registry / "registry.toml").write_text(text.replace("'", '"'), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("PIP_", "UV_"))]:
            patch.delenv(name)
        patch.setenv("PIP_CONFIG_FILE", os.devnull)
        patch.setenv("PIP_NO_INDEX", "1")
        patch.setenv("PIP_FIND_LINKS", str(wheels.resolve()))
        patch.setenv("UV_CACHE_DIR", str(folder / "cache"))
        with throw_away(folder / "home"):
            _install(manifest.name, registry)
            yield


def _install(name: str, registry: Path) -> None:
    command = [sys.executable, "-m", "cstools", "install", name, "--from", str(registry)]
    process = subprocess.run(  # noqa: S603 - this Python, and no shell
        command,
        cwd=registry,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert process.returncode == 0, process.stderr
