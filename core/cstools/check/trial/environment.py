"""A throw-away environment for a tool that depends on what this Python does not have."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from cstools.check.trial import Trial, job_of, repeat, run, take
from cstools.io import shell
from cstools.plugin.environment import python_of, site_of
from cstools.plugin.home import VARIABLE

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.check.project import Project
    from cstools.plugin.manifest import Manifest

_LEFT_OUT = shutil.ignore_patterns("__pycache__", ".*", "build", "dist", "*.egg-info")
_REGISTRY = """
[registry]
name = "trial"
description = "The tool under check."
format = 1

[[tool]]
name = {name}
title = {title}
summary = "The tool under check."
stages = {stages}
reads = []
package = {package}
licence = "none"
maintainer = "none"
status = "submitted"
isolation = "own"

[[tool.release]]
version = {version}
requires = []
from = {{ path = "project" }}
"""


def try_apart(
    project: Project, manifest: Manifest, place: Path, timeout: float, missing: str
) -> Trial:
    """Try a tool in an environment made for it.

    Args:
        project: its project.
        manifest: its manifest.
        place: a folder to work in.
        timeout: seconds one step may take.
        missing: the dependency because of which it cannot run here.
    """
    if manifest.provides or manifest.kind:
        what = "a library" if manifest.kind else "what provides a standard"
        return Trial(
            obstacle=f"This Python does not have {missing}, and {what} runs here.",
            advice=f"Run: {shell.command('python', '-m', 'pip', 'install', missing)}",
        )
    problem, advice = _install(project, manifest, place)
    if problem:
        return Trial(
            obstacle=f"This Python does not have {missing}, and an environment with it could not "
            f"be made. {problem}",
            advice=advice or "Connect to the package index, or correct the dependency.",
        )
    home = place / "home"
    [environment] = [folder for folder in (home / "environments").iterdir() if folder.is_dir()]
    package = site_of(environment) / project.package.name
    job = job_of(project, manifest, package, place, ["import"], timeout)
    trial = Trial(apart=True)
    take(trial, run(job, place, "1", python=python_of(environment)))
    imported = trial.imported
    if imported is None or imported.error or imported.refused or imported.unfit:
        return trial
    take(trial, run(replace(job, parts=["runs"]), place, "1", home=home))
    if trial.ran and not trial.failure and not trial.stuck:
        repeat(trial, replace(job, parts=["again"]), place, home)
    return trial


def _install(project: Project, manifest: Manifest, place: Path) -> tuple[str, str]:
    """Install the tool into a cstools folder of its own; gives what failed, and what to do."""
    shelf = place / "registry"
    shutil.copytree(project.folder, shelf / "project", ignore=_LEFT_OUT)
    (shelf / "registry.toml").write_text(_registry_text(project, manifest), encoding="utf-8")
    command = ["-X", "utf8", "-m", "cstools", "install", manifest.name, "--from", str(shelf)]
    process = subprocess.run(  # noqa: S603 - this Python, and no shell
        [sys.executable, *command],
        env={**os.environ, VARIABLE: str(place / "home")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if process.returncode == 0:
        return "", ""
    lines = [line.strip() for line in process.stderr.splitlines() if line.strip()]
    errors = [n for n, line in enumerate(lines) if line.startswith("Error: ")]
    if not errors:
        return "It could not be installed.", ""
    return lines[errors[0]].removeprefix("Error: "), " ".join(lines[errors[0] + 1 :])


def _registry_text(project: Project, manifest: Manifest) -> str:
    # Text in JSON form is text in TOML form.
    return _REGISTRY.format(
        name=json.dumps(manifest.name),
        title=json.dumps(manifest.title),
        stages=json.dumps(list(manifest.stages)),
        package=json.dumps(project.distribution),
        version=json.dumps(project.version or "0"),
    )
