"""The test kit of tools: fixtures for pytest, and what they hand out.

pytest loads ``cstools.testing.plugin`` by itself where cstools is installed. The names here are for
annotations and for tests that make small tables; pandas is imported when one is used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cstools.testing.result import CheckedResult
    from cstools.testing.running import RunTool
    from cstools.testing.samples import MakeSample
    from cstools.testing.snapshots import PanelSnapshot
    from cstools.testing.tables import starred, table

__all__ = ["CheckedResult", "MakeSample", "PanelSnapshot", "RunTool", "starred", "table"]

_MODULE = {
    "CheckedResult": "result",
    "MakeSample": "samples",
    "PanelSnapshot": "snapshots",
    "RunTool": "running",
    "starred": "tables",
    "table": "tables",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULE:
        raise AttributeError(f"module 'cstools.testing' has no attribute '{name}'")
    return getattr(importlib.import_module(f"cstools.testing.{_MODULE[name]}"), name)
