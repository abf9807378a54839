"""Throw-away validators whose findings are known, comparisons of them, and their page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import cstools

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from selenium import webdriver

    from cstools.comparison.result import Comparison

SOURCE = """
import json
import numpy as np
from cstools import Check
from cstools.data.findings import Flagged

SAYS = json.loads({says!r})

def catalogue(year=None):
    return SAYS["catalogue"]

@hookimpl
def cstools_validate(dataset, context):
    for check in SAYS["checks"]:
        about = {{"title": "About " + check["rule"], "severity": "error"}}
        context.checks.append(Check(**{{**about, **check}}))
    context.notes.extend(SAYS["notes"])
    return findings.collect(
        Flagged(
            rule=rule, severity=SAYS["severity"], table="people",
            rows=np.array(rows, "int64"), children=[f"KID{{row}}" for row in rows],
            fields=("name",), title=SAYS["titles"].get(rule, "About " + rule),
        )
        for rule, rows in SAYS["found"].items()
    )
"""


@pytest.fixture
def people() -> dict[str, pd.DataFrame]:
    return {"people": pd.DataFrame({"name": [f"Secret {place}" for place in range(20)]})}


@pytest.fixture
def checker(make_tool: Callable[..., str]) -> Callable[..., str]:
    """Make a validator that finds just what it is told, and says what it is told of its rules."""

    def make(
        name: str,
        found: dict[str, list[int]] | None = None,
        *,
        ran: str = "",
        checks: list[dict[str, str]] | None = None,
        catalogue: list[dict[str, Any]] | None = None,
        severity: str = "error",
        titles: dict[str, str] | None = None,
        notes: list[str] | None = None,
        **manifest: Any,
    ) -> str:
        said = {
            "found": found or {},
            "checks": [*({"rule": rule, "state": "done"} for rule in ran.split()), *(checks or [])],
            "catalogue": catalogue or [],
            "severity": severity,
            "titles": titles or {},
            "notes": notes or [],
        }
        extra = manifest.pop("extra", "")
        if catalogue is not None:
            package = f"cstools_{name.replace('-', '_')}"
            extra = f'catalogue = "{package}.plugin:catalogue"\n{extra}'
        return make_tool(name, SOURCE.format(says=json.dumps(said)), extra=extra, **manifest)

    return make


@pytest.fixture
def varied(checker: Callable[..., str], people: dict[str, pd.DataFrame]) -> Comparison:
    """A comparison with something of every outcome."""
    checker(
        "left",
        {"1": [2, 3], "2": [4, 5, 6], "3": [7], "5": [8], "8": [2]},
        ran="1 2 3 5 8",
        checks=[{"rule": "4", "state": "skipped", "reason": "Tables not given."}],
        catalogue=[{"code": "2", "differs": "Blanks are left out."}],
    )
    checker(
        "right",
        {"1": [2, 3], "2": [5], "3": [9], "4": [3], "7": [10], "8": [2]},
        ran="1 2 3 4 7 8",
        checks=[{"rule": "5", "state": "failed", "reason": "KeyError in x.py, line 3."}],
        severity="query",
    )
    return cstools.compare("left", "right", people)


class Page:
    """An open page."""

    def __init__(self, chrome: webdriver.Chrome, path: Path) -> None:
        self.chrome = chrome
        self.address = path.as_uri()
        chrome.get("about:blank")
        for kind in ("browser", "performance"):
            self.log(kind)
        chrome.get(self.address)

    def js(self, script: str, *values: Any) -> Any:
        return self.chrome.execute_script(f"return {script}", *values)

    def log(self, kind: str) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self.chrome.execute("getLog", {"type": kind})["value"]
        return entries

    def pick(self, outcome: str) -> None:
        self.js(
            "(c => { c.value = arguments[0]; c.dispatchEvent(new Event('change')); })"
            "(document.getElementById('filter-outcome'))",
            outcome,
        )

    @property
    def status(self) -> str:
        return str(self.js("document.getElementById('status').textContent"))

    @property
    def rules(self) -> list[str]:
        """Codes of the rules that can be seen."""
        found = self.js(
            "[...document.querySelectorAll('tbody.rule')].filter(b => b.offsetHeight)"
            ".map(b => b.querySelector('th').textContent)"
        )
        return [str(code) for code in found]


@pytest.fixture
def opened(driver: webdriver.Chrome, tmp_path: Path) -> Callable[[Comparison], Page]:
    """Write a comparison's page and open it."""

    def write(comparison: Comparison) -> Page:
        return Page(driver, comparison.export(tmp_path / "page", ["html"])[0])

    return write
