"""The rules of ``cstools check`` by level, from their docstrings."""

from __future__ import annotations

from _made.markdown import table, text
from cstools.check import every_rule

HEADINGS = {"error": "Errors", "warning": "Warnings", "advice": "Advice"}


def checks() -> str:
    """A section for every level, with a table of its rules."""
    return "\n\n".join(f"## {heading}\n\n{_level(level)}" for level, heading in HEADINGS.items())


def _level(level: str) -> str:
    rows = [
        [f"`{rule.id}`", text(f"{rule.title} {rule.why}"), text(rule.fix)]
        for rule in every_rule()
        if rule.level == level
    ]
    return table(["rule", "what has to hold, and why", "what to do"], rows)
