"""An invented result: two tables, three rules that found something, one skipped, one failed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import openpyxl
import pandas as pd
import pytest

from cstools.data.context import Check, Context
from cstools.data.dataset import Dataset
from cstools.data.findings import Flagged, collect
from cstools.data.panel import Panel
from cstools.data.result import Result
from cstools.data.target import Target
from cstools.export import xlsx
from cstools.export.xlsx._limits import Limits
from cstools.plugin.manifest import read_manifest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

VISITS = "Visits_ 2025_26"

MANIFEST = """
[tool]
name = "check-visits"
title = "Check of invented visits"
summary = "Finds visits that cannot be."
stages = ["validate"]
reads = []
produces = ["findings"]
maintainer = "Nobody"
licence = "MIT"
caveats = ["It knows nothing of weekends."]
"""

CHART = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "data": {"values": [{"kind": "a", "n": 1}, {"kind": "b", "n": 3}]},
    "mark": "bar",
    "encoding": {"x": {"field": "kind", "type": "nominal"}, "y": {"field": "n"}},
}


@pytest.fixture
def result(tmp_path: Path) -> Result:
    folder = tmp_path / "tool"
    folder.mkdir()
    (folder / "cstools.toml").write_text(MANIFEST, encoding="utf-8")
    manifest = read_manifest(folder)
    return Result(
        tool=manifest,
        version="1.2.0",
        params={"collection_year": 2026, "teams": ["North", "South"], "until": None},
        dataset=dataset(),
        findings=collect(flagged()),
        checks=checks(),
        notes=["The file of visits was read as UTF-8."],
        caveats=manifest.caveats,
        timings={"read": 0.1},
        provenance={"tool": "check-visits", "started": "2026-02-03T09:30:00+00:00"},
    )


@pytest.fixture
def wrangled(result: Result) -> Result:
    return replace(result, tool=replace(result.tool, produces=("tables",)))


@pytest.fixture
def with_panels(result: Result) -> Result:
    table = pd.DataFrame({"Team": ["North", "=South"], "Visits": [3, 4]})
    panels = [
        Panel("Visits by team", "South has most.", table=table, caveats=("Invented.",)),
        Panel("Visits by team", "The same again.", table=table),
        Panel("Kinds of visit", "Most are b.", spec=CHART),
    ]
    return replace(result, panels=panels)


@pytest.fixture
def context() -> Context:
    return Context()


@pytest.fixture
def target(tmp_path: Path) -> Callable[..., Target]:
    """Give a target for a format in an empty folder."""

    def make(form: str, database: str | None = None) -> Target:
        folder = tmp_path / f"out-{form}"
        folder.mkdir(exist_ok=True)
        return Target(folder, form, database)

    return make


def dataset() -> Dataset:
    children = pd.DataFrame(
        {
            "CHILD": ["007", "=1+1", "child 9", "-12"],
            "DOB": pd.to_datetime(["2010-05-01", "", "1899-12-31", "2012-02-29"]),
            "SEX": ["M", "F", None, "F"],
            "row": [2, 3, 5, 6],
        }
    ).astype({"CHILD": "str", "SEX": "str"})
    visits = pd.DataFrame(
        {
            "child": ["007", "007", "-12"],
            "Date of visit": pd.to_datetime(["2025-04-01", "2025-04-02", "2025-04-03"]),
            "Hours": [1.5, np.nan, 2.0],
            "Kept": [True, False, True],
            "row": [2, 3, 4],
        }
    ).astype({"child": "str"})
    unread = {("Children", "DOB"): pd.Series(["31/02/2011"], index=[1])}
    return Dataset(
        {"Children": children, "Visits: 2025/26": visits},
        standard="visits",
        period=2026,
        unread=unread,
        adopted=True,
    )


def flagged() -> list[Flagged]:
    visits = "Visits: 2025/26"
    return [
        Flagged(
            "101", "error", "Children", np.array([3]), ["=1+1"], ("DOB",), "DOB cannot be read"
        ),
        Flagged(
            "102", "query", "Children", np.array([3, 5]), ["=1+1", None], ("DOB", "SEX"), "Odd"
        ),
        Flagged("200", "info", visits, np.array([3]), ["007"], ("TOWN",), "No town"),
        Flagged("201", "query", visits, np.array([3]), ["007"], ("Date of visit", "Hours"), "Late"),
    ]


def checks() -> list[Check]:
    return [
        Check("101", "DOB cannot be read", "error", "done", found=1),
        Check("102", "Odd", "query", "done", found=2),
        Check("103", "Never seen", "error", "done"),
        Check("200", "No town", "info", "done", found=1),
        Check("201", "Late", "query", "done", found=1),
        Check("300", "Needs last year", "error", "skipped", "last year's return is not given"),
        Check("301", "Breaks", "query", "failed", "KeyError in rules.py, line 9."),
    ]


def written(result: Result, folder: Path, **limits: int) -> tuple[openpyxl.Workbook, list[str]]:
    path = folder / "small.xlsx"
    said = xlsx.write_workbook(result, path, Limits(**limits))
    return openpyxl.load_workbook(path), said


def texts(sheet: Worksheet) -> list[list[Any]]:
    return [list(line) for line in sheet.iter_rows(values_only=True)]


def everything(sheet: Worksheet) -> str:
    return "\n".join(str(value) for line in texts(sheet) for value in line if value is not None)


def colour(sheet: Worksheet, cell: str) -> str | None:
    fill = sheet[cell].fill
    return "#" + fill.fgColor.rgb[2:] if fill.fill_type else None
