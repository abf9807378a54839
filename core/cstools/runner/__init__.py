"""Run a tool on data, from Python or for the command line."""

from cstools.runner.pipeline import run

__all__ = ["run"]
