"""One run in progress: its tools, and what is seen, doubted and timed on the way."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cstools.errors import CstoolsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cstools.data.context import Progress
    from cstools.data.dataset import Dataset
    from cstools.data.period import Period
    from cstools.plugin.discovery import Plugin
    from cstools.plugin.manifest import Manifest


@dataclass
class Run:
    """One run in progress.

    Attributes:
        tools: the tools to run; the first one's manifest says how the data are read.
        progress: reports progress.
        notes: what the reader should know of how the data came in.
        warnings: what the reader has to know before any result.
        timings: seconds by stage.
        period: the period that was chosen or told by the data.
        doubts: those warnings that ask whether the data are of the period they are taken for.
    """

    tools: list[Plugin]
    progress: Progress
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    timings: dict[str, float] = field(default_factory=dict)
    period: Period | None = None
    doubts: list[str] = field(default_factory=list)

    @property
    def manifest(self) -> Manifest:
        """The first tool's manifest."""
        manifest = self.tools[0].manifest
        assert manifest is not None
        return manifest

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Count the time spent inside for a stage."""
        clock = time.perf_counter()
        yield
        # Several tools can have the same stage; its time is that of all of them.
        self.timings[stage] = self.timings.get(stage, 0.0) + time.perf_counter() - clock

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Let an error that ends the run carry what was seen on reading."""
        try:
            yield
        except CstoolsError as error:
            seen = getattr(error, "__notes__", [])
            for sentence in (*self.warnings, *self.notes):
                if sentence not in seen:
                    error.add_note(sentence)
            raise

    def confirm(self, confirm: Callable[[str], bool] | None) -> None:
        """Ask whether to go on where the data seem to be of another period.

        Raises:
            UsageError: the answer was no.
        """
        if self.doubts and confirm is not None and not confirm(" ".join(self.doubts)):
            raise UsageError("Stopped; nothing was written.", "Run it again with the right period.")

    def tell(self, dataset: Dataset, of: str = "") -> None:
        """Take over what was seen on reading a dataset, with the parameter it was given as."""
        of = f"{of}: " if of else ""
        self.notes += [f"{of}{note}" for note in dataset.notes]
        self.warnings += [f"{of}{warning}" for warning in dataset.warnings]

    def doubt(self, sentence: str) -> None:
        """Take over what does not fit about the period of the data; an empty text is nothing."""
        if sentence:
            self.doubts.append(sentence)
            self.warnings.insert(0, sentence)
