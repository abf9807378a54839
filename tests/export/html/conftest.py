"""Invented runs, their reports, and a browser to open them in."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from selenium.webdriver.support.ui import WebDriverWait

from cstools.data.context import Check, Context
from cstools.data.dataset import Dataset
from cstools.data.findings import Flagged, collect
from cstools.data.panel import Panel
from cstools.data.result import Result
from cstools.data.target import Target
from cstools.export import html
from cstools.plugin.manifest import Manifest, read_manifest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from selenium import webdriver

MANIFEST = """
[tool]
name = "check-returns"
title = "Return checker"
summary = "Checks a return."
stages = ["validate", "visualise"]
reads = []
produces = ["findings", "panels"]
maintainer = "Bramley data team"
licence = "MIT"
personal_data = "reads child-level records; outputs name child identifiers"
caveats = ["It does not replace the official check."]
[params.collection_year]
type = "int"
help = "the year the collection ends in"
infer = "period"
[params.local_authority]
type = "str"
role = "area"
help = "code of the authority"
"""
CHART: dict[str, Any] = {
    "data": {
        "values": [{"placement": "foster", "children": 3}, {"placement": "kin", "children": 1}]
    },
    "mark": "bar",
    "encoding": {
        "x": {"field": "children", "type": "quantitative"},
        "y": {"field": "placement", "type": "nominal"},
        "color": {"field": "children", "type": "quantitative"},
    },
}


class Report:
    """A written report."""

    def __init__(self, files: list[Path]) -> None:
        self.files = files
        self.path = next(path for path in files if path.name == "report.html")
        self.html = self.path.read_text(encoding="utf-8")

    @property
    def text(self) -> str:
        """What the page says, without its script and stylesheet."""
        shown = re.sub(r"(?s)<(script|style)\b.*?</\1>", "", self.html)
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", shown))

    @property
    def data(self) -> dict[str, Any]:
        """The findings inside the page."""
        found = re.search(r'<script id="data" type="application/json">(.*?)</script>', self.html)
        assert found
        data: dict[str, Any] = json.loads(found[1])
        return data


class Page:
    """An open report."""

    def __init__(self, chrome: webdriver.Chrome, report: Report, place: str = "") -> None:
        self.chrome = chrome
        self.address = report.path.as_uri()
        chrome.get("about:blank")
        for kind in ("browser", "performance"):
            self.log(kind)
        chrome.get(self.address + place)

    def js(self, script: str, *values: Any) -> Any:
        return self.chrome.execute_script(f"return {script}", *values)

    def log(self, kind: str) -> list[dict[str, Any]]:
        """What the browser noted since last asked."""
        entries: list[dict[str, Any]] = self.chrome.execute("getLog", {"type": kind})["value"]
        return entries

    def click(self, selector: str) -> None:
        self.js("document.querySelector(arguments[0]).click()", selector)

    def pick(self, name: str, value: str) -> None:
        self.js(
            "(c => { c.value = arguments[1]; c.dispatchEvent(new Event('change')); })"
            "(document.getElementById('filter-' + arguments[0]))",
            name,
            value,
        )

    def search(self, text: str) -> None:
        before = self.status
        box = self.chrome.find_element("id", "filter-text")
        box.clear()
        box.send_keys(text)
        WebDriverWait(self.chrome, 10).until(lambda _: self.status != before)

    def settles(self, status: str) -> bool:
        """Whether the page comes to say this: it follows the address a moment later."""
        WebDriverWait(self.chrome, 10).until(lambda _: self.status == status, self.status)
        return True

    @property
    def status(self) -> str:
        return str(self.js("document.getElementById('status').textContent"))

    def column(self, number: int) -> list[str]:
        found = self.js(
            "[...document.querySelectorAll('#rows tr')]"
            ".map(row => row.cells[arguments[0]].textContent)",
            number,
        )
        return [str(text) for text in found]

    @property
    def place(self) -> str:
        return str(self.js("location.hash"))


def flagged(rule: str, count: int, **other: Any) -> Flagged:
    """Give `count` rows that a rule flags, each of another child."""
    parts = {
        "severity": "error",
        "table": "Episodes",
        "rows": pd.RangeIndex(2, count + 2).to_numpy(),
        "children": [f"C{place:05}" for place in range(count)],
        "fields": ("DECOM", "DEC"),
        "title": f"What rule {rule} says is wrong",
    }
    return Flagged(rule=rule, **(parts | other))


@pytest.fixture(name="flagged")
def flagged_fixture() -> Callable[..., Flagged]:
    return flagged


@pytest.fixture(scope="session")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    folder = tmp_path_factory.mktemp("tool")
    (folder / "cstools.toml").write_text(MANIFEST, encoding="utf-8")
    return read_manifest(folder)


@pytest.fixture
def run(manifest: Manifest, child_in: Callable[..., str]) -> Callable[..., Result]:
    """Make a result out of flagged rows; anything else of it may be given by name."""
    child_in("returns", Episodes="CHILD", Header="CHILD")

    def make(*parts: Flagged, **other: Any) -> Result:
        episodes = pd.DataFrame({"row": range(2, 302), "CHILD": [f"C{n:05}" for n in range(300)]})
        header = pd.DataFrame({"row": [2, 3], "CHILD": ["C00000", "C00001"]})
        values: dict[str, Any] = {
            "params": {"collection_year": 2026, "local_authority": "E09000027"},
            "dataset": Dataset({"Episodes": episodes, "Header": header}, "returns", 2026),
            "findings": collect(parts),
            "caveats": manifest.caveats,
        }
        return Result(manifest, "1.2.0", **(values | other))

    return make


@pytest.fixture
def export(tmp_path: Path) -> Callable[[Result], Report]:
    def write(result: Result) -> Report:
        target = Target(tmp_path, "html")
        return Report(html.cstools_export(result=result, target=target, context=Context()))

    return write


@pytest.fixture
def whole(run: Callable[..., Result]) -> Result:
    """A run with something in every part of the report."""
    return run(
        flagged("101", 120),
        flagged("102", 30, severity="query", table="Header", fields=("DOB",)),
        flagged("9x", 1, severity="info", children=[None]),
        panels=[
            Panel("By placement", "Most live in foster care.", spec=CHART, caveats=("Few rows.",)),
            Panel("By kin", "The same again.", spec=CHART),
            Panel("By year", "Rising.", table=pd.DataFrame({"year": [2025], "count": [1200.5]})),
            Panel("Not a chart", "Cannot be drawn.", spec={"nonsense": 1}),
        ],
        checks=[
            Check("101", "What rule 101 says is wrong", "error", "done", found=120),
            *(Check(f"5{n}", "Looks back", "error", "skipped", "No last year.") for n in range(3)),
            Check("66", "Breaks", "error", "failed", "KeyError in rules.py, line 3."),
            Check("77", "Finds nothing", "query", "done"),
        ],
        notes=["Two rows had no child."],
        timings={"read": 0.01, "validate": 2.34},
        provenance={
            "started": "2026-03-31T14:05:00",
            "environment": {"python": "3.12.1"},
            "inputs": [{"path": "episodes.csv", "sha256": "ab" * 32, "rows": 4300}],
        },
    )


@pytest.fixture
def opened(driver: webdriver.Chrome, export: Callable[[Result], Report]) -> Callable[..., Page]:
    """Write a result's report and open it; a second argument goes after its address."""
    return lambda result, place="": Page(driver, export(result), place)
