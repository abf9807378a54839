"""It runs on the clean and on the damaged sample of each standard it reads, or on its example.

Level: error
Why: Real data have blanks, wrong codes and dates that are none; a tool must not stop at them.
Fix: Run 'cstools run NAME --sample --verbose', see where it stops, and let the hook cope with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.rule import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject
    from cstools.check.trial.answers import RunReport


def look(subject: Subject) -> Iterator[str | Problem]:
    """Say on which data it stopped, and how."""
    for run in subject.all_runs:
        if run.kind == "usual" and run.error and not run.undeclared:
            yield _problem(run)
        if run.kind == "files" and run.error and not run.refusal and not _lacks_column(run):
            yield _problem(run)
    if subject.trial.stuck:
        yield subject.trial.stuck


def _lacks_column(run: RunReport) -> bool:
    """Whether it stopped for want of a column: a tool for other tables may, on a sample."""
    return any(kind in run.error for kind in ("KeyError", "AttributeError"))


def _problem(run: RunReport) -> Problem:
    any_table = run.data.startswith("a table")
    if run.missing_param:
        return Problem(
            run.error,
            f"Add a value to try it with under [params.{run.missing_param}]: example = ...",
        )
    if run.refusal and any_table:
        return Problem(
            f"It was not run, because it refuses a table that it does not know: {run.error}",
            'Put a small made-up file beside cstools.toml and name it there: example = "FILE".',
        )
    if any_table and "KeyError" in run.error:
        return Problem(
            f"On {run.data}: {run.error} It may ask for a column that the table does not have.",
            "Look for the column first, and raise cstools.InputError where it lacks; put a small "
            'made-up file that has it beside cstools.toml and name it there: example = "FILE".',
        )
    advice = run.advice.removeprefix("Nothing was written. ")
    # Whoever checks the tool is its maintainer.
    return Problem(f"On {run.data}: {run.error}", "" if advice.startswith("Tell ") else advice)
