"""Run a tool on data, from Python or for the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cstools.runner.pipeline import run

__all__ = ["run"]


def __getattr__(name: str) -> Any:
    # A tool in an environment of its own takes a Result from here, without what it takes to run.
    if name == "run":
        from cstools.runner.pipeline import run

        return run
    raise AttributeError(f"module 'cstools.runner' has no attribute '{name}'")
