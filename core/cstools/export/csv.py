"""The format ``csv``: findings, figures, how each rule went, tables and table panels.

The files are UTF-8 with a byte order mark, which Excel needs to read accents, and end lines with
CR LF as RFC 4180 has it. Text that a spreadsheet would take for a formula stands behind an
apostrophe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cstools.data.figures import NUMBERS
from cstools.hookspecs import hookimpl
from cstools.io.formula import as_text, guarded
from cstools.io.names import file_names, slugs

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.data.context import Check
    from cstools.data.figures import Figures
    from cstools.data.findings import Findings
    from cstools.data.listing import Listing
    from cstools.data.result import Result
    from cstools.data.target import Target

FIGURES = "figures.csv"
_CHECK = ("rule", "title", "severity", "state", "reason", "found", "tool")


@hookimpl
def cstools_export(result: Result, target: Target) -> list[Path]:
    """Write ``findings.csv`` and what goes with it.

    ``figures.csv`` has one line per figure, if there are any; ``rules.csv`` one per rule that was
    checked; each listing is a file of its own; ``tables/`` has the tables of a wrangling tool with
    dates as dd/mm/yyyy, ``panels/`` the panels that are tables.
    """
    files = [write_findings(result.findings, target.folder / "findings.csv")]
    if len(result.figures):
        files.append(write_figures(result.figures, target.folder / FIGURES))
    if result.checks:
        files.append(write_table(_rules(result.checks), target.folder / "rules.csv"))
    for listing in result.listings:
        files += _write_listing(listing, target.folder)
    if "tables" in result.tool.produces:
        names = file_names(result.dataset)
        for table, name in zip(result.dataset, names, strict=True):
            path = target.folder / "tables" / f"{name}.csv"
            files.append(write_table(result.dataset.typed(table), path))
    tables = [(panel.title, panel.table) for panel in result.panels if panel.table is not None]
    names = slugs(title for title, _ in tables)
    for (_, shown), name in zip(tables, names, strict=True):
        files.append(write_table(shown, target.folder / "panels" / f"{name}.csv"))
    return files


def write_findings(findings: Findings, path: Path) -> Path:
    """Write findings as one CSV file, one line per finding, and return its path."""
    return write_table(findings, path)


def write_figures(figures: Figures, path: Path) -> Path:
    """Write figures as one CSV file, which `cstools.figures.read` reads back, and return its path.

    Whole numbers stand without a decimal point.
    """
    numbers = {name: _plain_numbers(figures[name]) for name in NUMBERS}
    return write_table(figures.assign(**numbers), path)


def _plain_numbers(column: pd.Series) -> pd.Series:
    numbers = [int(number) if number.is_integer() else number for number in column.tolist()]
    return pd.Series(numbers, index=column.index, dtype=object)


def _write_listing(listing: Listing, folder: Path) -> list[Path]:
    """Write a listing whole and, where it is split, one file for each value it is split by."""
    files = [write_table(listing.table, folder / f"{listing.name}.csv")]
    for name, part in listing.parts():
        files.append(write_table(part.table, folder / listing.name / f"{name}.csv"))
    return files


def _rules(checks: list[Check]) -> pd.DataFrame:
    return pd.DataFrame(
        [[getattr(check, name) for name in _CHECK] for check in checks], columns=_CHECK
    )


def write_table(table: pd.DataFrame, path: Path) -> Path:
    """Write any table as one CSV file, safe to open in a spreadsheet, and return its path."""
    path.parent.mkdir(exist_ok=True)
    safe = [guarded(table.iloc[:, number]) for number in range(table.shape[1])]
    headings = [as_text(str(heading)) for heading in table.columns]
    whole = pd.concat(safe, axis=1) if safe else table
    whole.to_csv(
        path,
        index=False,
        header=headings,
        encoding="utf-8-sig",
        lineterminator="\r\n",
        errors="replace",
    )
    return path
