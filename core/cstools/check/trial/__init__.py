"""Try a tool that is not installed: a copy of it, in processes of their own with a limit of time.

The copy stands in a folder with spaces and accents in its name. Where this Python lacks what the
tool depends on, it is installed in a throw-away environment and runs there through the worker.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cstools.check.trial.answers import (
    Answers,
    DrawReport,
    ImportReport,
    RunReport,
    StandardReport,
    TrialJob,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cstools.check.project import Project
    from cstools.check.trial.answers import Answer
    from cstools.plugin.manifest import Manifest

ODD = "Prüfung à côté"
PLAIN = "plain"
HANG = "hang.txt"
# A step that takes too long ends the process from inside; this is for when even that fails.
_STEPS = 30
_AT = re.compile(r'File "(?P<file>[^"]*)", line (?P<line>\d+)')


@dataclass
class Trial:
    """What came of trying a tool.

    Attributes:
        obstacle: why it could not be tried at all, or an empty text.
        advice: what to do about that.
        imported: what came of importing it; None when that did not come to its end.
        ran: what came of each run.
        again: the same runs in another process.
        drawn: what came of drawing its panels; None where it has none or a run failed.
        provided: what came of trying each standard it provides.
        stuck: what did not come to its end and how, in a sentence; or an empty text.
        odd: how it fails in a folder with spaces and accents but not in a plain one.
        apart: whether it ran in an environment of its own.
    """

    obstacle: str = ""
    advice: str = ""
    imported: ImportReport | None = None
    ran: list[RunReport] = field(default_factory=list)
    again: list[RunReport] = field(default_factory=list)
    drawn: DrawReport | None = None
    provided: list[StandardReport] = field(default_factory=list)
    stuck: str = ""
    odd: str = ""
    apart: bool = False

    @property
    def failure(self) -> str:
        """How it failed in a way that its place may explain, or an empty text."""
        if self.imported is not None and self.imported.error:
            return self.imported.error
        usual = (run.error for run in self.ran if run.kind == "usual" and not run.undeclared)
        return next((error for error in usual if error), "")


def try_out(project: Project, manifest: Manifest, scratch: Path, timeout: float) -> Trial:
    """Try a tool or standard.

    Args:
        project: its project.
        manifest: its manifest.
        scratch: a folder to work in.
        timeout: seconds one step may take.
    """
    from cstools.check.trial import copy
    from cstools.check.trial import environment as apart

    missing = copy.first_missing(project)
    if missing:
        return apart.try_apart(project, manifest, scratch / ODD, timeout, missing)
    first = _in_place(project, manifest, scratch / ODD, timeout)
    if not first.failure:
        return first
    plain = _in_place(project, manifest, scratch / PLAIN, timeout)
    return first if plain.failure or plain.stuck else replace(plain, odd=first.failure)


def _in_place(project: Project, manifest: Manifest, place: Path, timeout: float) -> Trial:
    from cstools.check.trial import copy

    packages = copy.stage(project, manifest, place)
    package = packages / project.package.name
    job = job_of(project, manifest, package, place, ["import", "runs"], timeout, str(packages))
    trial = Trial()
    take(trial, run(job, place, "1"))
    if trial.ran and not trial.failure and not trial.stuck:
        repeat(trial, replace(job, parts=["again"]), place)
    return trial


def job_of(
    project: Project,
    manifest: Manifest,
    package: Path,
    place: Path,
    parts: list[str],
    timeout: float,
    path: str = "",
) -> TrialJob:
    """What a process is to try."""
    from cstools.check.sources import modules
    from cstools.hookspecs import PROJECT

    return TrialJob(
        parts=parts,
        tool=manifest.name,
        module=project.module,
        package=str(package),
        imports=sorted(set(modules(project)) - {PROJECT}),
        answers=str(place / "answers.txt"),
        scratch=str(place),
        timeout=timeout,
        path=path,
    )


def repeat(trial: Trial, job: TrialJob, place: Path, home: Path | None = None) -> None:
    """Do the runs that are compared once more, in a process that orders sets differently."""
    answers, _ = run(job, place, "2", home=home)
    trial.again = [answer for answer in answers if isinstance(answer, RunReport)]


def take(trial: Trial, report: tuple[Sequence[Answer], str]) -> None:
    """Put the answers of a process into what came of the trial."""
    answers, stuck = report
    trial.stuck = trial.stuck or stuck
    for answer in answers:
        if isinstance(answer, ImportReport):
            trial.imported = answer
        elif isinstance(answer, RunReport):
            trial.ran.append(answer)
        elif isinstance(answer, DrawReport):
            trial.drawn = answer
        else:
            trial.provided.append(answer)


def run(
    job: TrialJob, place: Path, seed: str, *, home: Path | None = None, python: Path | None = None
) -> tuple[list[Answer], str]:
    """Run a process that tries a tool.

    Args:
        job: what is to be tried.
        place: the trial's folder.
        seed: decides in which order sets are gone through.
        home: the cstools folder it uses; one without any tool by default.
        python: the Python to use, cut off from all else but its own packages; this one by default.

    Returns:
        The answers, and a sentence on what did not come to its end, or an empty text.
    """
    import sys
    from pathlib import Path

    from cstools.call.worker.host import TIMEOUT
    from cstools.call.worker.process import watch
    from cstools.plugin.home import VARIABLE

    written, temporary = place / "job.json", place / "temporary"
    temporary.mkdir(exist_ok=True)
    answers = Answers(Path(job.answers))
    Path(job.answers).unlink(missing_ok=True)
    (place / HANG).unlink(missing_ok=True)
    job.write(written)
    start = [sys.executable, "-P"] if python is None else [str(python), "-I"]
    command = [*start, "-X", "utf8", str(Path(__file__).with_name("__main__.py")), str(written)]
    variables = {
        VARIABLE: str(home or place / "home"),
        TIMEOUT: f"{job.timeout:g}",
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
    }
    ended = watch(command, _pass_over, job.timeout * _STEPS, temporary, variables)
    sent, step = answers.read()
    if not step:
        return sent, ""
    where = _hang(place, Path(job.package).name)
    if where or ended.timed_out:
        at = f" It was in {where}." if where else ""
        return sent, f"{_capital(step)} took longer than the {job.timeout:g} seconds allowed.{at}"
    return sent, f"{_capital(step)} ended the process ({ended.manner})."


def _pass_over(_: bytes) -> None:
    """What the process prints is looked at inside."""


def _hang(place: Path, package: str) -> str:
    """Where the process was when its time was over: file and line, of the tool where it can be."""
    try:
        text = (place / HANG).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    frames = [(frame["file"], frame["line"]) for frame in _AT.finditer(text)]
    places = [(file.replace(os.sep, "/").split("/"), line) for file, line in frames]
    own = [frame for frame in places if package in frame[0]]
    for parts, line in own or places:
        return f"{parts[-1]}, line {line}"
    return "an unknown place" if text.strip() else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
