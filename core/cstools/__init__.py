"""cstools: shared tools for children's services data.

The public names are loaded when first used, so that ``import cstools`` stays quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cstools.comparison import compare
    from cstools.context import Check, Context
    from cstools.dataset import Dataset
    from cstools.differences import Difference, RowCondition
    from cstools.errors import CstoolsError, InputError, OutputError, ToolError, UsageError
    from cstools.export import Target
    from cstools.findings import Findings, Flagged
    from cstools.hookspecs import hookimpl
    from cstools.listing import Listing
    from cstools.panels import Panel
    from cstools.rulebook import RuleInfo, RuleVersion
    from cstools.runner import run
    from cstools.runner.result import Result
    from cstools.schema import Schema
    from cstools.standard import Planted, Sample, Standard

__all__ = [
    "Check",
    "Context",
    "CstoolsError",
    "Dataset",
    "Difference",
    "Findings",
    "Flagged",
    "InputError",
    "Listing",
    "OutputError",
    "Panel",
    "Planted",
    "Result",
    "RowCondition",
    "RuleInfo",
    "RuleVersion",
    "Sample",
    "Schema",
    "Standard",
    "Target",
    "ToolError",
    "UsageError",
    "compare",
    "hookimpl",
    "run",
]

_HOME = {
    "cstools.comparison": ("compare",),
    "cstools.context": ("Check", "Context"),
    "cstools.dataset": ("Dataset",),
    "cstools.differences": ("Difference", "RowCondition"),
    "cstools.errors": ("CstoolsError", "InputError", "OutputError", "ToolError", "UsageError"),
    "cstools.export": ("Target",),
    "cstools.findings": ("Findings", "Flagged"),
    "cstools.hookspecs": ("hookimpl",),
    "cstools.listing": ("Listing",),
    "cstools.panels": ("Panel",),
    "cstools.rulebook": ("RuleInfo", "RuleVersion"),
    "cstools.runner": ("run",),
    "cstools.runner.result": ("Result",),
    "cstools.schema": ("Schema",),
    "cstools.standard": ("Planted", "Sample", "Standard"),
}
_MODULE = {name: module for module, names in _HOME.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _MODULE:
        raise AttributeError(f"module 'cstools' has no attribute '{name}'")
    value = getattr(importlib.import_module(_MODULE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
