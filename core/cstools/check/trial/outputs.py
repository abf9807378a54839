"""Whether findings and panels say what they should. No sentence here quotes a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cstools.data.context import Check
    from cstools.data.dataset import Dataset
    from cstools.data.findings import Findings
    from cstools.data.panel import Panel
    from cstools.standard.schema import Schema


def of_findings(
    findings: Findings, datasets: Iterable[Dataset], schema: Schema | None
) -> list[str]:
    """What is wrong with findings.

    Args:
        findings: in the form that `cstools.data.findings.check` gives.
        datasets: the data they may speak of: as read, and as a tool left them.
        schema: the standard's, whose columns may be named also where they were not given.
    """
    rows, columns = _known(datasets)
    for described in schema.tables.values() if schema else ():
        columns.setdefault(described.name, set()).update(
            column.name for column in described.columns
        )
    problems = []
    for table, rows_of in findings.groupby("table", observed=True):
        problems += list(_of_table(str(table), rows_of, rows, columns))
    blank = [column for column in ("rule", "title") if _blank(findings[column])]
    return [*problems, *(f"The {column} of a finding is blank." for column in blank)]


def _of_table(
    table: str, flagged: Findings, rows: Mapping[str, set[int]], columns: Mapping[str, set[str]]
) -> Iterator[str]:
    if table not in columns:
        rule = flagged["rule"].iloc[0]
        yield f"Rule {rule} names the table {table}, which the data do not have."
        return
    for code, of_rule in flagged.groupby("rule", observed=True):
        rule = str(code)
        lost = set(of_rule["row"]) - rows.get(table, set())
        if lost:
            yield f"Rule {rule} flags row {min(lost)} of {table}, which has no such row."
        named = {word for fields in of_rule["fields"].unique() for word in str(fields).split()}
        unknown = sorted(word for word in named if word not in _words(columns[table]))
        if unknown:
            yield f"Rule {rule} names the column {unknown[0]}, which {table} does not have."


def _words(columns: set[str]) -> set[str]:
    # Fields are joined by spaces, so a heading of several words comes as its words.
    return {word for column in columns for word in column.split()} | columns


def _known(datasets: Iterable[Dataset]) -> tuple[dict[str, set[int]], dict[str, set[str]]]:
    rows: dict[str, set[int]] = {}
    columns: dict[str, set[str]] = {}
    for dataset in datasets:
        # Rules that look back flag rows of last year's table under its name.
        for part in (dataset, dataset.last_year):
            for name, table in (part or {}).items():
                own = table["row"] if "row" in table else range(2, len(table) + 2)
                rows.setdefault(name, set()).update(int(number) for number in own)
                columns.setdefault(name, set()).update(map(str, table.columns))
    return rows, columns


def _blank(column: pd.Series) -> bool:
    return any(not str(value).strip() for value in column.unique())


def of_tables(dataset: Dataset) -> list[str]:
    """What is wrong with the tables that a tool made."""
    return [
        f"The table {name} has no column row with a whole number for each record."
        for name, table in dataset.items()
        if "row" not in table
        or not pd.api.types.is_integer_dtype(table["row"].dropna().dtype)
        or table["row"].isna().any()
    ]


def unlisted(findings: Findings, checks: Iterable[Check]) -> list[str]:
    """Rules that found something and that the tool's account of its rules leaves out."""
    return sorted(set(map(str, findings["rule"].unique())) - {check.rule for check in checks})


def of_panels(panels: Iterable[Panel]) -> list[str]:
    """What is wrong with panels."""
    problems = []
    titles: set[str] = set()
    for number, panel in enumerate(panels, 1):
        if not isinstance(panel.title, str) or not panel.title.strip():
            problems.append(f"Panel {number} has no title.")
            continue
        problems += [f"The panel '{panel.title}' {problem}" for problem in _of_panel(panel)]
        if panel.title in titles:
            problems.append(f"Two panels are called '{panel.title}'.")
        titles.add(panel.title)
    return problems


def _of_panel(panel: Panel) -> Iterator[str]:
    if not isinstance(panel.text, str) or not panel.text.strip():
        yield "does not say in a sentence what it shows."
    if isinstance(panel.caveats, str) or not all(
        isinstance(caveat, str) for caveat in panel.caveats
    ):
        yield "has caveats that are no list of sentences."
    if panel.table is not None and not isinstance(panel.table, pd.DataFrame):
        yield "has a table that is no DataFrame."
    if panel.spec is not None and not isinstance(panel.spec, dict):
        yield "has a specification that is no dictionary."
