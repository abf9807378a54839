"""The page on checks lists every rule as its docstring has it, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from cstools.checks import every_rule

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "checks.md"
HEADINGS = {"error": "Errors", "warning": "Warnings", "advice": "Advice"}


@pytest.mark.parametrize("level", HEADINGS)
def test_the_rules_of_a_level(level):
    section = PAGE.read_text(encoding="utf-8").partition(f"## {HEADINGS[level]}\n")[2]
    lines = section.partition("\n## ")[0].strip().splitlines()[2:]
    rules = [one for one in every_rule() if one.level == level]
    assert lines == [f"| `{one.id}` | {one.title} | {one.why} | {one.fix} |" for one in rules]


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.id)
def test_a_rule_is_described_in_sentences(rule):
    for text in (rule.title, rule.why, rule.fix):
        assert text[0].isupper() or text.startswith("pyproject.toml")
        assert text.endswith(".")
        assert "|" not in text
