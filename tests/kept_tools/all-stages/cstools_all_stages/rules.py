"""The tool's list of its rules."""

from __future__ import annotations

from cstools_all_stages.validate import FIX, RULE, TITLE


def catalogue(year: int | None = None) -> list[dict[str, object]]:
    """The one rule."""
    return [
        {
            "code": RULE,
            "title": TITLE,
            "severity": "query",
            "tables": [],
            "fields": [],
            "last_year": [],
            "needs": [],
            "versions": [{"from": 2023, "to": None, "logic": "All columns are the same."}],
            "fix": FIX,
            "differs": "",
        }
    ]
