"""The outcome of a comparison."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cstools.comparison.rule_line import OUTCOMES

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from cstools.comparison.rule_line import RuleLine
    from cstools.comparison.side import Side
    from cstools.data.context import Progress
    from cstools.data.dataset import Dataset
    from cstools.plugin.manifest import Manifest


@dataclass(repr=False)
class Comparison:
    """What two tools found on the same input.

    Attributes:
        tools: what both read, and the parameters of either.
        first: one tool.
        second: the other.
        params: the parameters used, inferred ones included; data stand as a short description.
        dataset: the tables both were given.
        matched: every finding once, by whom: the columns of `cstools.comparison.rule_line.MATCHED`.
        lines: one for each rule of either tool, what needs looking at first.
        notes: what the reader should know: how files were read, what a tool has to say.
        timings: seconds for reading and for each tool.
        provenance: what the receipt ``run.json`` says. No cell values.
    """

    tools: Manifest
    first: Side
    second: Side
    params: dict[str, Any]
    dataset: Dataset
    matched: pd.DataFrame
    lines: list[RuleLine]
    notes: list[str] = field(default_factory=list)
    timings: dict[str, float] = field(default_factory=dict)
    provenance: dict[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        # Counts only: a repr ends up in notebooks and logs, children must not.
        differ = sum(line.differs for line in self.lines)
        return (
            f"<Comparison {' and '.join(self.names)} (rules: {len(self.lines)}, differ: {differ})>"
        )

    @property
    def names(self) -> tuple[str, str]:
        """Names of the two tools."""
        return self.first.name, self.second.name

    @property
    def totals(self) -> dict[str, int]:
        """Number of rules by outcome, those of zero included."""
        counts = dict.fromkeys(map(str, OUTCOMES), 0)
        for line in self.lines:
            counts[line.outcome] += 1
        return counts

    @property
    def rows(self) -> dict[str, int]:
        """Number of findings by who has them.

        ``both``, ``first`` and ``second`` count those of rules that both ran, ``not compared``
        those of all others.
        """
        compared = [line for line in self.lines if line.compared]
        counts = {
            "both": sum(line.both for line in compared),
            "first": sum(line.only_first for line in compared),
            "second": sum(line.only_second for line in compared),
        }
        return {**counts, "not compared": len(self.matched) - sum(counts.values())}

    @property
    def unexplained(self) -> list[str]:
        """Codes of the rules on which the tools differ and no reason is documented."""
        return [line.rule for line in self.lines if line.outcome == "unexplained"]

    def examples(self, most: int) -> dict[str, pd.DataFrame]:
        """The first findings of each rule, at most so many for each of both, first and second."""
        head = self.matched.groupby(["rule", "by"], observed=True).head(most)
        return {str(rule): part for rule, part in head.groupby("rule")}

    def export(
        self,
        folder: str | os.PathLike[str],
        formats: Sequence[str] = ("html", "csv"),
        *,
        overwrite: bool = False,
        progress: Progress | None = None,
    ) -> list[Path]:
        """Write the comparison and its receipt ``run.json`` into a folder.

        Args:
            folder: where to write; made if it does not exist.
            formats: ``html``, ``csv`` or both.
            overwrite: replace an earlier run in that folder.
            progress: reports progress.

        Returns:
            The files written, the receipt last.

        Raises:
            UsageError: a format is unknown.
            OutputError: the folder holds a run already, or cannot be written.
        """
        from cstools.comparison.report import write

        return write(self, folder, formats, overwrite=overwrite, progress=progress)
