"""Environments with another pandas than the core's, and a tool in them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from uv import find_uv_bin

from cstools.plugin import discovery, home, receipt
from cstools.plugin.environment import python_of, site_of

if TYPE_CHECKING:
    from collections.abc import Callable

MANIFEST = """
[tool]
name = "apart"
title = "Apart"
summary = "A throw-away tool."
stages = {stages}
reads = {reads}
produces = {produces}
maintainer = "tests"
licence = "MIT"
{declares}
catalogue = "cstools_apart.plugin:catalogue"
[params.mode]
type = "str"
default = ""
help = "What to do."
[params.known]
type = "file"
load = "table"
help = "A table."
"""
HEAD = """
import os, signal, sys, time
from pathlib import Path
import numpy as np
import pandas as pd
import cstools
from cstools import Check, Dataset, Panel, findings, hookimpl
from cstools.data.findings import Flagged
"""


@pytest.fixture(scope="session", params=["pandas 1.5", "pandas 3 and pyarrow"])
def environment(request, tmp_path_factory) -> Path:
    """An environment made once; tests put their tool into it."""
    wheelhouse = os.environ.get("CSTOOLS_WHEELHOUSE")
    if not wheelhouse:
        pytest.skip("needs the wheels that tox prepares (CSTOOLS_WHEELHOUSE)")
    if request.param == "pandas 1.5" and sys.version_info >= (3, 12):
        pytest.skip("there is no pandas 1.5 for this Python")
    old = ["pandas==1.5.3", "numpy<2"]
    wanted = old if request.param == "pandas 1.5" else ["pandas>=3", "pyarrow"]
    folder = tmp_path_factory.mktemp("apart") / "env"
    uv = [find_uv_bin(), "--quiet", "--no-config"]
    subprocess.run([*uv, "venv", "--python", sys.executable, str(folder)], check=True)
    places = ["--no-index", "--find-links", str(Path(wheelhouse).resolve())]
    install = ["pip", "install", *places, "--python", str(python_of(folder)), "pluggy", *wanted]
    subprocess.run([*uv, *install], check=True)
    return folder


@pytest.fixture
def tool(environment: Path, cstools_home: Path) -> Callable[..., str]:
    """Put a tool into the environment and its receipt into the user's cstools folder."""

    def put(
        source: str,
        stages: str = '["validate"]',
        produces: str = '["findings"]',
        declares: str = "",
        reads: str = "[]",
    ) -> str:
        package = site_of(environment) / "cstools_apart"
        package.mkdir(exist_ok=True)
        text = MANIFEST.format(stages=stages, produces=produces, declares=declares, reads=reads)
        (package / "cstools.toml").write_text(text, encoding="utf-8")
        (package / "__init__.py").write_text("", encoding="utf-8")
        (package / "plugin.py").write_text(HEAD + dedent(source), encoding="utf-8")
        home.environments().mkdir(parents=True, exist_ok=True)
        (home.environments() / "apart-1").symlink_to(environment, target_is_directory=True)
        known = {"registry": "r", "origin": "requirement x", "isolation": receipt.OWN}
        made = {"package": "cstools-apart", "version": "1", "module": "cstools_apart.plugin"}
        receipt.write(receipt.Receipt("apart", **made, **known, environment="apart-1"))
        discovery.installed.cache_clear()
        discovery.read_manifest.cache_clear()
        return "apart"

    return put
