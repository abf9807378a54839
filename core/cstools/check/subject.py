"""What the rules look at: the project as it is written, and what came of trying it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cstools.check.rule import NotApplyingError, NotSeenError
from cstools.check.sources import holding, modules
from cstools.check.trial import try_out

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.check.project import Project
    from cstools.check.trial import Trial
    from cstools.check.trial.answers import ImportReport, RunReport, StandardReport
    from cstools.data.context import Progress
    from cstools.plugin.manifest import Manifest


@dataclass
class Subject:
    """A project under check.

    Attributes:
        project: as it is written.
        scratch: a folder of the check's own.
        timeout: seconds a step of the trial may take.
        progress: told what is being done.
    """

    project: Project
    scratch: Path
    timeout: float
    progress: Progress

    @property
    def manifest(self) -> Manifest:
        """Its manifest.

        Raises:
            NotSeenError: it cannot be read.
        """
        if self.project.manifest is None:
            raise NotSeenError("See the rule manifest.")
        return self.project.manifest

    @property
    def tool(self) -> Manifest:
        """The manifest of a tool.

        Raises:
            NotSeenError: it cannot be read.
            NotApplyingError: the package only provides a standard.
        """
        if not self.manifest.stages:
            raise NotApplyingError("It has no stage.")
        return self.manifest

    @cached_property
    def trial(self) -> Trial:
        """What came of trying it, which is done once for all rules.

        Raises:
            NotSeenError: it cannot be tried.
        """
        manifest = self.manifest
        if self.project.module_file is None:
            raise NotSeenError("See the rule entry-point.")
        self.progress.say("Trying the tool")
        return try_out(self.project, manifest, self.scratch, self.timeout)

    @property
    def imported(self) -> ImportReport:
        """What came of importing it.

        Raises:
            NotSeenError: it could not be tried, or importing it fails.
        """
        if self.trial.obstacle:
            raise NotSeenError("See the rule dependencies-met.")
        imported = self.trial.imported
        if imported is None or imported.error:
            raise NotSeenError("See the rule loads.")
        if imported.refused:
            raise NotSeenError("See the rule import-quiet.")
        return imported

    @cached_property
    def distributions(self) -> dict[str, list[str]]:
        """The distributions that hold each module, as the Python has them that the tool runs in.

        Raises:
            NotSeenError: the tool could not be tried.
        """
        if self.trial.obstacle:
            raise NotSeenError("See the rule dependencies-met.")
        imported = self.trial.imported
        if imported is not None and not imported.error and not imported.refused:
            return imported.distributions
        if self.trial.apart:
            raise NotSeenError("See the rule loads.")
        return holding(modules(self.project))

    @property
    def runs(self) -> list[RunReport]:
        """The runs on data that every tool has to take: clean, damaged and generated.

        Raises:
            NotSeenError: they did not come to their end.
            NotApplyingError: the package only provides a standard.
        """
        runs = [run for run in self.all_runs if run.kind == "usual"]
        if any(run.error and not run.undeclared for run in runs) or self.trial.stuck:
            raise NotSeenError("See the rule runs.")
        if any(run.undeclared for run in runs):
            raise NotSeenError("See the rule declared-access.")
        return runs

    @property
    def all_runs(self) -> list[RunReport]:
        """All runs, also those that failed.

        Raises:
            NotSeenError: there was none.
            NotApplyingError: the package only provides a standard.
        """
        if self.tool.stages and self.imported.unfit:
            raise NotSeenError(f"See the rule {self.imported.unfit}.")
        return self.trial.ran

    @property
    def provided(self) -> list[StandardReport]:
        """What came of trying the standards it provides.

        Raises:
            NotSeenError: they could not be tried.
            NotApplyingError: it provides none.
        """
        if not self.manifest.provides:
            raise NotApplyingError("It provides no standard.")
        if self.imported.unfit:
            raise NotSeenError(f"See the rule {self.imported.unfit}.")
        return self.trial.provided
