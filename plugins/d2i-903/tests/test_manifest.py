"""The manifest, and what it shares with the tool it is compared with."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from cstools import ToolError
from cstools.testing import read_manifest
from cstools_d2i_903 import sector

PROJECT = Path(__file__).resolve().parents[1]
OURS = PROJECT.parent / "validate-903" / "cstools_validate_903"


def manifest():
    return read_manifest(PROJECT / "cstools_d2i_903")


def test_the_entry_point_has_the_name_of_the_manifest():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert list(project["entry-points"]["cstools"]) == [manifest().name]


def test_parameters_of_the_same_name_mean_the_same_in_both_validators():
    here, there = manifest().params, read_manifest(OURS).params
    shared = set(here) & set(there)
    assert shared >= {"collection_year", "local_authority", "last_year", "providers", "ruleset"}
    for name in shared:
        for key in ("type", "infer", "many"):
            assert getattr(here[name], key) == getattr(there[name], key), name
        if here[name].type == "files":
            assert here[name].load == there[name].load, name


def test_it_declares_nothing_that_the_guard_would_have_to_let_through():
    declared = manifest()
    assert [declared.network, declared.subprocess, declared.writes_outside] == [False] * 3


def test_without_the_validator_it_says_how_to_get_it():
    pytest.importorskip("pandas", minversion="2")  # where pandas is older the validator may be here
    with pytest.raises(ToolError, match=r"cannot be loaded here.*cstools install d2i-903"):
        sector.years()
