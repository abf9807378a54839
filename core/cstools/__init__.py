"""cstools: shared tools for children's services data.

This is what tools, notebooks and tests import, with `cstools.standard`, `cstools.rules`,
`cstools.figures`, `cstools.charts`, `cstools.testing` and `cstools.hookspecs`; nothing else is
promised. The names are loaded when first used, so that ``import cstools`` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.io import former_names
from cstools.io.lazy import attach

if TYPE_CHECKING:
    from cstools.comparison import compare
    from cstools.data.context import Check, Context, Progress, State
    from cstools.data.dataset import Dataset, Dates, Source
    from cstools.data.difference import By, Difference, RowCondition
    from cstools.data.figures import Figures
    from cstools.data.findings import Findings, Flagged, Severity, collect
    from cstools.data.listing import Listing
    from cstools.data.panel import Panel
    from cstools.data.result import Result
    from cstools.data.rule_info import RuleInfo, RuleVersion
    from cstools.data.script_files import (
        ScriptFiles,
        find_tables,
        tables_of,
        with_numbers,
        with_tables,
    )
    from cstools.data.target import Target
    from cstools.data.text import as_text
    from cstools.errors import (
        CstoolsError,
        InputError,
        OutputError,
        ToolError,
        UsageError,
        describe,
    )
    from cstools.hookspecs import hookimpl
    from cstools.runner import run
    from cstools.standard.schema import Schema
    from cstools.standard.standard import Planted, Sample, Standard

__all__ = [
    "By",
    "Check",
    "Context",
    "CstoolsError",
    "Dataset",
    "Dates",
    "Difference",
    "Figures",
    "Findings",
    "Flagged",
    "InputError",
    "Listing",
    "OutputError",
    "Panel",
    "Planted",
    "Progress",
    "Result",
    "RowCondition",
    "RuleInfo",
    "RuleVersion",
    "Sample",
    "Schema",
    "ScriptFiles",
    "Severity",
    "Source",
    "Standard",
    "State",
    "Target",
    "ToolError",
    "UsageError",
    "as_text",
    "collect",
    "compare",
    "describe",
    "find_tables",
    "hookimpl",
    "run",
    "tables_of",
    "with_numbers",
    "with_tables",
]

__getattr__, __dir__ = attach(
    __name__,
    {
        "cstools.comparison": ("compare",),
        "cstools.data.context": (
            "Check",
            "Context",
            "Progress",
            "State",
        ),
        "cstools.data.dataset": (
            "Dataset",
            "Dates",
            "Source",
        ),
        "cstools.data.difference": (
            "By",
            "Difference",
            "RowCondition",
        ),
        "cstools.data.figures": ("Figures",),
        "cstools.data.findings": (
            "Findings",
            "Flagged",
            "Severity",
            "collect",
        ),
        "cstools.data.listing": ("Listing",),
        "cstools.data.panel": ("Panel",),
        "cstools.data.result": ("Result",),
        "cstools.data.rule_info": (
            "RuleInfo",
            "RuleVersion",
        ),
        "cstools.data.script_files": (
            "ScriptFiles",
            "find_tables",
            "tables_of",
            "with_numbers",
            "with_tables",
        ),
        "cstools.data.target": ("Target",),
        "cstools.data.text": ("as_text",),
        "cstools.errors": (
            "CstoolsError",
            "InputError",
            "OutputError",
            "ToolError",
            "UsageError",
            "describe",
        ),
        "cstools.hookspecs": ("hookimpl",),
        "cstools.runner": ("run",),
        "cstools.standard.schema": ("Schema",),
        "cstools.standard.standard": (
            "Planted",
            "Sample",
            "Standard",
        ),
    },
)

# Tools written before the modules stood where they stand now find them by their former names.
former_names.install()
