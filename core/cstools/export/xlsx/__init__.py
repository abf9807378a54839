"""The format ``xlsx``: a workbook to read findings in and to see each one where it stands."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cstools.data.listing import Listing
from cstools.export import csv
from cstools.export.xlsx._book import describe, opened
from cstools.export.xlsx._findings import BY_CHILD, add_findings, write_children, write_findings
from cstools.export.xlsx._layout import lay_out
from cstools.export.xlsx._limits import Limits, Spent
from cstools.export.xlsx._listings import write_listing
from cstools.export.xlsx._overview import NOT_RUN, SUMMARY, write_not_run, write_summary
from cstools.export.xlsx._panels import PANELS, write_panels
from cstools.export.xlsx._tables import write_table
from cstools.hookspecs import hookimpl
from cstools.io.names import sheet_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cstools.data.context import Context
    from cstools.data.result import Result
    from cstools.data.target import Target
    from cstools.export.xlsx._book import Book

FIGURES = "Figures"


@hookimpl
def cstools_export(result: Result, target: Target, context: Context) -> list[Path]:
    """Write ``report.xlsx``, and ``findings.csv`` when the workbook cannot hold every finding.

    What Excel's limits leave out is said on the first sheet and added to ``context.notes``.
    """
    path = target.folder / "report.xlsx"
    limits = Limits()
    context.notes += write_workbook(result, path, limits)
    files = [path]
    for listing in result.listings:
        files += _write_parts(listing, target.folder, limits, context)
    if len(result.findings) > limits.findings:
        files.append(csv.write_findings(result.findings, target.folder / "findings.csv"))
    return files


def write_workbook(result: Result, path: Path, limits: Limits) -> list[str]:
    """Write a result as a workbook.

    Args:
        result: the finished run.
        path: the file to write.
        limits: the bounds to keep within.

    Returns:
        What the limits left out, one sentence each.

    Raises:
        OSError: it cannot be written.

    """
    spent = Spent(limits)
    with opened(path, spent, _cells(result)) as book:
        _write_sheets(book, result)
        describe(book, result.tool.title, _origin(result), _started(result.provenance))
    return spent.sentences()


def _write_parts(
    listing: Listing, folder: Path, limits: Limits, context: Context
) -> Iterator[Path]:
    """Write a workbook for each value a listing is split by, to be handed on by itself."""
    for name, part in listing.parts():
        path = folder / listing.name / f"{name}.xlsx"
        path.parent.mkdir(exist_ok=True)
        spent = Spent(limits)
        with opened(path, spent, part.table.size) as book:
            write_listing(book.add(listing.title), part, spent)
        context.notes += spent.sentences()
        yield path


def _write_sheets(book: Book, result: Result) -> None:
    findings = result.findings
    checked = "findings" in result.tool.produces or bool(result.checks) or len(findings) > 0
    # Sheets stand in the order they are added; the summary is written last, as it tells of limits.
    summary = book.add(SUMMARY)
    lists = add_findings(book, findings) if checked else []
    children = book.add(BY_CHILD) if checked else None
    lines = [*result.listings, *_figures(result)]
    listings = [book.add(listing.title) for listing in lines]
    for sheet, listing in zip(listings, lines, strict=True):
        write_listing(sheet, listing, book.spent)
    if any(check.state != "done" for check in result.checks):
        write_not_run(book.add(NOT_RUN), result)
    if result.panels:
        write_panels(book.add(PANELS), result.panels, book.spent)
    titles = [sheet.name for sheet in (summary, *lists, *listings)] + [BY_CHILD, NOT_RUN, PANELS]
    names = sheet_names(result.dataset, titles)
    layouts = {
        table: lay_out(table, name, result.dataset, findings, book.spent)
        for table, name in zip(result.dataset, names, strict=True)
    }
    first = write_findings(lists, findings, layouts, book.spent)
    if children is not None:
        write_children(children, findings, book.spent)
    for layout in layouts.values():
        write_table(book.add(layout.sheet), layout, result.dataset, findings)
    write_summary(book, summary, result, first, checked)


def _figures(result: Result) -> list[Listing]:
    text = "What was counted, one line a figure."
    return [Listing("figures", FIGURES, text, result.figures)] if len(result.figures) else []


def _cells(result: Result) -> int:
    others = result.findings.size + result.figures.size
    return others + sum(table.size for table in result.dataset.values())


def _origin(result: Result) -> str:
    return f"Made by {result.tool.name} {result.version} with cstools."


def _started(provenance: dict[str, Any]) -> datetime | None:
    try:
        started = datetime.fromisoformat(str(provenance.get("started")))
    except ValueError:
        return None
    return started.astimezone(UTC).replace(tzinfo=None) if started.tzinfo else started
