"""The sheets that list findings: one by one, and by child."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cstools.data.counts import by_child
from cstools.export.xlsx._book import reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cstools.data.findings import Findings
    from cstools.export.xlsx._book import Book, Sheet
    from cstools.export.xlsx._layout import Layout
    from cstools.export.xlsx._limits import Spent

FINDINGS = "Findings"
BY_CHILD = "By child"
_COLUMNS = {
    "Rule": 10,
    "Severity": 10,
    "Table": 18,
    "Row": 9,
    "Child": 16,
    "Fields": 28,
    "Title": 80,
}
_CHILD_COLUMNS = {
    "Child": 18,
    "Errors": 10,
    "Queries": 10,
    "Information": 13,
    "Rules": 50,
    "Tables": 40,
}


def findings_sheets(findings: Findings, spent: Spent) -> list[str]:
    """Names of the sheets the findings fill; says when they do not hold all of them."""
    limits = spent.limits
    if len(findings) > limits.findings:
        spent.say(
            f"There are {len(findings):,} findings. The workbook lists the first "
            f"{limits.findings:,}; findings.csv beside it holds all of them."
        )
    sheets_for_all = max(1, -(-len(findings) // (limits.rows - 1)))
    count = min(sheets_for_all, limits.findings_sheets)
    return [FINDINGS, *(f"{FINDINGS} {number}" for number in range(2, count + 1))]


def write_findings(
    sheets: list[Sheet], findings: Findings, layouts: Mapping[str, Layout], spent: Spent
) -> dict[str, str]:
    """Write the findings, each row number a link to its cell, and return each rule's first line."""
    size = spent.limits.rows - 1
    first: dict[str, str] = {}
    for number, sheet in enumerate(sheets):
        part = findings.iloc[number * size : (number + 1) * size]
        sheet.headings(0, list(_COLUMNS), list(_COLUMNS.values()))
        for line, finding in enumerate(_lines(part), start=1):
            _write_finding(sheet, line, finding, layouts)
            if finding[0] not in first:
                first[finding[0]] = reference(sheet.name, line, 0)
        sheet.filtered(0, len(part), len(_COLUMNS))
    return first


def write_children(sheet: Sheet, findings: Findings, spent: Spent) -> None:
    """Write one line per child, those with most findings first."""
    lines = by_child(findings)
    written = lines[: spent.limits.rows - 1]
    if len(written) < len(lines):
        spent.say(
            f"The sheet {sheet.name} lists the {len(written):,} children with most findings of "
            f"{len(lines):,}: an Excel sheet holds no more."
        )
    sheet.headings(0, list(_CHILD_COLUMNS), list(_CHILD_COLUMNS.values()))
    for line, child in enumerate(written, start=1):
        sheet.put(line, 0, "(no child named)" if child.child is None else child.child)
        for column, count in enumerate(child.counts.values(), start=1):
            sheet.put(line, column, count, "count")
        sheet.put(line, 4, ", ".join(child.rules))
        sheet.put(line, 5, ", ".join(child.tables))
    sheet.filtered(0, len(written), len(_CHILD_COLUMNS))
    sheet.sheet.ignore_errors({"number_stored_as_text": f"A1:A{len(written) + 1}"})


def add_findings(book: Book, findings: Findings) -> list[Sheet]:
    """Add the sheets for findings, still empty."""
    return [book.add(name) for name in findings_sheets(findings, book.spent)]


def _write_finding(
    sheet: Sheet, line: int, finding: tuple[str, ...], layouts: Mapping[str, Layout]
) -> None:
    rule, severity, table, row, child, fields, title = finding
    sheet.put(line, 0, rule)
    sheet.put(line, 1, severity, "text", severity)
    sheet.put(line, 2, table)
    layout = layouts.get(table)
    sheet.link(line, 3, int(row), layout.cell(int(row), fields) if layout else None)
    sheet.put(line, 4, None if pd.isna(child) else child)
    sheet.put(line, 5, fields)
    sheet.put(line, 6, title)


def _lines(findings: Findings) -> Iterator[tuple[str, ...]]:
    columns = [findings[name].tolist() for name in findings.columns]
    return zip(*columns, strict=True)
