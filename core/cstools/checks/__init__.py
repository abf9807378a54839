"""Check a tool's project: one set of rules for authors, publishing and continuous integration.

`check` reads the project, tries the tool in a process of its own, and asks each rule of
`cstools.checks.rules`. Nothing is imported here that a tool's own environment may lack: the part of
the trial that imports the tool runs there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cstools.checks.engine import check
    from cstools.checks.report import Outcome, Report
    from cstools.checks.rule import Rule, every_rule

__all__ = ["Outcome", "Report", "Rule", "check", "every_rule"]

_HOME = {
    "Outcome": "report",
    "Report": "report",
    "Rule": "rule",
    "check": "engine",
    "every_rule": "rule",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    import importlib

    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
