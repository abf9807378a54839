"""Check a tool's project: one set of rules for authors, publishing and continuous integration.

`check` reads the project, tries the tool in a process of its own, and asks each rule of
`cstools.check.rules`. Nothing is imported here that a tool's own environment may lack: the part of
the trial that imports the tool runs there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.io.lazy import attach

if TYPE_CHECKING:
    from cstools.check.engine import check
    from cstools.check.report import Outcome, Report
    from cstools.check.rule import Rule, every_rule

__all__ = [
    "Outcome",
    "Report",
    "Rule",
    "check",
    "every_rule",
]

__getattr__, __dir__ = attach(
    __name__,
    {
        "cstools.check.engine": ("check",),
        "cstools.check.report": (
            "Outcome",
            "Report",
        ),
        "cstools.check.rule": (
            "Rule",
            "every_rule",
        ),
    },
)
