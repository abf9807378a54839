"""The process that tries a tool: step by step, each with a limit of time."""

from __future__ import annotations

import contextlib
import faulthandler
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cstools.check.trial import HANG, clock
from cstools.check.trial.answers import Answers, Job

if TYPE_CHECKING:
    from collections.abc import Iterator

# How much longer a step may take than the worker in it, so that the worker's own message is heard.
_LONGER = 5.0


def serve(path: Path) -> None:
    """Do the job in a file."""
    job = Job.read(path)
    steps = Steps(job)
    if job.path:
        sys.path.insert(0, job.path)
    if "import" in job.parts:
        from cstools.check.trial.imports import examine

        with steps.step(f"importing {job.module}"):
            imported = examine(job)
        steps.answers.give(imported)
        if imported.error or imported.refused or imported.unfit:
            steps.answers.end()
            return
    if "runs" in job.parts or "again" in job.parts:
        from cstools.check.trial.attempt import try_everything

        if "again" in job.parts:
            clock.shift()
        try_everything(job, steps)
    steps.answers.end()


class Steps:
    """What is being tried, told in the file of answers; a step that takes too long ends it all.

    Args:
        job: says where the file is, and how long a step may take.
    """

    def __init__(self, job: Job) -> None:
        self.answers = Answers(Path(job.answers))
        self._limit = job.timeout + (0 if job.path else _LONGER)
        # Kept open: once the time is over nothing can be opened any more.
        self._hang = (Path(job.scratch) / HANG).open("w", encoding="utf-8")

    @contextlib.contextmanager
    def step(self, words: str) -> Iterator[None]:
        """Try something that is called so in words that follow "it was".

        The clock is Python's own and runs also while the tool is deep in compiled code.
        """
        self.answers.begin(words)
        faulthandler.dump_traceback_later(self._limit, exit=True, file=self._hang)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
