"""Every first-party package passes its own check."""

from __future__ import annotations

from pathlib import Path

import pytest

from cstools.check import check
from cstools.check.project import read_project
from cstools.check.trial import copy

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"


@pytest.mark.parametrize(
    "folder", sorted(PLUGINS.glob("*/pyproject.toml")), ids=lambda p: p.parent.name
)
def test_it_passes(folder):
    if copy.first_missing(read_project(folder.parent)):
        pytest.skip("it runs in an environment of its own, whose packages have to be fetched")
    report = check(folder.parent)
    assert [(one.rule, one.problem) for one in report.in_state("failed")] == []
