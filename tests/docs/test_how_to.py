"""The how-to pages, followed to the letter: files written, commands run, in their order."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from cstools.charts.draw import draw_svg

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# What the page's own run must show: that it is not an empty one.
PACKAGES = {
    "add-an-exporter": "summary.md",
    "add-a-standard": "2 files of made-up data written",
}


@pytest.fixture
def follow(page, shell) -> Callable[..., list[str]]:
    """Writes each titled block as a file, runs each block of commands, gives what they print."""

    def steps(name: str, folder: Path, environment: dict[str, str]) -> list[str]:
        printed = []
        for block in page(name).blocks:
            if block.title:
                path = folder / block.title
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.body, encoding="utf-8")
            elif block.language == "sh":
                printed.append(shell(block, folder, environment))
        return printed

    return steps


def test_figures_are_counted_hidden_and_compared(page):
    names: dict[str, object] = {}
    for block in page("how-to/add-a-figure.md").blocks:
        assert block.language == "python"
        exec(compile(block.body, "add-a-figure.md", "exec"), names)
    region, safe, changes = (names[name] for name in ("region", "safe", "changes"))
    assert set(region["area"]) == {"Region"}
    assert (safe["status"] == "suppressed").any()
    assert not changes["change"].any()


def test_a_chart_is_drawn_shown_and_hidden(page):
    names: dict[str, object] = {}
    for block in page("how-to/add-a-chart.md").blocks:
        assert block.language == "python"
        exec(compile(block.body, "add-a-chart.md", "exec"), names)
    assert ">North<" in draw_svg(names["panel"].spec)


@pytest.mark.parametrize(("name", "shown"), PACKAGES.items())
def test_a_package_is_made_installed_run_and_tested(name, shown, follow, environment, tmp_path):
    printed = follow(f"how-to/{name}.md", tmp_path, environment)
    assert "Successfully installed" in printed[0]
    assert shown in printed[0]
    assert " passed" in printed[-1]


def test_a_standard_its_rules_and_its_figures_are_made_in_one_sitting(
    follow, environment, tmp_path
):
    tried, tested = follow("tutorial/a-standard-and-its-tool.md", tmp_path, environment)
    assert "3 rules" in tried
    assert re.search(r"EH2 +error", tried)
    report = tmp_path / "report"
    assert (report / "charts" / "EH-ENDED.png").read_bytes().startswith(b"\x89PNG")
    figures = (report / "figures.csv").read_text("utf-8-sig")
    assert "EH-ENDED,Plans ended,Outcome,Needs met,,,2026-03-31," in figures
    assert "4 passed" in tested


def test_a_tool_is_made_by_hand_tested_checked_and_published(follow, environment, tmp_path):
    alone, beside, tested, checked, published = follow(
        "how-to/add-a-tool.md", tmp_path, environment
    )
    assert "Successfully installed" in alone
    assert re.search(r"LATE +query", alone)
    assert (tmp_path / "both" / "report.html").exists()
    assert "validate-903" in beside or "pre-validator" in beside
    assert "3 passed" in tested
    assert "0 failed. It passes." in checked
    assert "late-reviews 0.1.0" in published
    assert (tmp_path / "shared-drive" / "registry.toml").exists()


def test_a_rule_is_added_to_the_validator(follow, root, tmp_path):
    validator = tmp_path / "plugins" / "validate-903"
    shutil.copytree(root / "plugins" / "validate-903", validator)
    shutil.copy(root / "pyproject.toml", tmp_path)
    # The copy is found before the installed one.
    paths = os.pathsep.join([str(validator), os.environ.get("PYTHONPATH", "")])
    listed, failed, written = follow(
        "how-to/add-a-rule.md", tmp_path, {**os.environ, "PYTHONPATH": paths}
    )
    assert "999" not in listed
    assert "2 failed" in failed
    assert "2 passed" in written
    assert "Rule 999: Review held less than a week after the one before" in written
