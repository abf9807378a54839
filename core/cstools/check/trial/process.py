"""The process that tries a tool: step by step, each with a limit of time."""

from __future__ import annotations

import contextlib
import datetime as dt
import faulthandler
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from cstools.check.trial import HANG
from cstools.check.trial.answers import Answers, RunReport, TrialJob
from cstools.errors import CstoolsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.data.result import Result
    from cstools.plugin.manifest import Manifest

# How much longer a step may take than the worker in it, so that the worker's own message is heard.
_LONGER = 5.0
# Another year, month, day of the month, day of the week and time of day.
LATER = dt.timedelta(days=403, hours=7, minutes=13)


def serve(path: Path) -> None:
    """Do the job in a file."""
    job = TrialJob.read(path)
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
        if "again" in job.parts:
            put_clock_forward()
        _try_everything(job, steps)
    steps.answers.end()


def put_clock_forward() -> None:
    """Have all code in this process read a later time: what it takes from the clock shows.

    What measures time, as ``time.monotonic`` does, goes on as before.
    """
    import time_machine  # a tool's own environment, where it is only imported, does without

    time_machine.travel(dt.datetime.now(dt.UTC) + LATER).start()
    # The one function that the library leaves as it is.
    ctime = time.ctime
    time.ctime = lambda seconds=None, /: ctime(time.time() if seconds is None else seconds)


def _try_everything(job: TrialJob, steps: Steps) -> None:
    """Try a package as its manifest has it, and answer what came of each step."""
    from cstools.check.trial import standard
    from cstools.plugin.manifest import read_manifest

    manifest = read_manifest(Path(job.package))
    for name in manifest.provides if "runs" in job.parts else ():
        with steps.step(f"making and reading a sample of {name}"):
            provided = standard.try_standard(manifest, name, Path(job.scratch))
        steps.answers.give(provided)
    if manifest.stages:
        _run_all(job, steps, manifest)


def _run_all(job: TrialJob, steps: Steps, manifest: Manifest) -> None:
    from cstools.check.trial import samples, stages
    from cstools.plugin import discovery

    plugin = discovery.find(manifest.name)
    again = "again" in job.parts
    datasets = samples.usual(manifest) if again else samples.samples(manifest)
    usual: Result | None = None
    while True:
        try:
            with steps.step("making the data to try it on"):
                data = next(datasets, None)
        except CstoolsError as error:
            steps.answers.give(RunReport("its data", "usual", error.problem, error.advice))
            return
        if data is None:
            break
        with steps.step(f"running on {data.name}"):
            ran, result = stages.run_on(plugin, data, Path(job.scratch))
        steps.answers.give(ran)
        if ran.kind == "usual" and result is None:
            return  # the rest would fail in the same way
        if ran.kind == "usual":
            usual = result
    if usual is not None and usual.panels and not again:
        with steps.step("drawing its panels"):
            drawn = stages.draw(usual, Path(job.scratch))
        steps.answers.give(drawn)


class Steps:
    """What is being tried, told in the file of answers; a step that takes too long ends it all.

    Args:
        job: says where the file is, and how long a step may take.
    """

    def __init__(self, job: TrialJob) -> None:
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
