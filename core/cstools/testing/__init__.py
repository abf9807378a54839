"""The test kit of tools: fixtures for pytest, and what they hand out.

pytest loads ``cstools.testing.plugin`` by itself where cstools is installed. The names here are for
annotations and for tests that make small tables; pandas is imported when one is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.io.lazy import attach

if TYPE_CHECKING:
    from cstools.call import load_standard
    from cstools.plugin.manifest import read_manifest
    from cstools.testing.environments import own_environment
    from cstools.testing.result import CheckedResult
    from cstools.testing.run import RunTool
    from cstools.testing.samples import MakeSample
    from cstools.testing.snapshots import PanelSnapshot
    from cstools.testing.tables import starred, table

__all__ = [
    "CheckedResult",
    "MakeSample",
    "PanelSnapshot",
    "RunTool",
    "load_standard",
    "own_environment",
    "read_manifest",
    "starred",
    "table",
]

__getattr__, __dir__ = attach(
    __name__,
    {
        "cstools.call": ("load_standard",),
        "cstools.plugin.manifest": ("read_manifest",),
        "cstools.testing.environments": ("own_environment",),
        "cstools.testing.result": ("CheckedResult",),
        "cstools.testing.run": ("RunTool",),
        "cstools.testing.samples": ("MakeSample",),
        "cstools.testing.snapshots": ("PanelSnapshot",),
        "cstools.testing.tables": (
            "starred",
            "table",
        ),
    },
)
