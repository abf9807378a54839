"""Run a tool on data, from Python or for the command line.

The name is loaded late: a command's help needs nothing of what it takes to run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.io.lazy import attach

if TYPE_CHECKING:
    from cstools.runner.pipeline import run

__all__ = [
    "run",
]

__getattr__, __dir__ = attach(
    __name__,
    {
        "cstools.runner.pipeline": ("run",),
    },
)
