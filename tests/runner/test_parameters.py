"""Parameters are checked and converted by the manifest."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from cstools.errors import UsageError
from cstools.plugin.manifest import read_manifest
from cstools.runner import parameters

TOML = """
[tool]
name = "x"
title = "X"
summary = "X"
stages = ["validate"]
reads = []
produces = ["findings"]
maintainer = "x"
licence = "MIT"
[params.year]
type = "int"
required = true
minimum = 2000
maximum = 2100
help = "The year."
[params.share]
type = "float"
default = 0.5
help = "A share."
[params.strict]
type = "bool"
default = false
help = "Be strict."
[params.day]
type = "date"
help = "A day."
[params.mode]
type = "choice"
choices = ["fast", "slow"]
help = "A mode."
[params.codes]
type = "str"
many = true
help = "Codes."
[params.list]
type = "file"
load = "table"
help = "A list."
[params.folder]
type = "directory"
help = "A folder."
"""


@pytest.fixture
def manifest(tmp_path):
    (tmp_path / "cstools.toml").write_text(TOML, encoding="utf-8")
    return read_manifest(tmp_path)


def test_defaults(manifest):
    values = parameters.convert(manifest, {})
    assert values["share"] == 0.5
    assert values["strict"] is False
    assert values["year"] is None


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("year", "2026", 2026),
        ("year", 2026.0, 2026),
        ("share", "0.25", 0.25),
        ("strict", "yes", True),
        ("strict", "0", False),
        ("day", "31/03/2026", dt.date(2026, 3, 31)),
        ("day", "2026-03-31", dt.date(2026, 3, 31)),
        ("mode", "slow", "slow"),
        ("codes", "101, 102,", ["101", "102"]),
        ("codes", ["101", "102,103"], ["101", "102", "103"]),
        ("codes", [101], ["101"]),
    ],
)
def test_conversion(manifest, name, given, expected):
    assert parameters.convert(manifest, {name: given})[name] == expected


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("year", "soon", "year is not a whole number"),
        ("year", 2026.5, "year is not a whole number"),
        ("year", True, "year is not a whole number"),
        ("year", 1999, "year is below 2000"),
        ("year", 2101, "year is above 2100"),
        ("share", "half", "share is not a number"),
        ("strict", "perhaps", "strict is not yes or no"),
        ("day", "31/02/2026", "day is not a date such as"),
        ("mode", "medium", "mode must be one of fast, slow"),
        ("list", "absent.csv", "there is no file or folder absent.csv"),
        ("yaer", 2026, "Did you mean year"),
        ("zzz", 1, "It takes: year"),
    ],
)
def test_what_is_wrong(manifest, name, given, says):
    with pytest.raises(UsageError, match=says):
        parameters.convert(manifest, {name: given})


def test_a_frame_may_stand_for_a_file(manifest):
    frame = pd.DataFrame({"a": [1]})
    assert parameters.convert(manifest, {"list": frame})["list"] is frame


def test_folder_and_file(manifest, tmp_path):
    with pytest.raises(UsageError, match="is not a file"):
        parameters.convert(manifest, {"list": tmp_path})
    with pytest.raises(UsageError, match="is not a folder"):
        parameters.convert(manifest, {"folder": tmp_path / "cstools.toml"})


def test_required(manifest):
    with pytest.raises(UsageError, match=r"x needs year\..*--year"):
        parameters.require(manifest, parameters.convert(manifest, {}))


def test_the_receipt_shows_names_not_paths_or_data(manifest, tmp_path):
    values = parameters.convert(
        manifest, {"list": pd.DataFrame({"child": ["secret"]}), "folder": tmp_path, "year": 2026}
    )
    shown = parameters.describe(values)
    assert shown["list"] == "tables given in Python"
    assert shown["folder"] == tmp_path.name
    assert shown["year"] == 2026
    assert "day" not in shown
