"""A tool that depends on what this Python does not have is tried in an environment of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from cstools.check import check
from cstools.install import uv

PLUGIN = "cstools_blank_cells/plugin.py"


@pytest.fixture(scope="module")
def uv_cache(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("uv cache")


@pytest.fixture
def old_pandas(project, change, uv_cache, monkeypatch) -> Path:
    """The good tool, kept on an old pandas, and no index but the prepared wheels."""
    wheelhouse = os.environ.get("CSTOOLS_WHEELHOUSE")
    if not wheelhouse:
        pytest.skip("needs the wheels that tox prepares (CSTOOLS_WHEELHOUSE)")
    if sys.version_info >= (3, 12):
        pytest.skip("there is no pandas 1.5 for this Python")
    for name in [name for name in os.environ if name.startswith(("PIP_", "UV_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(Path(wheelhouse).resolve()))
    monkeypatch.setenv("UV_CACHE_DIR", str(uv_cache))
    uv.pip_settings.cache_clear()
    change(project, "pyproject.toml", '"pandas>=3"', '"pandas>=1.5,<2", "numpy<2"')
    change(project, PLUGIN, "import pandas as pd", "import numpy as np\nimport pandas as pd")
    return project


def test_it_passes(old_pandas, change):
    says = "table=table)]"
    version = "So many cells were left blank."
    change(
        old_pandas, PLUGIN, f'"{version}", {says}', f'"{version[:-1]} " + pd.__version__, {says}'
    )
    report = check(old_pandas)
    assert [(one.rule, one.problem) for one in report.in_state("failed")] == []
    assert not report.in_state("skipped")


def test_what_it_does_undeclared(old_pandas, change):
    head = '    """Flag blank cells."""\n'
    body = "    import socket\n    socket.getaddrinfo('localhost', 80)\n"
    change(old_pandas, PLUGIN, head, head + body)
    [outcome] = check(old_pandas).in_state("failed")
    assert outcome.rule == "declared-access"
    assert "tried to use the network" in outcome.problem


def test_an_import_that_fails(old_pandas, change):
    change(old_pandas, PLUGIN, "RULE, TITLE =", "assert pd.__version__ > '3'\nRULE, TITLE =")
    [outcome] = check(old_pandas).in_state("failed")
    assert outcome.rule == "loads"
    assert "AssertionError in plugin.py" in outcome.problem
