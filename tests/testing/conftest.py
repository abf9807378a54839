"""A tool to question with the kit, and real runs of pytest on tests that use it."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE = """
    from cstools import Check, Flagged, Panel

    @hookimpl
    def cstools_validate(dataset, context):
        parts = []
        for name, frame in dataset.items():
            late = frame[frame["DAYS"].astype("float") > context.params["most"]]
            about = "LATE", "query", name, late["row"].to_numpy(), late["CHILD"]
            parts.append(Flagged(*about, ("DAYS",), "Held too late"))
        context.checks += [
            Check("LATE", "Held too late", "query", "done"),
            Check("EARLY", "Held too early", "query", "done"),
            Check("NEVER", "Never held", "query", "skipped", "Visits was not given."),
        ]
        if context.params["broken"]:
            context.checks.append(Check("ODD", "Odd", "query", "failed", "KeyError, line 3."))
        return findings.collect(parts)

    @hookimpl
    def cstools_visualise(dataset, findings):
        share = {"Rule": "LATE", "Share": 1 / 3 * len(findings)}
        spec = {"mark": "bar", "data": {"values": [share]}}
        table = dataset["Reviews"].drop(columns="row")
        return [
            Panel("Share of late reviews", "Some are late.", spec=spec),
            Panel("Days", "By child.", table=table, caveats=("Made up.",)),
        ]
"""
PARAMS = """
    [params.most]
    type = "int"
    default = 5
    help = "Days."
    [params.broken]
    type = "bool"
    default = false
    help = "Whether a rule breaks."
"""


@pytest.fixture
def late(make_tool: Callable[..., str]) -> str:
    """A tool that finds records of more than five DAYS with its rule LATE."""
    return make_tool("late", SOURCE, stages='["validate", "visualise"]', extra=PARAMS)


@pytest.fixture
def run_pytest(pytester: pytest.Pytester) -> Callable[..., pytest.RunResult]:
    """Run pytest, in a process of its own, on a test module with this text."""

    def run(text: str, *arguments: str) -> pytest.RunResult:
        (pytester.path / "test_it.py").write_text(dedent(text), encoding="utf-8")
        options = ["-p", "no:cacheprovider", "-p", "no:hypothesispytest", "--tb=short", *arguments]
        return pytester.runpytest_subprocess(*options)

    return run
