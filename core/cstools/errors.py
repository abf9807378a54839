"""The errors a person can act on. Each says what is wrong, where, and what to do.

Messages name files, tables, columns and spreadsheet rows. They never quote a cell.
"""

from __future__ import annotations

from pathlib import Path


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


def reason_of(error: Exception) -> str:
    """Why the system refused, in its own words; its kind where the system has none."""
    return (getattr(error, "strerror", None) or type(error).__name__).lower()


def kind_of(value: object) -> str:
    """The type of a value in words, for a message about what a tool returned."""
    if isinstance(value, list) and value:
        return f"list of {type(value[0]).__name__}"
    return "nothing" if value is None else type(value).__name__


def wrong_answer(tool: str, hook: str, answer: object, expected: str, advice: str) -> ToolError:
    """The error for a hook that returned something else than it has to.

    Args:
        tool: the tool's name.
        hook: the hook, without the prefix that all have.
        answer: what it returned; only its type is told.
        expected: what it had to be, such as ``"a list of paths"``.
        advice: what its author should do.
    """
    return ToolError(
        f"The tool {tool} returned {kind_of(answer)} from cstools_{hook}, not {expected}.", advice
    )


def describe(error: BaseException, package: str = "") -> str:
    """Type and place of an error, without its message: a message may quote the data.

    The place is the innermost line of `package`, where one is given and the error passed it.
    """
    kind = type(error).__name__
    # What Python itself says of an import names the module and no data.
    if isinstance(error, ImportError) and error.name is not None:
        return f"{kind}: {str(error).rstrip('.')}."
    if isinstance(error, SyntaxError) and str(error.filename).endswith(".py"):
        return f"{kind} in {Path(str(error.filename)).name}, line {error.lineno}."
    place = place_of(error, package)
    return f"{kind} in {place}." if place else f"{kind}."


def place_of(error: BaseException, package: str = "") -> str:
    """File and line of an error, those of `package` where it passed it; or an empty text."""
    import traceback  # late: a command that goes well needs none

    frames = list(traceback.extract_tb(error.__traceback__))
    frames = [one for one in frames if package in Path(one.filename).parts] or frames
    return f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
