"""Write a comparison: all of its files and the receipt, or none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cstools.comparison import tables
from cstools.errors import UsageError
from cstools.export._receipt import write_body
from cstools.export._staging import Staging
from cstools.export.csv import write_table

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from cstools.comparison.result import Comparison
    from cstools.data.context import Progress

FORMATS = ("html", "csv")
PAGE, RULES, ROWS = "comparison.html", "comparison.csv", "comparison-rows.csv"


def check(formats: Sequence[str], folder: Path, *, overwrite: bool = False) -> None:
    """Find out before a long run whether its results can be written; raises as `write` does."""
    for name in formats:
        if name not in FORMATS:
            raise UsageError(
                f"There is no format '{name}' for a comparison.",
                f"Choose from {', '.join(FORMATS)}.",
            )
    with Staging(folder, overwrite=overwrite):
        pass  # left without a commit, it leaves everything as it was


def write(
    comparison: Comparison,
    folder: str | os.PathLike[str],
    formats: Sequence[str],
    *,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> list[Path]:
    """Write a comparison in several formats and return the files, receipt last.

    Raises:
        UsageError: a format is unknown.
        OutputError: the folder holds a run already, or cannot be written.
    """
    check(formats, Path(folder), overwrite=overwrite)
    with Staging(Path(folder), overwrite=overwrite) as staging:
        for name in dict.fromkeys(formats):
            if progress is not None:
                progress.say(f"Writing {name}")
            for path in _WRITERS[name](comparison, staging.folder):
                staging.add(path)
        staging.add(write_body(_receipt(comparison), staging))
        return staging.commit()


def _html(comparison: Comparison, folder: Path) -> list[Path]:
    from cstools.comparison.page import render

    path = folder / PAGE
    path.write_text(render(comparison), encoding="utf-8", errors="replace", newline="\n")
    return [path]


def _csv(comparison: Comparison, folder: Path) -> list[Path]:
    return [
        write_table(tables.rules(comparison), folder / RULES),
        write_table(tables.findings(comparison), folder / ROWS),
    ]


_WRITERS = {"html": _html, "csv": _csv}


def _receipt(comparison: Comparison) -> dict[str, object]:
    timings = {name: round(seconds, 3) for name, seconds in comparison.timings.items()}
    return {
        **comparison.provenance,
        "rules": comparison.totals,
        "findings": comparison.rows,
        "timings": timings,
    }
