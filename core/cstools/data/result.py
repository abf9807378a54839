"""The outcome of a run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cstools.data import figures as figures_module
from cstools.data import findings as findings_module

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from pathlib import Path

    from cstools.data.context import Check, Progress
    from cstools.data.dataset import Dataset
    from cstools.data.figures import Figures
    from cstools.data.findings import Findings
    from cstools.data.listing import Listing
    from cstools.data.panel import Panel
    from cstools.plugin.manifest import Manifest


@dataclass
class Result:
    """What a run gave.

    Attributes:
        tool: manifest of the tool that was run.
        version: version of the tool's package.
        params: the parameters used, defaults and inferred ones included; values that are data
            (a Dataset, a DataFrame) stand as a short description.
        dataset: the tables as the last stage saw them.
        rows_read: number of records by table as they were read, before any tool changed them.
        findings: DataFrame with the columns of ``cstools.data.findings.COLUMNS``.
        figures: what the tool counted: the figures of its panels and those it gave besides, see
            ``cstools.data.figures``.
        panels: charts and tables in reading order.
        checks: how each rule went.
        listings: tables made from the findings, such as a fix list by team.
        notes: what the reader should know: how files were read, what was inferred or left out.
        warnings: what the reader has to know before any result; shown first and in red.
        caveats: the tool's own limits, from its manifest.
        timings: seconds by stage (``read``, ``validate``, ...).
        seconds: how long the run took, up to the results.
        provenance: what the receipt ``run.json`` says: versions, inputs, times. No cell values.
    """

    tool: Manifest
    version: str
    params: dict[str, Any]
    dataset: Dataset
    rows_read: dict[str, int] = field(default_factory=dict)
    findings: Findings = field(default_factory=findings_module.empty)
    figures: Figures = field(default_factory=figures_module.empty)
    panels: list[Panel] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    caveats: tuple[str, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0
    provenance: dict[str, Any] = field(default_factory=dict)

    def export(
        self,
        folder: str | os.PathLike[str],
        formats: Sequence[str] = ("html", "xlsx"),
        *,
        overwrite: bool = False,
        database: str | None = None,
        progress: Progress | None = None,
    ) -> list[Path]:
        """Write the result and its receipt ``run.json`` into a folder.

        Args:
            folder: where to write; made if it does not exist.
            formats: any of ``cstools.export.formats()``.
            overwrite: replace an earlier run in that folder.
            database: SQLAlchemy URL for the ``sql`` format; an SQLite file in `folder` if None.
            progress: reports progress.

        Returns:
            The files written, the receipt last.

        Raises:
            UsageError: a format is unknown.
            OutputError: the folder holds a run already, or cannot be written.
        """
        from cstools.export import write

        return write(
            self, folder, formats, overwrite=overwrite, database=database, progress=progress
        )
