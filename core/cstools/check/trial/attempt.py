"""Try everything a package does: run its stages on made-up data, try the standards it provides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cstools.check.trial import draw, samples, stages, standard
from cstools.check.trial.answers import Ran
from cstools.errors import CstoolsError
from cstools.plugin import discovery
from cstools.plugin.manifest import read_manifest

if TYPE_CHECKING:
    from cstools.check.trial.answers import Job
    from cstools.check.trial.process import Steps
    from cstools.data.result import Result
    from cstools.plugin.manifest import Manifest


def try_everything(job: Job, steps: Steps) -> None:
    """Try a package as its manifest has it, and answer what came of each step."""
    manifest = read_manifest(Path(job.package))
    for name in manifest.provides if "runs" in job.parts else ():
        with steps.step(f"making and reading a sample of {name}"):
            provided = standard.try_standard(manifest, name, Path(job.scratch))
        steps.answers.give(provided)
    if manifest.stages:
        _run_all(job, steps, manifest)


def _run_all(job: Job, steps: Steps, manifest: Manifest) -> None:
    plugin = discovery.find(manifest.name)
    again = "again" in job.parts
    chosen = samples.usual(manifest) if again else samples.samples(manifest)
    shown: Result | None = None
    while True:
        try:
            with steps.step("making the data to try it on"):
                data = next(chosen, None)
        except CstoolsError as error:
            steps.answers.give(Ran("its data", "usual", error.problem, error.advice))
            return
        if data is None:
            break
        with steps.step(f"running on {data.name}"):
            ran, result = stages.run_on(plugin, data, Path(job.scratch))
        steps.answers.give(ran)
        if ran.kind == "usual" and result is None:
            return  # the rest would fail in the same way
        if ran.kind == "usual":
            shown = result
    if shown is not None and shown.panels and not again:
        with steps.step("drawing its panels"):
            drawn = draw.draw(shown, Path(job.scratch))
        steps.answers.give(drawn)
