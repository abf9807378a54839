"""Every first-party package passes its own check."""

from __future__ import annotations

from pathlib import Path

import pytest

from cstools.checks import check
from cstools.checks.project import read_project
from cstools.checks.trial import staging

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"


@pytest.mark.parametrize(
    "folder", sorted(PLUGINS.glob("*/pyproject.toml")), ids=lambda p: p.parent.name
)
def test_it_passes(folder):
    if staging.lacking(read_project(folder.parent)):
        pytest.skip("it runs in an environment of its own, whose packages have to be fetched")
    report = check(folder.parent)
    assert [(one.rule, one.problem) for one in report.in_state("failed")] == []
