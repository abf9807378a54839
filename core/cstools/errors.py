"""The errors a person can act on. Each says what is wrong, where, and what to do.

Messages name files, tables, columns and spreadsheet rows. They never quote a cell.
"""

from __future__ import annotations


class CstoolsError(Exception):
    """Base of every error cstools raises on purpose; the command line exits 2 on it.

    Args:
        problem: what is wrong and where, as one sentence.
        advice: what the reader should do about it, as one sentence.
    """

    def __init__(self, problem: str, advice: str = "") -> None:
        self.problem = problem
        self.advice = advice
        super().__init__(f"{problem} {advice}".strip())


class InputError(CstoolsError):
    """A file or table cannot be read as what it should be."""


class UsageError(CstoolsError):
    """A tool, option or parameter is unknown, missing or out of range."""


class OutputError(CstoolsError):
    """The results cannot be written where they were asked for."""


class ToolError(CstoolsError):
    """A tool or standard could not be loaded, broke its contract or failed while running."""


def kind_of(value: object) -> str:
    """The type of a value in words, for a message about what a tool returned."""
    if isinstance(value, list) and value:
        return f"list of {type(value[0]).__name__}"
    return "nothing" if value is None else type(value).__name__
